using Signaling.Infrastructure.Embedded;
using Signaling.Infrastructure.Storage;
using Signaling.Infrastructure.Tests.Storage;
using Xunit;

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>The two stores, told the same at random, say the same.</summary>
public sealed class RedisAgreementTests(RedisServer server)
{
    private const int Steps = 1500;

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public async Task RedisAndEmbedded_ToldTheSame_Agree(int seed)
    {
        var inbox = new InboxOptions { MaxEvents = 30 };
        var options = TestRedisStore.Options(server);
        await using var one = await TestRedisStore.StartAsync(options, "one", inbox);
        await using var other = await TestRedisStore.StartAsync(options, "other", inbox);
        var embedded = new EmbeddedStore(TimeProvider.System, inbox);
        await using var left = new StoreUnderTest(new Edge(embedded, embedded), new Edge(embedded, embedded), _ => Task.CompletedTask);
        await using var right = new StoreUnderTest(new Edge(one, one), new Edge(other, other), _ => Task.CompletedTask);
        var agreement = new StoreAgreement(left, right, seed);

        await agreement.RunAsync(Steps, TestContext.Current.CancellationToken);

        Assert.Equal(["Committed", "Crossed", "OverLimit", "Repeated", "Stale", "TooLate"], agreement.Outcomes.Keys.Order());
    }
}
