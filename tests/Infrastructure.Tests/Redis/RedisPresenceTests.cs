using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Infrastructure.Redis;
using Signaling.Infrastructure.Tests.Storage;
using Xunit;

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>What becomes of the devices of an edge that is gone, and of those who are waited for while the store is away. Time passes by
/// edges whose idea of it is shifted.</summary>
public sealed class RedisPresenceTests(RedisServer server)
{
    private static readonly TenantId Tenant = new("acme");
    private static readonly Actor Ann = new(new("ann"), new("tab")), Ben = new(new("ben:{1}"), new("phone"));
    private static readonly UserKey BenKey = new(Tenant, Ben.User);
    private static readonly CommitScript Script = new(Tenant);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(3), Brief = TimeSpan.FromMilliseconds(450);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LeaseDue_AnEdgesLeaseHasEnded_HandsOutItsDevicesThatAreInCallsAndForgetsTheOthers()
    {
        var options = TestRedisStore.Options(server);
        using var redis = await RawRedis.ConnectAsync(server);
        await using var dead = TestRedisStore.Create(options, "dead");
        await dead.AttachAsync(BenKey, Ben.Device, null, Cancel);
        await dead.AttachAsync(new(Tenant, new("cid")), new("desk"), null, Cancel);
        var call = await ConnectAsync(dead);

        var (work, at) = await PassAsync(options, RedisScope.Lease + Step, until: work => !work.Lost.IsEmpty);

        Assert.Equal([(BenKey, Ben.Device)], work.Lost.Select(lost => (lost.User, lost.Device)));
        Assert.InRange(at, RedisScope.Lease, RedisScope.Lease + Step);
        Assert.DoesNotContain(redis.Keys(options.KeyPrefix), key => key.Contains(":held:", StringComparison.Ordinal));
        await using var alive = TestRedisStore.Create(options, "alive", shift: at);
        var lost = Assert.IsType<CommitResult.Committed>(await alive.CommitAsync(Script.Change(call, new CallCommand.Lose(Ben), alive.Now)!, Cancel)).Stored;
        Assert.Equal(Reach.Away, lost.Call.CalleePresence.Reach);
    }

    [Fact]
    public async Task LeaseDue_TheDeviceAttachedElsewhereBeforeItsEdgesLeaseEnded_HandsOutNothing()
    {
        var options = TestRedisStore.Options(server);
        await using var dead = TestRedisStore.Create(options, "dead");
        await dead.AttachAsync(BenKey, Ben.Device, null, Cancel);
        await ConnectAsync(dead);
        await using var other = TestRedisStore.Create(options, "other", shift: Step);
        await other.AttachAsync(BenKey, Ben.Device, null, Cancel);

        var (work, _) = await PassAsync(options, RedisScope.Lease + Step, until: work => !work.Lost.IsEmpty, renewing: other);

        Assert.Empty(work.Lost);
    }

    [Fact]
    public async Task LeaseDue_AnEdgeHolding500Devices_HandsOutAll()
    {
        var options = TestRedisStore.Options(server);
        await using var dead = TestRedisStore.Create(options, "dead");
        for (var n = 0; n < 500; n++)
        {
            var user = new UserId($"user {n}");
            await dead.AttachAsync(new(Tenant, user), new("d"), null, Cancel);
            await dead.CommitAsync(Script.Invite(new Actor(user, new("d")), Ben.User, dead.Now) with { MaxActiveCalls = 1000 }, Cancel);
        }

        var devices = new HashSet<UserKey>();
        await PassAsync(options, RedisScope.Lease + Step + Step, until: work =>
        {
            devices.UnionWith(work.Lost.Select(lost => lost.User));
            return devices.Count == 500;
        });

        Assert.Equal(500, devices.Count);
    }

    [Fact]
    public async Task LeaseDue_NobodyLookedForAWhile_LeavesEdgesTheirWholeLeaseAnew()
    {
        var options = TestRedisStore.Options(server);
        await using var quiet = TestRedisStore.Create(options, "quiet");
        await quiet.AttachAsync(BenKey, Ben.Device, null, Cancel);
        await ConnectAsync(quiet);

        var (work, at) = await PassAsync(options, from: TimeSpan.FromMinutes(1), to: TimeSpan.FromMinutes(1) + RedisScope.Lease + Step, until: work => !work.Lost.IsEmpty);

        Assert.Single(work.Lost);
        Assert.InRange(at, TimeSpan.FromMinutes(1) + RedisScope.Lease, TimeSpan.FromMinutes(1) + RedisScope.Lease + Step);
    }

    [Fact]
    public async Task LeaseDue_AfterAGap_SaysWhenItEnded()
    {
        var options = TestRedisStore.Options(server);
        await using var store = TestRedisStore.Create(options, "one");
        await ConnectAsync(store, Script with { Limits = CallLimits.Default with { InactiveAfter = TimeSpan.FromSeconds(1) } });
        Assert.Empty((await store.LeaseDueAsync(Brief, 10, Cancel)).Calls);

        var (soon, _) = await PassAsync(options, Step, until: work => !work.Calls.IsEmpty);
        await using var back = TestRedisStore.Create(options, "back", shift: TimeSpan.FromMinutes(1));
        var late = await back.LeaseDueAsync(Brief, 10, Cancel);

        Assert.Null(Assert.Single(soon.Calls).StoreBackAt);
        var due = Assert.Single(late.Calls);
        Assert.InRange(due.StoreBackAt!.Value, due.At.AddSeconds(-2), due.At);
    }

    [Fact]
    public async Task Pulse_ItsLeaseHadEndedAndItsDevicesWereLetGo_MarksThemAgainAndSaysSo()
    {
        var options = TestRedisStore.Options(server);
        await using var paused = TestRedisStore.Create(options, "paused");
        await paused.AttachAsync(BenKey, Ben.Device, null, Cancel);
        var call = await ConnectAsync(paused);
        var (work, at) = await PassAsync(options, RedisScope.Lease + Step, until: work => !work.Lost.IsEmpty);
        await using var other = TestRedisStore.Create(options, "other", shift: at);
        await other.CommitAsync(Script.Change(call, new CallCommand.Lose(Ben), other.Now)!, Cancel);
        await other.SettleAsync(Assert.Single(work.Lost), Cancel);

        await paused.StartAsync(Cancel); // it goes on

        var word = await NextAsync(paused, word => word.Returned is not null);
        Assert.Equal((BenKey, Ben.Device), (word.User, word.Returned));
        Assert.True(await paused.HoldsAsync(BenKey, Ben.Device, Cancel));
        Assert.Equal([call.Call.Id], (await other.AttachAsync(BenKey, Ben.Device, null, Cancel)).AwayIn);
    }

    private static async Task<StoredCall> ConnectAsync(RedisStore store, CommitScript? script = null)
    {
        var call = Assert.IsType<CommitResult.Committed>(await store.CommitAsync((script ?? Script).Invite(Ann, Ben.User, store.Now), Cancel)).Stored;
        return Assert.IsType<CommitResult.Committed>(await store.CommitAsync((script ?? Script).Change(call, new CallCommand.Answer(Ben, "sdp", []), store.Now)!, Cancel)).Stored;
    }

    private static Task<(DueWork Work, TimeSpan At)> PassAsync(RedisOptions options, TimeSpan to, Func<DueWork, bool> until, RedisStore? renewing = null) =>
        PassAsync(options, TimeSpan.Zero, to, until, renewing);

    // Somebody looks every three seconds, and once more right after each time.
    private static async Task<(DueWork Work, TimeSpan At)> PassAsync(RedisOptions options, TimeSpan from, TimeSpan to, Func<DueWork, bool> until, RedisStore? renewing = null)
    {
        var work = new DueWork([], []);
        for (var at = from; at <= to; at += Step)
        {
            await using var looks = TestRedisStore.Create(options, "looks", shift: at);
            if (renewing is not null)
            {
                await using var same = TestRedisStore.Create(options, "other", shift: at);
                await same.AttachAsync(BenKey, Ben.Device, null, Cancel);
            }

            for (var twice = 0; twice < 2; twice++)
            {
                work = await looks.LeaseDueAsync(Brief, 1000, Cancel);
                if (until(work)) return (work, at);
            }
        }

        return (work, to);
    }

    private static async Task<Announcement> NextAsync(RedisStore store, Func<Announcement, bool> wanted)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(40));
        while (true)
        {
            var word = await store.Announcements.ReadAsync(limit.Token);
            if (wanted(word)) return word;
        }
    }
}
