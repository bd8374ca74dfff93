using Signaling.Infrastructure.Embedded;
using Signaling.Infrastructure.Storage;
using Signaling.Infrastructure.Tests.Storage;

namespace Signaling.Infrastructure.Tests.Embedded;

/// <summary>The embedded store does what every store does.</summary>
public sealed class EmbeddedStoreTests : StoreSpecification
{
    protected override Task<StoreUnderTest> CreateAsync(InboxOptions? inbox = null)
    {
        var clock = new ManualClock();
        var store = new EmbeddedStore(clock, inbox ?? new InboxOptions());
        var edge = new Edge(store, store);
        return Task.FromResult(new StoreUnderTest(edge, edge, by =>
        {
            clock.Advance(by);
            return Task.CompletedTask;
        }));
    }
}
