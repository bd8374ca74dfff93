using Signaling.Chaos.Rig;

namespace Signaling.Chaos.Faults;

/// <summary>A Redis that dies, stands still, is full, or forgets.</summary>
internal static class RedisFaults
{
    public static Fault Restart { get; } = Away("Redis restart", async (deployment, cancel) =>
    {
        await deployment.Redis.StopAsync(cancel);
        await Task.Delay(500, cancel);
        await deployment.Redis.StartAsync(cancel);
    });

    /// <summary>With what docs/operations.md says loses nothing then.</summary>
    public static Fault Kill { get; } = Away("Redis kill -9, with AOF", async (deployment, cancel) =>
    {
        await deployment.Redis.WriteAtOnceAsync(cancel);
        await Task.Delay(100, cancel);
        deployment.Redis.Kill();
        await Task.Delay(500, cancel);
        await deployment.Redis.StartAsync(cancel);
    });

    public static Fault Sleep(int seconds) => Away($"DEBUG SLEEP {seconds}", (deployment, cancel) => deployment.Redis.CommandAsync(cancel, "DEBUG", "SLEEP", $"{seconds}"));

    public static Fault Pause(TimeSpan time) => Away($"CLIENT PAUSE {time.TotalSeconds:0} s", async (deployment, cancel) =>
    {
        await deployment.Redis.CommandAsync(cancel, "CLIENT", "PAUSE", $"{time.TotalMilliseconds:0}");
        await Task.Delay(time, cancel);
    });

    public static Fault Full { get; } = Away("out of memory, noeviction", async (deployment, cancel) =>
    {
        await deployment.Redis.CommandAsync(cancel, "CONFIG", "SET", "maxmemory", "1000000");
        await Task.Delay(TimeSpan.FromSeconds(3), cancel);
        await deployment.Redis.CommandAsync(cancel, "CONFIG", "SET", "maxmemory", "0");
    });

    public static Fault PubSubKilled { get; } = new("pub/sub connections killed", async (round, random, cancel) =>
    {
        for (var times = 0; times < 8; times++)
        {
            await round.Deployment.Redis.CommandAsync(cancel, "CLIENT", "KILL", "TYPE", "pubsub");
            await Task.Delay(random.Next(150, 450), cancel);
        }
    });

    public static Fault ScriptsFlushed { get; } = new("SCRIPT FLUSH", async (round, random, cancel) =>
    {
        for (var times = 0; times < 5; times++)
        {
            await round.Deployment.Redis.CommandAsync(cancel, "SCRIPT", "FLUSH");
            await Task.Delay(random.Next(300), cancel);
        }
    });

    /// <summary>The replica stops following, the primary goes on for a second and dies, and its address moves to the replica.</summary>
    public static Fault Failover { get; } = new("failover that loses a second", async (round, random, cancel) =>
    {
        var deployment = round.Deployment;
        var replica = new RedisProcess(deployment.Network.Replica, Path.Combine(deployment.Folder, $"replica{Guid.NewGuid():N}"[..16]));
        await replica.StartAsync(cancel);
        await replica.FollowAsync(deployment.Network.Redis, cancel);
        await Task.Delay(300, cancel);

        await replica.CommandAsync(cancel, "REPLICAOF", "NO", "ONE");
        await Task.Delay(1000, cancel);
        // A primary that had just served a replica may stand still for a moment: without events to lose there would be nothing to see.
        for (var (before, begun) = (await EventsAsync(deployment.Redis, cancel), DateTimeOffset.UtcNow);
            await EventsAsync(deployment.Redis, cancel) < before + 20 && DateTimeOffset.UtcNow - begun < TimeSpan.FromSeconds(10);) await Task.Delay(20, cancel);
        await deployment.Redis.DisposeAsync();
        await replica.MoveAsync(deployment.Network.Redis, cancel);
        round.TroubleFrom = DateTimeOffset.UtcNow;
        foreach (var call in round.Calls) call.MayHaveLostWrites = true;
        deployment.Redis = replica;
    }) { StoreGoesAway = true, MayLoseWrites = true };

    /// <summary>The primary dies, and Sentinels let the replica take over.</summary>
    public static Fault SentinelFailover { get; } = new("failover by Sentinel", async (round, _, cancel) =>
    {
        await Task.Delay(500, cancel);
        round.Deployment.Redis.Kill();
        round.TroubleFrom = DateTimeOffset.UtcNow;
        foreach (var call in round.Calls) call.MayHaveLostWrites = true;
        await round.Deployment.Sentinels!.TookOverAsync(cancel);
        await Task.Delay(1000, cancel);
    }) { StoreGoesAway = true, MayLoseWrites = true };

    /// <summary>The round's own slot goes to another node, key by key, while its calls go on.</summary>
    public static Fault SlotMoved(TimeSpan over) => new("a slot of a Redis Cluster moves", async (round, _, cancel) =>
    {
        var moved = 0;
        await round.Probe!.DuringAsync(async () => moved = await round.Deployment.Cluster!.MoveSlotAsync(round.Tenant, over, cancel), cancel);
        round.TroubleFrom = DateTimeOffset.UtcNow;
        if (moved < 10) round.Wrong($"only {moved} keys were moved");
    }) { StoreGoesAway = true };

    private static async Task<long> EventsAsync(RedisProcess redis, CancellationToken cancel) =>
        (await redis.CommandAsync(cancel, "INFO", "commandstats")).Split('\n').FirstOrDefault(line => line.StartsWith("cmdstat_xadd:calls=", StringComparison.Ordinal)) is { } line
            ? long.Parse(line.Split('=', ',')[1], System.Globalization.CultureInfo.InvariantCulture) : 0;

    private static Fault Away(string name, Func<Deployment, CancellationToken, Task> act) => new(name, async (round, _, cancel) =>
    {
        await round.Probe!.DuringAsync(() => act(round.Deployment, cancel), cancel);
        round.TroubleFrom = DateTimeOffset.UtcNow;
    }) { StoreGoesAway = true };
}
