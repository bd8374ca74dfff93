using Signaling.Infrastructure.Embedded;
using Signaling.Infrastructure.Tests.Storage;

namespace Signaling.Infrastructure.Tests.Embedded;

/// <summary>The embedded store of networks does what every one does.</summary>
public sealed class EmbeddedNetworkStoreTests : NetworkStoreSpecification
{
    protected override Task<NetworkStoreUnderTest> CreateAsync()
    {
        var store = new EmbeddedNetworkStore(TimeProvider.System);
        return Task.FromResult(new NetworkStoreUnderTest(store, store));
    }
}
