using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Stores;

/// <summary>Something that happens to a Redis which keeps what it holds, and how it ends.</summary>
/// <param name="Arguments">How the server is started.</param>
/// <param name="BeginAsync">Begins it; returns when it has taken effect.</param>
/// <param name="EndAsync">Ends it.</param>
internal sealed record Trouble(string[] Arguments, Func<RedisServer, Task> BeginAsync, Func<RedisServer, Task> EndAsync)
{
    private static readonly string[] Aof = ["--appendonly", "yes"];

    /// <summary>All of them, by name.</summary>
    public static Dictionary<string, Trouble> All { get; } = new()
    {
        ["killed, with AOF"] = new([.. Aof, "--appendfsync", "always"], Now(redis => redis.Kill()), redis => redis.RestartAsync(Cancel)),
        ["killed, with AOF each second"] = new([.. Aof, "--appendfsync", "everysec"], Now(redis => redis.Kill()), redis => redis.RestartAsync(Cancel)),
        ["restarted, with AOF"] = new(Aof, ShutDownAsync, redis => redis.RestartAsync(Cancel)),
        ["restarted, and long to load"] = new(["--save", "3600 1", "--key-load-delay", "500000", "--loading-process-events-interval-bytes", "1024"], LoadAsync, redis => Ask(redis, "CONFIG SET key-load-delay 0")),
        ["stalled for ten seconds"] = new(["--enable-debug-command", "yes"], StallAsync, redis => redis.AskAsync("PING", Cancel)),
        ["out of memory"] = new([], redis => Ask(redis, "CONFIG SET maxmemory 1"), redis => Ask(redis, "CONFIG SET maxmemory 0")),
        ["disk full"] = new(Aof, redis => UntilRefusedAsync(redis, () => redis.LimitFiles(1)), Now(redis => redis.LimitFiles(null))),
        ["cannot save"] = new(["--save", "3600 1", "--enable-protected-configs", "yes"], FailToSaveAsync, redis => Ask(redis, "CONFIG SET stop-writes-on-bgsave-error no")),
        ["a replica that does not take writes"] = new([], redis => Ask(redis, "REPLICAOF 127.0.0.1 1"), redis => Ask(redis, "REPLICAOF NO ONE")),
        ["a replica that does not take anything"] = new(["--replica-serve-stale-data", "no"], redis => Ask(redis, "REPLICAOF 127.0.0.1 1"), redis => Ask(redis, "REPLICAOF NO ONE")),
        ["too few replicas"] = new([], redis => Ask(redis, "CONFIG SET min-replicas-to-write 1"), redis => Ask(redis, "CONFIG SET min-replicas-to-write 0")),
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Func<RedisServer, Task> Now(Action<RedisServer> act) => redis =>
    {
        act(redis);
        return Task.CompletedTask;
    };

    private static async Task Ask(RedisServer redis, string command) => Assert.Equal("+OK", await redis.AskAsync(command, Cancel));

    private static async Task ShutDownAsync(RedisServer redis)
    {
        await redis.AskAsync("SHUTDOWN", Cancel);
        redis.Kill();
    }

    private static async Task LoadAsync(RedisServer redis)
    {
        await Ask(redis, "SAVE");
        await redis.RestartAsync(Cancel);
        Assert.StartsWith("-LOADING", await redis.AskAsync("GET x", Cancel), StringComparison.Ordinal);
    }

    private static async Task StallAsync(RedisServer redis)
    {
        _ = redis.AskAsync("DEBUG SLEEP 10", Cancel);
        for (var answered = true; answered;)
        {
            var asked = redis.AskAsync("PING", Cancel);
            answered = await Task.WhenAny(asked, Task.Delay(200, Cancel)) == asked;
        }
    }

    // What is written just before the disk is found full is answered all the same.
    private static async Task UntilRefusedAsync(RedisServer redis, Action begin)
    {
        begin();
        while (!(await redis.AskAsync("SET filler x", Cancel)).StartsWith("-MISCONF", StringComparison.Ordinal)) await Task.Delay(20, Cancel);
    }

    private static async Task FailToSaveAsync(RedisServer redis)
    {
        await Ask(redis, "CONFIG SET dir /proc");
        await redis.AskAsync("BGSAVE", Cancel);
        await UntilRefusedAsync(redis, () => { });
    }
}
