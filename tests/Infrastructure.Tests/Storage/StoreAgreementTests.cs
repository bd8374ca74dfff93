using Signaling.Infrastructure.Embedded;
using Signaling.Infrastructure.Storage;
using Xunit;

namespace Signaling.Infrastructure.Tests.Storage;

/// <summary>Two stores that are told the same say the same.</summary>
public sealed class StoreAgreementTests
{
    private const int Steps = 600;

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task Embedded_TwoOfThem_Agree(int seed)
    {
        await using var one = Embedded();
        await using var other = Embedded();
        var agreement = new StoreAgreement(one, other, seed);

        await agreement.RunAsync(Steps, TestContext.Current.CancellationToken);

        Assert.Equal(["Committed", "Crossed", "OverLimit", "Repeated", "Stale", "TooLate"], agreement.Outcomes.Keys.Order());
    }

    private static StoreUnderTest Embedded()
    {
        var store = new EmbeddedStore(TimeProvider.System, new InboxOptions { MaxEvents = 30 });
        var edge = new Edge(store, store);
        return new StoreUnderTest(edge, edge, _ => Task.CompletedTask);
    }
}
