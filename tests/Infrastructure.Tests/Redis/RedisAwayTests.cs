using System.Diagnostics;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Infrastructure.Redis;
using Signaling.Infrastructure.Tests.Storage;
using Xunit;

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>Redis away, standing still, or not fit: told within two seconds, never a hang, and back by itself.</summary>
public sealed class RedisAwayTests
{
    private static readonly TenantId Tenant = new("acme");
    private static readonly Actor Ann = new(new("ann"), new("tab"));
    private static readonly UserId Ben = new("ben");
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(2), BackWithin = TimeSpan.FromSeconds(40);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commit_RedisKilled_IsRefusedInTimeAndWorksAfterItsRestart()
    {
        await using var server = await RedisServer.StartOwnAsync();
        await using var store = await TestRedisStore.StartAsync(TestRedisStore.Options(server));
        await CommitAsync(store);
        Assert.True(store.IsUp);

        server.Kill();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RefusedInTimeAsync(store)));
        Assert.False(store.IsUp);
        await server.RestartAsync();
        await BackAsync(store);
        Assert.True(store.IsUp);
    }

    [Fact]
    public async Task Commit_RedisStandsStill_IsRefusedInTimeAndWorksWhenItGoesOn()
    {
        await using var server = await RedisServer.StartOwnAsync();
        await using var store = await TestRedisStore.StartAsync(TestRedisStore.Options(server));
        await CommitAsync(store);

        server.Pause();
        for (var round = 0; round < 3; round++) await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RefusedInTimeAsync(store)));
        Assert.False(store.IsUp);
        server.Resume();

        await BackAsync(store);
    }

    [Fact]
    public async Task Commit_GivenUpByItsEdge_WritesNothingWhenRedisGoesOn()
    {
        await using var server = await RedisServer.StartOwnAsync();
        await using var store = await TestRedisStore.StartAsync(TestRedisStore.Options(server));
        await CommitAsync(store);

        server.Pause();
        var invite = new CommitScript(Tenant).Invite(Ann, Ben, store.Now) with { NotAfter = store.Now + TimeSpan.FromSeconds(1) };
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(invite, Cancel));
        server.Resume();

        await BackAsync(store);
        Assert.Null((await store.FindAsync(Tenant, invite.Call.Id, null, Cancel)).Stored);
    }

    [Fact]
    public async Task Commit_ConnectionGivenUpWhileRedisStandsStill_IsNotRefusedBeforeItCanNoLongerHappen()
    {
        await using var server = await RedisServer.StartOwnAsync();
        await using var store = await TestRedisStore.StartAsync(TestRedisStore.Options(server));
        await CommitAsync(store);

        server.Pause();
        var invite = new CommitScript(Tenant).Invite(Ann, Ben, store.Now) with { NotAfter = store.Now + TimeSpan.FromSeconds(1.2) };
        var committing = store.CommitAsync(invite, Cancel);
        await Task.Delay(TimeSpan.FromMilliseconds(200), Cancel); // it is in the server's socket
        store.RenewCommands();
        await Task.WhenAny(committing, Task.Delay(TimeSpan.FromMilliseconds(300), Cancel));
        var refusedAlready = committing.IsCompleted;
        server.Resume();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => committing);

        // The server has read it after all, and in time: whoever had been told 503 before would have been told wrong.
        await BackAsync(store);
        Assert.NotNull((await store.FindAsync(Tenant, invite.Call.Id, null, Cancel)).Stored);
        Assert.False(refusedAlready);
    }

    [Fact]
    public async Task Commit_ClientsPausedByTheOperator_IsRefusedInTimeAndNothingOfItHappensLater()
    {
        await using var server = await RedisServer.StartOwnAsync();
        using var redis = await RawRedis.ConnectAsync(server);
        await using var store = await TestRedisStore.StartAsync(TestRedisStore.Options(server));
        var ben = new UserKey(Tenant, Ben);
        var place = (await store.AttachAsync(ben, new DeviceId("phone"), null, Cancel)).Cursor;
        await CommitAsync(store);

        await redis.PauseClientsAsync(TimeSpan.FromSeconds(3));
        CallCommit[] refused = [.. Enumerable.Range(0, 20).Select(n =>
            new CommitScript(Tenant).Invite(new Actor(new($"caller {n}"), Ann.Device), Ben, store.Now) with { NotAfter = store.Now + TimeSpan.FromSeconds(1.2) })];
        await Task.WhenAll(refused.Select(commit => RefusedInTimeAsync(store, commit)));
        Assert.False(store.IsUp);

        await BackAsync(store);
        foreach (var commit in refused) Assert.Null((await store.FindAsync(Tenant, commit.Call.Id, null, Cancel)).Stored);
        Assert.Empty((await store.ReadAsync(ben, place, 100, Cancel))!.Value);
        var call = Assert.IsType<CommitResult.Committed>(await store.CommitAsync(new CommitScript(Tenant).Invite(Ann, Ben, store.Now), Cancel)).Stored;
        Assert.Equal(call.Call.Id, Assert.Single((await store.ReadAsync(ben, place, 100, Cancel))!.Value).Call);
        Assert.True(store.IsUp);
    }

    [Theory, InlineData("maxmemory 1", "maxmemory 0"), InlineData("min-replicas-to-write 1", "min-replicas-to-write 0")]
    public async Task IsUp_RedisThatTakesNoWrites_IsFalseAlthoughItAnswers(string begin, string end)
    {
        await using var server = await RedisServer.StartOwnAsync();
        await using var store = await TestRedisStore.StartAsync(TestRedisStore.Options(server));
        Assert.True(store.IsUp);
        await server.AskAsync($"CONFIG SET {begin}", Cancel);
        await RefusedInTimeAsync(store);

        for (var beats = store.Beats; store.Beats < beats + 4; await Task.Delay(20, Cancel)) // two whole ones, of a begin and an end each
        {
            Assert.Empty((await store.LeaseDueAsync(TimeSpan.FromSeconds(1), 10, Cancel)).Calls); // answered: nothing is due
            Assert.False(store.IsUp);
        }

        await server.AskAsync($"CONFIG SET {end}", Cancel);
        for (var watch = Stopwatch.StartNew(); !store.IsUp; await Task.Delay(20, Cancel)) Assert.InRange(watch.Elapsed, TimeSpan.Zero, BackWithin);
    }

    [Fact]
    public async Task Start_RedisAway_StartsAndWorksOnceItIsThere()
    {
        await using var server = await RedisServer.StartOwnAsync();
        server.Kill();
        var watch = FairWatch.StartNew();
        await using var store = await TestRedisStore.StartAsync(TestRedisStore.Options(server));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(6));

        Assert.False(store.IsUp);
        await RefusedInTimeAsync(store);
        await server.RestartAsync();
        await BackAsync(store);
    }

    [Fact]
    public async Task Start_NobodyListens_RefusesEachStepInTime()
    {
        var options = new RedisOptions { Endpoints = "127.0.0.1:1" };
        await using var store = await TestRedisStore.StartAsync(options);

        for (var round = 0; round < 3; round++) await RefusedInTimeAsync(store);
    }

    [Fact]
    public async Task Start_AddressThatNeverAnswers_RefusesEachStepInTime()
    {
        var options = new RedisOptions { Endpoints = "192.0.2.1:6379" }; // RFC 5737: nobody is there
        await using var store = await TestRedisStore.StartAsync(options);

        for (var round = 0; round < 3; round++) await RefusedInTimeAsync(store);
    }

    [Theory, InlineData(null), InlineData("wrong")]
    public async Task Start_WrongPassword_StopsAndSaysSo(string? password)
    {
        await using var server = await RedisServer.StartOwnAsync(["--requirepass", "open-sesame"]);
        var options = TestRedisStore.Options(server);
        options.Password = password;

        var refused = await Assert.ThrowsAsync<RedisUnsuitableException>(() => TestRedisStore.StartAsync(options));

        Assert.Contains("Redis:Password", refused.Message, StringComparison.Ordinal);
        Assert.Contains("1.2.6", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_RightPassword_Works()
    {
        await using var server = await RedisServer.StartOwnAsync(["--requirepass", "open-sesame"]);
        var options = TestRedisStore.Options(server);
        options.Password = "open-sesame";

        await using var store = await TestRedisStore.StartAsync(options);

        await CommitAsync(store);
    }

    [Theory, InlineData("allkeys-lru"), InlineData("volatile-ttl")]
    public async Task Start_RedisThatEvicts_StopsAndSaysWhatToSet(string policy)
    {
        await using var server = await RedisServer.StartOwnAsync(["--maxmemory-policy", policy]);

        var refused = await Assert.ThrowsAsync<RedisUnsuitableException>(() => TestRedisStore.StartAsync(TestRedisStore.Options(server)));

        Assert.Contains(policy, refused.Message, StringComparison.Ordinal);
        Assert.Contains("noeviction", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_APrimaryAndItsReplicaListed_StopsAndSaysWhatToSet()
    {
        await using var primary = await RedisServer.StartOwnAsync();
        await using var replica = await RedisServer.StartOwnAsync(["--replicaof", .. primary.Endpoint.Split(':')]);
        var options = TestRedisStore.Options(primary);
        options.Endpoints += "," + replica.Endpoint;

        var refused = await Assert.ThrowsAsync<RedisUnsuitableException>(() => TestRedisStore.StartAsync(options));

        Assert.Contains("Redis:Sentinels", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commit_RedisThatEvictsFoundLate_IsRefused()
    {
        await using var server = await RedisServer.StartOwnAsync(["--maxmemory-policy", "allkeys-lru"]);
        server.Kill();
        await using var store = await TestRedisStore.StartAsync(TestRedisStore.Options(server));
        await server.RestartAsync();

        var deadline = Stopwatch.StartNew();
        while (true)
        {
            var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => CommitAsync(store));
            if (refused.Message.Contains("noeviction", StringComparison.Ordinal)) break;
            Assert.InRange(deadline.Elapsed, TimeSpan.Zero, BackWithin);
            await Task.Delay(50, Cancel);
        }
        Assert.False(store.IsUp);
    }

    private static async Task<CommitResult.Committed> CommitAsync(RedisStore store) =>
        Assert.IsType<CommitResult.Committed>(await store.CommitAsync(new CommitScript(Tenant).Invite(Ann, new UserId($"ben {Guid.NewGuid()}"), store.Now) with { MaxActiveCalls = 1000 }, Cancel));

    private static async Task RefusedInTimeAsync(RedisStore store, CallCommit? commit = null)
    {
        var watch = FairWatch.StartNew();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => commit is null ? CommitAsync(store) : store.CommitAsync(commit, Cancel));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, AtMost);
    }

    private static async Task BackAsync(RedisStore store)
    {
        for (var watch = Stopwatch.StartNew(); ;)
        {
            try
            {
                await CommitAsync(store);
                return;
            }
            catch (StoreUnavailableException) when (watch.Elapsed < BackWithin)
            {
                await Task.Delay(50, Cancel);
            }
        }
    }
}
