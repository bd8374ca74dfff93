using System.Diagnostics;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Identity;
using Signaling.Domain.Quality.Storage;
using Signaling.Infrastructure.Storage;
using Signaling.Infrastructure.Tests.Storage;
using Xunit;

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>Everything that is stored expires.</summary>
public sealed class RedisExpiryTests(RedisServer server)
{
    private static readonly TenantId Tenant = new("acme");
    private static readonly Actor Ann = new(new("ann"), new("tab")), Ben = new(new("ben"), new("phone")), Cid = new(new("cid"), new("desk"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("CallFlow", "#27")]
    public async Task EveryKey_AtEachStepOfACall_HasATimeToLive()
    {
        var options = TestRedisStore.Options(server);
        using var redis = await RawRedis.ConnectAsync(server);
        await using var store = await TestRedisStore.StartAsync(options);
        var script = new CommitScript(Tenant);
        var kinds = new HashSet<string>();

        await DoAsync(() => store.AttachAsync(new(Tenant, Ben.User), Ben.Device, null, Cancel));
        var call = await CommitAsync(script.Invite(Ann, Ben.User, store.Now) with { Request = (new("scope", "hash"), new("hash", new("test_x"), 201, 1)) });
        call = await CommitAsync(script.Change(call, new CallCommand.Ring(Ben), store.Now)!);
        call = await CommitAsync(script.Change(call, new CallCommand.Redirect(Ben, Cid.User), store.Now)!);
        await DoAsync(() => store.CommitAsync(script.Candidates(call, Cid, store.Now)! with { Request = (new("scope 2", "hash"), new("hash", new("test_x"), 204, 1)) }, Cancel));
        call = await CommitAsync(script.Change(call, new CallCommand.Answer(Cid, "sdp", []), store.Now)!);
        await DoAsync(() => store.ListAsync(new(Tenant, Ann.User), CallFilter.All, 10, null, Cancel));
        await DoAsync(() => store.LeaseDueAsync(TimeSpan.FromSeconds(5), 10, Cancel));
        foreach (var side in (CallSide[])[CallSide.Caller, CallSide.Callee])
            Assert.IsType<ReportResult.Taken>(await DoAsync(() => store.ReportAsync(new() { Tenant = Tenant, Call = call.Call.Id, Expected = call.Version, Side = side, EntryNonce = "n", MaxPerMinute = 9, NotAfter = store.Now.AddMinutes(1), Path = new(1, "direct", "{}"u8.ToArray()) }, Cancel)));
        await CommitAsync(script.Change(call, new CallCommand.HangUp(Ann), store.Now)!);
        await DoAsync(async () => { await store.DetachAsync(new(Tenant, Ben.User), Ben.Device, TimeSpan.Zero, Cancel); return true; });

        Assert.Equal(["call", "calls", "deadlines", "edges", "held", "inbox", "open", "pair", "quality", "request", "user", "watch"], kinds.Order());

        async Task<StoredCall> CommitAsync(CallCommit commit) => Assert.IsType<CommitResult.Committed>(await DoAsync(() => store.CommitAsync(commit, Cancel))).Stored;

        async Task<T> DoAsync<T>(Func<Task<T>> step)
        {
            var result = await step();
            foreach (var key in redis.Keys(options.KeyPrefix))
            {
                kinds.Add(key.Split(':')[2]);
                Assert.True(redis.Database.KeyTimeToLive(key) is { } left && left > TimeSpan.Zero && left <= TimeSpan.FromDays(2), key);
            }
            return result;
        }
    }

    [Fact]
    public async Task Inbox_EntriesThatComeBeforeItEnds_LastAsLongAsEachMust()
    {
        var inbox = new InboxOptions { KeepFor = TimeSpan.FromMilliseconds(400) };
        var options = TestRedisStore.Options(server);
        using var redis = await RawRedis.ConnectAsync(server);
        await using var store = TestRedisStore.Create(options, inbox: inbox);
        var script = new CommitScript(Tenant);
        var call = Assert.IsType<CommitResult.Committed>(await store.CommitAsync(script.Invite(Ann, Ben.User, store.Now), Cancel)).Stored;
        call = Assert.IsType<CommitResult.Committed>(await store.CommitAsync(script.Change(call, new CallCommand.Answer(Ben, "sdp", []), store.Now)!, Cancel)).Stored;
        var key = redis.Keys(options.KeyPrefix).Single(name => name.Contains(":inbox:", StringComparison.Ordinal) && name.EndsWith(":ben", StringComparison.Ordinal));

        for (var watch = Stopwatch.StartNew(); watch.Elapsed < 2.5 * inbox.KeepFor;)
        {
            var before = Stopwatch.GetTimestamp();
            call = Assert.IsType<CommitResult.Committed>(await store.CommitAsync(script.Change(call, new CallCommand.SendMessage(Ann, "hello"), store.Now)!, Cancel)).Stored;
            Assert.True((redis.Database.KeyTimeToLive(key) ?? TimeSpan.Zero) + Stopwatch.GetElapsedTime(before) >= inbox.KeepFor); // gone already, where the machine was busy
        }
    }
}
