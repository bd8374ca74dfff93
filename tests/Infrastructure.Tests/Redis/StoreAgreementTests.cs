using Signaling.Infrastructure.Embedded;
using Signaling.Infrastructure.Storage;
using Signaling.Infrastructure.Tests.Storage;
using Xunit;

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>The embedded store and the Redis store, told the same random things, say the same. A failing seed fails again.</summary>
public sealed class StoreAgreementTests(RedisServer server)
{
    private const int Steps = 1000;

    private static readonly InboxOptions Inbox = new() { MaxEvents = 30, MaxBytes = 3000 };

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public async Task Stores_ToldTheSame_Agree(int seed)
    {
        await using var embedded = Embedded();
        await using var redis = await RedisAsync();
        var agreement = new StoreAgreement(embedded, redis, seed);

        await agreement.RunAsync(Steps, TestContext.Current.CancellationToken);

        Assert.Equal(["Committed", "Contradicted", "Crossed", "OverLimit", "Repeated", "Stale", "TooLate"], agreement.Outcomes.Keys.Order());
    }

    private static StoreUnderTest Embedded()
    {
        var store = new EmbeddedStore(TimeProvider.System, Inbox);
        var edge = new Edge(store, store);
        return new StoreUnderTest(edge, edge, _ => Task.CompletedTask);
    }

    private async Task<StoreUnderTest> RedisAsync()
    {
        var options = TestRedisStore.Options(server);
        var (one, other) = (await TestRedisStore.StartAsync(options, "one", Inbox), await TestRedisStore.StartAsync(options, "other", Inbox));
        return new StoreUnderTest(new Edge(one, one), new Edge(other, other), Task.Delay, async () =>
        {
            await one.DisposeAsync();
            await other.DisposeAsync();
        });
    }
}
