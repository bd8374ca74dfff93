using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Domain.Network.Storage;
using Signaling.Infrastructure.Redis;
using Signaling.Infrastructure.Storage;
using Signaling.Infrastructure.Tests.Storage;
using Xunit;

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>Whatever fails inside a script, nothing of it is written. Three ways in which Redis lets a command of a script fail are tried on
/// each script: a key that holds another type, a full store, and an error raised in the place of each command up to the first write.
/// After the first write nothing can fail: a test holds that only commands follow that fail for types and memory alone.</summary>
public sealed class RedisFaultTests
{
    private static readonly TenantId Tenant = new("acme");
    private static readonly Actor Ann = new(new("ann"), new("tab")), Ben = new(new("ben"), new("phone")), Cid = new(new("cid"), new("desk"));

    // What a script may do once it has written: each fails only for a type that was checked, for lack of memory, which Redis asks before
    // the first write of a script alone, or for arguments that are ours.
    private static readonly string[] AfterAWrite =
    [
        "HSET", "HSETNX", "HDEL", "PEXPIRE", "SADD", "SREM", "ZADD", "ZREM", "ZREMRANGEBYRANK", "ZREMRANGEBYSCORE", "SET", "DEL", "XADD", "XLEN", "XTRIM", "XRANGE", "XDEL", "PUBLISH",
    ];

    private static readonly string[] Writes =
    [
        "HSET", "HSETNX", "HDEL", "PEXPIRE", "SADD", "SREM", "ZADD", "ZREM", "ZREMRANGEBYRANK", "ZREMRANGEBYSCORE", "SET", "DEL", "XADD", "XTRIM", "XDEL", "PUBLISH",
    ];

    public static TheoryData<string> Steps => ["create", "answer", "redirect", "end", "candidates", "held", "attach", "resync", "detach", "read", "list", "find", "lease", "network-write", "network-read"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Steps))]
    public async Task Step_AKeyOfAnotherType_WritesNothing(string step)
    {
        await using var server = await RedisServer.StartOwnAsync();
        using var redis = await RawRedis.ConnectAsync(server);
        var touched = (await TouchedAsync(step)).Keys;
        foreach (var key in touched)
        {
            await redis.FlushAsync();
            var (store, run) = await PrepareAsync(server, step);
            await using var _ = store;
            await redis.Database.KeyDeleteAsync(key);
            await redis.Database.ListLeftPushAsync(key, "x"); // no key of ours is a list
            var before = redis.Dump();

            await Assert.ThrowsAsync<InvalidDataException>(run);

            Assert.Equal(before, redis.Dump());
        }
        Assert.NotEmpty(touched);
    }

    [Theory, MemberData(nameof(Steps))]
    public async Task Step_StoreIsFull_WritesNothingOrAll(string step)
    {
        await using var server = await RedisServer.StartOwnAsync();
        using var redis = await RawRedis.ConnectAsync(server);
        var (store, run) = await PrepareAsync(server, step);
        await using var _ = store;
        var before = redis.Dump();
        await redis.SetAsync("maxmemory", "1");
        try
        {
            await run();
        }
        catch (StoreUnavailableException)
        {
            Assert.Equal(before, redis.Dump());
            await redis.SetAsync("maxmemory", "0");
            await run();
            return;
        }
        Assert.Contains(step, new[] { "detach", "read", "list", "find", "lease", "network-read" });
    }

    [Theory, MemberData(nameof(Steps))]
    public async Task Step_EachCommandUpToTheFirstWriteFails_WritesNothing(string step)
    {
        await using var server = await RedisServer.StartOwnAsync();
        using var redis = await RawRedis.ConnectAsync(server);
        var trace = (await TouchedAsync(step)).Commands;
        var firstWrite = Array.FindIndex(trace, command => Writes.Contains(command));
        for (var n = 1; n <= (firstWrite < 0 ? trace.Length : firstWrite + 1); n++)
        {
            await redis.FlushAsync();
            var (store, run) = await PrepareAsync(server, step);
            await using var _ = store;
            var before = redis.Dump();
            var failing = n;
            store.OnScript = text => Failing(text, failing);

            await Assert.ThrowsAsync<InvalidDataException>(run);

            Assert.Equal(before, redis.Dump());
        }
        Assert.True(firstWrite < 0 || trace[firstWrite..].All(AfterAWrite.Contains), string.Join(' ', trace[Math.Max(0, firstWrite)..]));
    }

    // The script with every inner command counted, and the n-th failing as Redis lets one fail.
    private static string Failing(string script, int n) => $$"""
        local counted, redis_call = 0, redis.call
        local redis = { call = function(...)
          counted = counted + 1
          if counted == {{n}} then error('injected') end
          return redis_call(...)
        end }
        {{script}}
        """;

    // The keys and commands of a step, as Redis itself saw them.
    private static async Task<(string[] Keys, string[] Commands)> TouchedAsync(string step)
    {
        await using var server = await RedisServer.StartOwnAsync();
        using var redis = await RawRedis.ConnectAsync(server);
        var (store, run) = await PrepareAsync(server, step);
        await using var _ = store;
        store.OnScript = Traced;
        await run();
        var trace = (await redis.Database.ListRangeAsync("trace")).Select(line => ((string)line).Split(' ')).ToArray();
        return ([.. trace.Where(command => command.Length > 1 && command[1].StartsWith("test:", StringComparison.Ordinal) && command[0] is not ("PUBLISH" or "PTTL" or "PEXPIRE")).Select(command => command[1]).Distinct()], [.. trace.Select(command => command[0])]);
    }

    private static string Traced(string script) => $$"""
        local redis_call = redis.call
        local redis = { call = function(name, key, ...)
          redis_call('RPUSH', 'trace', name .. ' ' .. (key or ''))
          if key then return redis_call(name, key, ...) end
          return redis_call(name)
        end }
        {{script}}
        """;

    // A store in which the step is about to be done, and the step.
    private static async Task<(RedisStore Store, Func<Task> Run)> PrepareAsync(RedisServer server, string step)
    {
        var options = TestRedisStore.Options(server, "test");
        var store = TestRedisStore.Create(options, inbox: new InboxOptions { MaxEvents = 10 });
        store.Watch = TimeSpan.FromHours(1);
        await store.LeaseDueAsync(TimeSpan.FromSeconds(5), 10, Cancel); // so that the next lease looks at the due bucket alone
        var drawn = 0;
        var script = new CommitScript(Tenant) { Draw = () => $"n{drawn++}" }; // the same keys each time
        UserKey ann = new(Tenant, Ann.User), ben = new(Tenant, Ben.User);
        await store.AttachAsync(ann, Ann.Device, null, Cancel);
        await store.AttachAsync(ben, Ben.Device, null, Cancel);
        var place = (await store.AttachAsync(ben, new DeviceId("tablet"), null, Cancel)).Cursor;
        var request = (new IdempotencyKey("scope", "hash"), new RepeatedRequest("hash", new CallId("test_x"), 201, 1));
        var call = Assert.IsType<CommitResult.Committed>(await store.CommitAsync(script.Invite(Ann, Ben.User, store.Now), Cancel)).Stored;
        call = Assert.IsType<CommitResult.Committed>(await store.CommitAsync(script.Candidates(call, Ben, store.Now)!, Cancel)).Stored;
        var shelved = new ShelfCommit(Tenant, null, DocumentVersion.After(null, "a"), DocumentKey.OfNetwork("hq"), "{}", "hq", store.Now + TimeSpan.FromMinutes(1));
        if (step.StartsWith("network", StringComparison.Ordinal)) await store.CommitAsync(shelved, Cancel);
        if (step == "lease") await store.CommitAsync(script.Change(call, new CallCommand.Ring(Ben), store.Now)! with { Deadline = TimeSpan.FromMilliseconds(-1) }, Cancel);
        return (store, step switch
        {
            "create"     => Commit(script.Invite(Cid, Ben.User, store.Now)),
            "answer"     => Commit(script.Change(call, new CallCommand.Answer(Ben, "sdp", []), store.Now)!),
            "redirect"   => Commit(script.Change(call, new CallCommand.Redirect(Ben, Cid.User), store.Now)!),
            "end"        => Commit(script.Change(call, new CallCommand.HangUp(Ann), store.Now)!),
            "candidates" => () => store.CommitAsync(script.Candidates(call, Ann, store.Now)! with { Request = request }, Cancel),
            "held"       => () => store.CommitAsync(script.Candidates(call, Ben, store.Now)!, Cancel),
            "attach"     => () => store.AttachAsync(ben, Ben.Device, place, Cancel),
            "resync"     => () => store.AttachAsync(ben, Ben.Device, null, Cancel),
            "detach"     => () => store.DetachAsync(ben, Ben.Device, TimeSpan.Zero, Cancel),
            "read"       => () => store.ReadAsync(ben, place, 10, Cancel),
            "list"       => () => store.ListAsync(ann, CallFilter.All, 10, null, Cancel),
            "network-write" => () => store.CommitAsync(shelved with { Expected = shelved.Next, Next = DocumentVersion.After(shelved.Next, "b"), Key = DocumentKey.OfNetwork("lab"), Live = "lab", Replaced = "hq" }, Cancel),
            "network-read" => () => store.ReadAsync(Tenant, null, null, Cancel),
            "find"       => () => store.FindAsync(Tenant, call.Call.Id, request.Item1, Cancel),
            _            => () => store.LeaseDueAsync(TimeSpan.FromSeconds(5), 10, Cancel),
        });

        Func<Task> Commit(CallCommit commit) => () => store.CommitAsync(commit with { Request = request }, Cancel);
    }
}
