using System.Diagnostics;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Infrastructure.Redis;
using Signaling.Infrastructure.Storage;
using Signaling.Infrastructure.Tests.Storage;
using Xunit;

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>Three servers that share the buckets: each tenant's calls lie on one of them, and an edge speaks to all.</summary>
public sealed class RedisClusterTests
{
    private static readonly TenantId[] Tenants = [.. Enumerable.Range(0, 12).Select(n => new TenantId($"tenant-{n}"))];
    private static readonly Actor Ann = new(new("ann"), new("tab")), Ben = new(new("ben"), new("phone"));
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(40);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_OfManyTenants_AreWholeOnEveryShardAndHeardAtTheOtherEdge()
    {
        await using var cluster = await RedisCluster.StartAsync(Cancel);
        var options = Options(cluster);
        await using var one = await TestRedisStore.StartAsync(options, "one", cancel: Cancel);
        await using var other = await TestRedisStore.StartAsync(options, "other", cancel: Cancel);
        await ReadyAsync(one);
        await ReadyAsync(other);

        foreach (var tenant in Tenants) await CallAsync(tenant, one, other);

        foreach (var node in cluster.Nodes) Assert.NotEqual(":0", await RedisCluster.AskAsync(node, "DBSIZE", Cancel));
    }

    [Fact]
    public async Task Deadlines_OnEveryShard_AreLeasedOnce()
    {
        await using var cluster = await RedisCluster.StartAsync(Cancel);
        await using var store = await TestRedisStore.StartAsync(Options(cluster), cancel: Cancel);
        await ReadyAsync(store);
        foreach (var tenant in Tenants)
            await CommitAsync(store, new CommitScript(tenant).Invite(Ann, Ben.User, store.Now) with { Deadline = TimeSpan.FromMilliseconds(-1) });

        var due = (await store.LeaseDueAsync(TimeSpan.FromSeconds(30), 100, Cancel)).Calls;

        Assert.Equal(Tenants.Select(tenant => tenant.Value).Order(), due.Select(call => call.Tenant.Value).Order());
        Assert.Empty((await store.LeaseDueAsync(TimeSpan.FromSeconds(30), 100, Cancel)).Calls);
    }

    [Fact]
    public async Task Start_OneOfTheListedIsDead_WorksWithTheOthers()
    {
        await using var cluster = await RedisCluster.StartAsync(Cancel);
        var options = Options(cluster);
        options.Endpoints = "127.0.0.1:1," + options.Endpoints;
        var watch = FairWatch.StartNew();
        await using var one = await TestRedisStore.StartAsync(options, "one", cancel: Cancel);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(6));
        await using var other = await TestRedisStore.StartAsync(options, "other", cancel: Cancel);
        await ReadyAsync(one);
        await ReadyAsync(other);

        foreach (var tenant in Tenants) await CallAsync(tenant, one, other);
    }

    [Fact]
    public async Task Start_AShardIsDead_ServesTenantsOfTheOthersAndRefusesItsOwnInTime()
    {
        await using var cluster = await RedisCluster.StartAsync(Cancel);
        cluster.Nodes[1].Kill();
        await using var store = await TestRedisStore.StartAsync(Options(cluster), cancel: Cancel);
        int served = 0, refused = 0;

        foreach (var tenant in Tenants)
        {
            var watch = FairWatch.StartNew();
            try
            {
                await CommitAsync(store, new CommitScript(tenant).Invite(Ann, Ben.User, store.Now) with { Deadline = TimeSpan.FromMilliseconds(-1) });
                served++;
            }
            catch (StoreUnavailableException)
            {
                refused++;
            }
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        }

        Assert.InRange(served, 4, Tenants.Length - 1);
        Assert.InRange(refused, 1, Tenants.Length - served);
        Assert.Equal(served, (await store.LeaseDueAsync(TimeSpan.FromSeconds(30), 100, Cancel)).Calls.Length);
    }

    [Fact]
    public async Task Slot_MovedUnderLoad_LosesNothingAndWhatWasRefusedDoesNotHappen()
    {
        await using var cluster = await RedisCluster.StartAsync(Cancel);
        var options = Options(cluster);
        await using var store = await TestRedisStore.StartAsync(options, inbox: new InboxOptions { MaxEvents = 5000 }, cancel: Cancel);
        await ReadyAsync(store);
        var (script, ben) = (new CommitScript(Tenants[0]), new UserKey(Tenants[0], Ben.User));
        var place = (await store.AttachAsync(ben, Ben.Device, null, Cancel)).Cursor;
        var call = await CommitAsync(store, script.Invite(Ann, Ben.User, store.Now));
        call = await CommitAsync(store, script.Change(call, new CallCommand.Answer(Ben, "answer", []), store.Now)!);
        var slot = int.Parse((await RedisCluster.AskAsync(cluster.Nodes[0], $"CLUSTER KEYSLOT {new RedisKeys(options.KeyPrefix).User(ben)}", Cancel))[1..]);
        var from = cluster.Nodes[Enumerable.Range(0, 3).Last(n => 16384 * n / 3 <= slot)];
        var to = cluster.Nodes.First(node => node != from);

        var (done, said, refused, longest) = (false, 0, 0, TimeSpan.Zero);
        var saying = Task.Run(async () =>
        {
            while (!Volatile.Read(ref done))
            {
                var watch = FairWatch.StartNew();
                try
                {
                    call = await CommitAsync(store, script.Change(call, new CallCommand.SendMessage(Ann, "hello"), store.Now)! with { NotAfter = store.Now + TimeSpan.FromSeconds(1.2) });
                    Interlocked.Increment(ref said);
                }
                catch (StoreUnavailableException)
                {
                    Interlocked.Increment(ref refused);
                }
                longest = watch.Elapsed > longest ? watch.Elapsed : longest;
                await Task.Delay(1, Cancel);
            }
        }, Cancel);

        await RedisCluster.BeginMoveAsync(from, to, slot, Cancel);
        await RedisCluster.MoveSomeAsync(from, to, slot, 2, Cancel);
        for (var watch = Stopwatch.StartNew(); Volatile.Read(ref refused) == 0; await Task.Delay(20, Cancel)) Assert.InRange(watch.Elapsed, TimeSpan.Zero, Within); // half here, half there
        while (await RedisCluster.MoveSomeAsync(from, to, slot, 100, Cancel)) { }
        await cluster.EndMoveAsync(to, slot, Cancel);
        var before = Volatile.Read(ref said);
        for (var watch = Stopwatch.StartNew(); Volatile.Read(ref said) < before + 50; await Task.Delay(20, Cancel)) Assert.InRange(watch.Elapsed, TimeSpan.Zero, Within);
        Volatile.Write(ref done, true);
        await saying;

        Assert.InRange(longest, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.Equal(said + 2, (await store.ReadAsync(ben, place, 5000, Cancel))!.Value.Length); // and the invitation, and its answer
        Assert.Equal(Describe.Of(call), Describe.Of((await store.FindAsync(Tenants[0], call.Call.Id, null, Cancel)).Stored));
        Assert.Equal(":0", await RedisCluster.AskAsync(from, $"CLUSTER COUNTKEYSINSLOT {slot}", Cancel));
        TestContext.Current.TestOutputHelper?.WriteLine($"{said} changes, {refused} refused, the longest after {longest.TotalSeconds:0.00} s");
    }

    private static RedisOptions Options(RedisCluster cluster) => new() { Endpoints = cluster.Endpoints, KeyPrefix = TestRedisStore.NewPrefix() };

    // The client finds the shards one after the other; what lies on one that it has not found yet is away for a moment.
    private static async Task ReadyAsync(RedisStore store)
    {
        var watch = Stopwatch.StartNew();
        foreach (var tenant in Tenants)
        {
            while (true)
            {
                try
                {
                    await store.FindAsync(tenant, new CallId("test_nowhere"), null, Cancel);
                    break;
                }
                catch (StoreUnavailableException) when (watch.Elapsed < Within)
                {
                    await Task.Delay(50, Cancel);
                }
            }
        }
    }

    // A call from its begin to its end, made at one edge and seen at the other.
    private static async Task CallAsync(TenantId tenant, RedisStore one, RedisStore other)
    {
        var script = new CommitScript(tenant);
        var ben = new UserKey(tenant, Ben.User);
        var place = (await other.AttachAsync(ben, Ben.Device, null, Cancel)).Cursor;
        var call = await CommitAsync(one, script.Invite(Ann, Ben.User, one.Now));
        Assert.Equal([Ben.Device], call.Call.Invited);
        call = await CommitAsync(one, script.Change(call, new CallCommand.Ring(Ben), one.Now)!);
        call = Assert.IsType<CommitResult.Committed>(await one.CommitAsync(script.Candidates(call, Ann, one.Now)!, Cancel)).Stored;
        call = Assert.IsType<CommitResult.Committed>(await one.CommitAsync(script.Candidates(call, Ben, one.Now)!, Cancel)).Stored;
        call = await CommitAsync(one, script.Change(call, new CallCommand.Answer(Ben, "answer", []), one.Now)!);
        Assert.Equal(Describe.Of(call), Describe.Of((await other.FindAsync(tenant, call.Call.Id, null, Cancel)).Stored));
        Assert.Equal([call.Call.Id], (await other.ListAsync(ben, CallFilter.Active, 10, null, Cancel)).Calls.Select(found => found.Call.Id));
        await CommitAsync(other, script.Change(call, new CallCommand.HangUp(Ben), other.Now)!);

        var told = (await other.ReadAsync(ben, place, 100, Cancel))!.Value;
        var heard = new HashSet<Cursor>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(Within);
        while (heard.Count < told.Length)
        {
            if (await other.Announcements.ReadAsync(limit.Token) is not { } word || word.User != ben) continue;
            // A word without entries says that some may have been lost, as they are until the client has found a server that lives.
            var entries = word.Entries.IsEmpty ? (await other.ReadAsync(ben, place, 100, Cancel))!.Value : word.Entries;
            heard.UnionWith(entries.Select(entry => entry.Cursor));
        }

        Assert.Equal(told.Select(entry => entry.Cursor).ToHashSet(), heard);
    }

    private static async Task<StoredCall> CommitAsync(RedisStore store, CallCommit commit) =>
        Assert.IsType<CommitResult.Committed>(await store.CommitAsync(commit, Cancel)).Stored;
}
