using System.Diagnostics;
using Signaling.Domain.Calls;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Infrastructure.Redis;
using Xunit;

namespace Signaling.Infrastructure.Tests.Redis.Sentinel;

/// <summary>A store that is found through Sentinels, at its start.</summary>
public sealed class SentinelStartTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_SentinelsThatKnowAnotherName_StopsAndSaysWhatToSet()
    {
        await using var primary = await RedisServer.StartOwnAsync(cancel: Cancel);
        await using var sentinel = await SentinelOfAsync(primary);

        var refused = await Assert.ThrowsAsync<RedisUnsuitableException>(() => TestRedisStore.StartAsync(Options(sentinel.Endpoint, "call")));

        Assert.Contains("'call'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Redis:SentinelName", refused.Message, StringComparison.Ordinal);
        Assert.Contains(sentinel.Endpoint, refused.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(null), InlineData("wrong")]
    public async Task Start_SentinelsThatDoNotLetUsIn_StopsAndSaysWhatToSet(string? password)
    {
        await using var primary = await RedisServer.StartOwnAsync(cancel: Cancel);
        await using var sentinel = await SentinelOfAsync(primary);
        await sentinel.AskAsync("CONFIG SET requirepass open-sesame", Cancel);
        await sentinel.AskAsync("ACL SETUSER default resetpass >open-sesame", Cancel);

        var refused = await Assert.ThrowsAsync<RedisUnsuitableException>(() => TestRedisStore.StartAsync(Options(sentinel.Endpoint, "calls", password)));

        Assert.Contains("Redis:SentinelPassword", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", refused.Message, StringComparison.Ordinal);
        await using var store = await TestRedisStore.StartAsync(Options(sentinel.Endpoint, "calls", "open-sesame"));
        Assert.True(store.IsUp);
    }

    [Fact]
    public async Task Start_SomeSentinelsAway_WorksWithTheOther()
    {
        await using var primary = await RedisServer.StartOwnAsync(cancel: Cancel);
        await using var sentinel = await SentinelOfAsync(primary);

        await using var store = await TestRedisStore.StartAsync(Options($"127.0.0.1:1,192.0.2.1:26379,{sentinel.Endpoint}", "calls"));

        Assert.True(store.IsUp);
    }

    [Fact]
    public async Task Start_AllSentinelsAway_StartsAndWorksOnceOneIsThere()
    {
        await using var primary = await RedisServer.StartOwnAsync(cancel: Cancel);
        await using var sentinel = await SentinelOfAsync(primary);
        sentinel.Kill();
        await using var store = await TestRedisStore.StartAsync(Options(sentinel.Endpoint, "calls"));
        Assert.False(store.IsUp);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.FindAsync(new TenantId("acme"), new CallId("test_x"), null, Cancel));

        await sentinel.RestartAsync(Cancel);

        for (var watch = Stopwatch.StartNew(); !store.IsUp; await Task.Delay(20, Cancel)) Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(40));
    }

    private static Task<RedisServer> SentinelOfAsync(RedisServer primary) =>
        RedisServer.StartSentinelAsync($"sentinel monitor calls {primary.Endpoint.Replace(':', ' ')} 1", Cancel);

    private static RedisOptions Options(string sentinels, string name, string? password = null) =>
        new() { Sentinels = sentinels, SentinelName = name, SentinelPassword = password, KeyPrefix = TestRedisStore.NewPrefix() };
}
