using System.Collections.Immutable;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Infrastructure.Redis;
using Signaling.Infrastructure.Tests.Storage;
using Xunit;

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>Edges that come, go and miss words.</summary>
public sealed class RedisEdgesTests(RedisServer server)
{
    private static readonly TenantId Tenant = new("acme");
    private static readonly Actor Ann = new(new("ann"), new("tab")), Ben = new(new("ben"), new("phone"));
    private static readonly UserKey BenKey = new(Tenant, Ben.User);
    private static readonly CommitScript Script = new(Tenant);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Invited_DevicesOfAnEdgeWhoseLeaseHasEnded_AreNotAmongThem()
    {
        var options = TestRedisStore.Options(server);
        await using var dead = TestRedisStore.Create(options, "dead");
        await using var alive = TestRedisStore.Create(options, "alive", shift: RedisScope.Lease * 2);
        await dead.AttachAsync(BenKey, new DeviceId("old"), null, Cancel);
        await alive.AttachAsync(BenKey, Ben.Device, null, Cancel);

        Assert.Equal([Ben.Device], (await CommitAsync(alive, Script.Invite(Ann, Ben.User, alive.Now))).Call.Invited);
    }

    [Fact]
    public async Task Lease_WhileItsEdgeBeats_LastsLongerThanOneLease()
    {
        var options = TestRedisStore.Options(server);
        using var redis = await RawRedis.ConnectAsync(server);
        await using var store = await TestRedisStore.StartAsync(options, cancel: Cancel);
        await store.AttachAsync(BenKey, Ben.Device, null, Cancel);
        var edges = new RedisKeys(options.KeyPrefix).Edges(RedisKeys.BucketOf(Tenant));
        var before = await redis.Database.SortedSetScoreAsync(edges, "one");

        await UntilAsync(async () => await redis.Database.SortedSetScoreAsync(edges, "one") > before);
    }

    [Fact]
    public async Task Detach_DeviceThatAttachedElsewhereSince_LeavesItThere()
    {
        var options = TestRedisStore.Options(server);
        await using var first = TestRedisStore.Create(options, "first");
        await using var second = TestRedisStore.Create(options, "second");
        await first.AttachAsync(BenKey, Ben.Device, null, Cancel);
        await second.AttachAsync(BenKey, Ben.Device, null, Cancel);

        await first.DetachAsync(BenKey, Ben.Device, TimeSpan.Zero, Cancel);

        Assert.Equal([Ben.Device], (await CommitAsync(first, Script.Invite(Ann, Ben.User, first.Now))).Call.Invited);
    }

    [Fact]
    public async Task Announcements_TheirConnectionBroke_TellEachUserToReadAndComeAgain()
    {
        await using var own = await RedisServer.StartOwnAsync();
        using var redis = await RawRedis.ConnectAsync(own);
        var options = TestRedisStore.Options(own);
        await using var store = await TestRedisStore.StartAsync(options, cancel: Cancel);
        await using var other = TestRedisStore.Create(options, "other");
        var place = (await store.AttachAsync(BenKey, Ben.Device, null, Cancel)).Cursor;

        await redis.KillClientsAsync("-announcements");
        await CommitAsync(other, Script.Invite(Ann, Ben.User, other.Now)); // perhaps while nobody listens

        var told = false;
        while (!told) told = await NextAsync(store) is { Entries.Length: 0 };
        Assert.Single((await store.ReadAsync(BenKey, place, 10, Cancel))!.Value);
        await UntilAsync(async () =>
        {
            await CommitAsync(other, Script.Invite(new Actor(new($"caller {Guid.NewGuid()}"), Ann.Device), Ben.User, other.Now));
            while (store.Announcements.TryRead(out var word))
                if (word.Entries.Length > 0) return true;
            return false;
        });
    }

    [Fact]
    public async Task Marks_LostWithTheStoresLastWrites_AreRenewedAndTheirUsersTold()
    {
        await using var own = await RedisServer.StartOwnAsync();
        using var redis = await RawRedis.ConnectAsync(own);
        var options = TestRedisStore.Options(own);
        await using var store = await TestRedisStore.StartAsync(options, cancel: Cancel);
        await store.AttachAsync(BenKey, Ben.Device, null, Cancel);
        var user = redis.Keys(options.KeyPrefix).Single(key => key.Contains(":user:", StringComparison.Ordinal));
        await redis.Database.HashDeleteAsync(user, "d:phone");

        await redis.KillClientsAsync("-announcements"); // as a failover does

        await UntilAsync(async () => await redis.Database.HashGetAsync(user, "d:phone") == "one");
        Assert.Equal(BenKey, (await NextAsync(store)).User);
    }

    [Fact]
    public async Task EverythingLost_PlacesAndVersionsOfBefore_AreRefused()
    {
        await using var own = await RedisServer.StartOwnAsync();
        using var redis = await RawRedis.ConnectAsync(own);
        await using var store = TestRedisStore.Create(TestRedisStore.Options(own));
        var place = (await store.AttachAsync(BenKey, Ben.Device, null, Cancel)).Cursor;
        var call = await CommitAsync(store, Script.Invite(Ann, Ben.User, store.Now));

        await redis.FlushAsync();

        Assert.Null(await store.ReadAsync(BenKey, place, 10, Cancel));
        Assert.IsType<CommitResult.Missing>(await store.CommitAsync(Script.Change(call, new CallCommand.Ring(Ben), store.Now)!, Cancel));
        var again = await store.AttachAsync(BenKey, Ben.Device, place, Cancel);
        Assert.True(again.Resync);
        Assert.Empty(again.ActiveCalls);
    }

    [Fact]
    public async Task LastWritesLost_ThenAsManyOthersMade_AreNotTakenForThem()
    {
        await using var own = await RedisServer.StartOwnAsync();
        using var redis = await RawRedis.ConnectAsync(own);
        await using var store = TestRedisStore.Create(TestRedisStore.Options(own));
        var place = (await store.AttachAsync(BenKey, Ben.Device, null, Cancel)).Cursor;
        var call = await CommitAsync(store, Script.Invite(Ann, Ben.User, store.Now));
        var kept = redis.Keys().ToDictionary(key => key, key => redis.Database.KeyDump(key));
        var lost = await CommitAsync(store, Script.Change(call, new CallCommand.HangUp(Ann), store.Now)!);
        var lostPlace = (await store.ReadAsync(BenKey, place, 10, Cancel))!.Value[^1].Cursor;

        await redis.FlushAsync(); // the replica that took over had not yet got the end of the call
        foreach (var (key, dump) in kept) await redis.Database.KeyRestoreAsync(key, dump, TimeSpan.FromHours(1));
        var other = await CommitAsync(store, Script.Change(call, new CallCommand.Answer(Ben, "sdp", []), store.Now)!);

        Assert.Equal(lost.Version.Counter, other.Version.Counter);
        Assert.IsType<CommitResult.Stale>(await store.CommitAsync(Script.Change(other, new CallCommand.HangUp(Ann), store.Now)! with { Expected = lost.Version }, Cancel));
        Assert.Null(await store.ReadAsync(BenKey, lostPlace, 10, Cancel));
        Assert.NotNull(await store.ReadAsync(BenKey, place, 10, Cancel));
        var attached = await store.AttachAsync(BenKey, Ben.Device, lostPlace, Cancel);
        Assert.True(attached.Resync);
        Assert.Equal([call.Call.Id], attached.ActiveCalls.Select(stored => stored.Call.Id));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Commit_WhoseReplyNobodyWaitedFor_IsLookedForByThoseItConcerns(bool givenUp)
    {
        await using var own = await RedisServer.StartOwnAsync(); // it stands still meanwhile
        var options = TestRedisStore.Options(own);
        options.CommandTimeout = TimeSpan.FromSeconds(givenUp ? 1.5 : 20);
        await using var store = TestRedisStore.Create(options);
        var place = (await store.AttachAsync(BenKey, Ben.Device, null, Cancel)).Cursor;
        store.OnScript = text => text.Replace("return { 1, now, invited", Standing(3_000) + "return { 1, now, invited", StringComparison.Ordinal);
        using var asker = new CancellationTokenSource();

        var commit = store.CommitAsync(Script.Invite(Ann, Ben.User, store.Now), asker.Token);
        if (!givenUp) await asker.CancelAsync(); // whoever asked has hung up

        await Assert.ThrowsAnyAsync<Exception>(() => commit);
        Assert.Equal((BenKey, 0), await NextAsync(store) is var word ? (word.User, word.Entries.Length) : default);
        store.OnScript = text => text;
        ImmutableArray<InboxEntry>? found = null;
        await UntilAsync(async () =>
        {
            try
            {
                found = await store.ReadAsync(BenKey, place, 10, Cancel);
                return true;
            }
            catch (StoreUnavailableException)
            {
                return false;
            }
        });
        Assert.Single(found!.Value);
    }

    [Fact]
    public async Task Attach_ThatFailsBesideAnotherOfTheDevice_TakesNothingFromIt()
    {
        await using var own = await RedisServer.StartOwnAsync();
        var options = TestRedisStore.Options(own);
        options.CommandTimeout = TimeSpan.FromSeconds(20);
        await using var store = TestRedisStore.Create(options);
        await store.AttachAsync(new UserKey(Tenant, Ann.User), Ann.Device, null, Cancel); // so that the connection is there
        store.OnScript = text => text.Replace("if missed then return", Standing(3_000) + "if missed then return", StringComparison.Ordinal);
        using var gone = new CancellationTokenSource();

        var older = store.AttachAsync(BenKey, Ben.Device, null, gone.Token);
        store.OnScript = text => text;
        var newer = store.AttachAsync(BenKey, Ben.Device, null, Cancel);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => older);
        await newer;
        await CommitAsync(store, Script.Invite(Ann, Ben.User, store.Now));

        Assert.Equal(BenKey, (await NextAsync(store)).User);
    }

    // A script that stands still for so long before what follows it.
    private static string Standing(int milliseconds) =>
        $"local function moment() local t = redis.call('TIME') return t[1] * 1000 + t[2] / 1000 end local begun = moment() while moment() < begun + {milliseconds} do end ";

    private static async Task<StoredCall> CommitAsync(RedisStore store, CallCommit commit) =>
        Assert.IsType<CommitResult.Committed>(await store.CommitAsync(commit, Cancel)).Stored;

    private static async Task<Announcement> NextAsync(RedisStore store)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(40));
        return await store.Announcements.ReadAsync(limit.Token);
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var watch = System.Diagnostics.Stopwatch.StartNew(); !await holds();)
        {
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(40));
            await Task.Delay(50, Cancel);
        }
    }
}
