using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Identity;
using Signaling.Infrastructure.Redis;
using Signaling.Infrastructure.Tests.Storage;
using Xunit;

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>What each step costs in round trips, and that scripts come by themselves.</summary>
public sealed class RedisRoundTripTests(RedisServer server)
{
    private static readonly TenantId Tenant = new("acme");
    private static readonly Actor Ann = new(new("ann"), new("tab")), Ben = new(new("ben"), new("phone"));
    private static readonly CommitScript Script = new(Tenant);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EachStep_OfACall_IsOneRoundTrip()
    {
        await using var store = await TestRedisStore.StartAsync(TestRedisStore.Options(server));
        var (ann, ben) = (new UserKey(Tenant, Ann.User), new UserKey(Tenant, Ben.User));
        var place = await OneAsync(store, () => store.AttachAsync(ben, Ben.Device, null, Cancel));
        var call = await CommitAsync(store, Script.Invite(Ann, Ben.User, store.Now));
        call = await CommitAsync(store, Script.Change(call, new CallCommand.Ring(Ben), store.Now)!);
        call = Assert.IsType<CommitResult.Committed>(await OneAsync(store, () => store.CommitAsync(Script.Candidates(call, Ben, store.Now)!, Cancel))).Stored;
        var before = call;
        call = await CommitAsync(store, Script.Change(call, new CallCommand.Answer(Ben, "sdp", []), store.Now)!);
        Assert.IsType<CommitResult.Stale>(await OneAsync(store, () => store.CommitAsync(Script.Change(before, new CallCommand.HangUp(Ann), store.Now)!, Cancel)));
        await OneAsync(store, () => store.FindAsync(Tenant, call.Call.Id, new IdempotencyKey("s", "b"), Cancel));
        await OneAsync(store, () => store.FindDescriptionAsync(Tenant, call.Call.Id, DescriptionRef.OfferOf(1), Cancel));
        await OneAsync(store, () => store.ListAsync(ann, CallFilter.All, 10, null, Cancel));
        await OneAsync(store, () => store.ReadAsync(ben, place.Cursor, 10, Cancel));
        await OneAsync(store, async () => { await store.DetachAsync(ben, Ben.Device, TimeSpan.Zero, Cancel); return true; });
        await CommitAsync(store, Script.Change(call, new CallCommand.HangUp(Ann), store.Now)!);
    }

    [Fact]
    public async Task EachStep_AskedOfRedisItself_IsOneScript()
    {
        await using var own = await RedisServer.StartOwnAsync();
        using var redis = await RawRedis.ConnectAsync(own);
        await using var store = await TestRedisStore.StartAsync(TestRedisStore.Options(own));
        var call = await CommitAsync(store, Script.Invite(Ann, Ben.User, store.Now));
        await redis.ResetStatisticsAsync();

        for (var n = 0; n < 10; n++) call = await CommitAsync(store, Script.Change(call, new CallCommand.Ring(new Actor(Ben.User, new($"d{n}"))), store.Now)!);

        Assert.InRange(redis.Calls("evalsha"), 10, 13); // and perhaps beats of the edge's pulse
        Assert.Equal(0, redis.Calls("eval"));
    }

    [Fact]
    public async Task FortyAtOnce_OnAFreshConnectionAndAServerThatKnowsNoScript_AllSucceed()
    {
        await using var own = await RedisServer.StartOwnAsync();
        await using var store = TestRedisStore.Create(TestRedisStore.Options(own));

        var all = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => Task.Run(() => store.CommitAsync(Script.Invite(Ann, new UserId($"ben {n}"), store.Now) with { MaxActiveCalls = 100 }, Cancel))));

        Assert.All(all, result => Assert.IsType<CommitResult.Committed>(result));
    }

    [Fact]
    public async Task ScriptsFlushed_InTheMiddle_NobodyNotices()
    {
        await using var own = await RedisServer.StartOwnAsync();
        using var redis = await RawRedis.ConnectAsync(own);
        await using var store = await TestRedisStore.StartAsync(TestRedisStore.Options(own));
        var call = await CommitAsync(store, Script.Invite(Ann, Ben.User, store.Now));

        for (var round = 0; round < 3; round++)
        {
            await redis.FlushScriptsAsync();
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => store.FindAsync(Tenant, call.Call.Id, null, Cancel)));
            call = Assert.IsType<CommitResult.Committed>(await store.CommitAsync(Script.Change(call, new CallCommand.Ring(new Actor(Ben.User, new($"d{round}"))), store.Now)!, Cancel)).Stored;
        }
    }

    private static async Task<StoredCall> CommitAsync(RedisStore store, CallCommit commit) =>
        Assert.IsType<CommitResult.Committed>(await OneAsync(store, () => store.CommitAsync(commit, Cancel))).Stored;

    // The pulse of the edge beats in between; then it is tried again.
    private static async Task<T> OneAsync<T>(RedisStore store, Func<Task<T>> step)
    {
        var (before, beats) = (store.RoundTrips, store.Beats);
        var result = await step();
        if (store.Beats == beats && beats % 2 == 0) Assert.Equal(1, store.RoundTrips - before);
        return result;
    }
}
