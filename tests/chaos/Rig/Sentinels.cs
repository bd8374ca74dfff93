using System.Diagnostics;

namespace Signaling.Chaos.Rig;

/// <summary>A replica, and three Sentinels that let it take over a second after the primary has gone.</summary>
internal sealed class Sentinels(Network network, string folder) : IAsyncDisposable
{
    private const string Name = "calls";
    private const int Size = 3, FirstPort = 26379;
    private readonly RedisProcess replica = new(network.Replica, Path.Combine(folder, "replica"));
    private readonly List<Process> watchers = [];

    /// <summary>What edges have to be told to ask them.</summary>
    public Dictionary<string, string> Settings => new()
    {
        ["Redis__Endpoints"] = "", ["Redis__SentinelName"] = Name,
        ["Redis__Sentinels"] = string.Join(',', Enumerable.Range(FirstPort, Size).Select(port => $"{network.Replica}:{port}")),
    };

    /// <summary>Starts all, and waits until they know of each other.</summary>
    public async Task StartAsync(CancellationToken cancel)
    {
        await replica.StartAsync(cancel);
        await replica.FollowAsync(network.Redis, cancel);
        for (var port = FirstPort; port < FirstPort + Size; port++)
        {
            var place = Path.Combine(folder, $"sentinel{port}");
            Directory.CreateDirectory(place);
            await File.WriteAllTextAsync(Path.Combine(place, "sentinel.conf"), $"""
                port {port}
                bind {network.Replica}
                sentinel announce-ip {network.Replica}
                protected-mode no
                dir {place}
                logfile {place}/sentinel.log
                sentinel monitor {Name} {network.Redis} {RedisProcess.Port} 2
                sentinel down-after-milliseconds {Name} 1000
                sentinel failover-timeout {Name} 3000
                """, cancel);
            watchers.Add(Process.Start(new ProcessStartInfo("redis-server", [Path.Combine(place, "sentinel.conf"), "--sentinel"]))!);
        }

        for (var port = FirstPort; port < FirstPort + Size; port++) await UntilAsync(port, "num-other-sentinels", $"{Size - 1}", cancel);
        await UntilAsync(FirstPort, "num-slaves", "1", cancel);
    }

    /// <summary>Waits until they have let the replica take over.</summary>
    public Task TookOverAsync(CancellationToken cancel) => UntilAsync(FirstPort, "ip", $"{network.Replica}", cancel);

    public async ValueTask DisposeAsync()
    {
        foreach (var watcher in watchers)
        {
            watcher.Kill();
            watcher.Dispose();
        }

        await replica.DisposeAsync();
    }

    private async Task UntilAsync(int port, string field, string value, CancellationToken cancel)
    {
        for (var begun = Stopwatch.StartNew(); begun.Elapsed < TimeSpan.FromSeconds(20); await Task.Delay(50, cancel))
        {
            try
            {
                if (await RedisCommand.FieldAsync(new(network.Replica, port), ["SENTINEL", "MASTER", Name], field, cancel) == value) return;
            }
            catch (Exception notYet) when (notYet is IOException or System.Net.Sockets.SocketException or RedisRefusedException)
            {
                // It is starting.
            }
        }

        throw new TimeoutException($"The Sentinel at port {port} does not say that {field} is {value}.");
    }
}
