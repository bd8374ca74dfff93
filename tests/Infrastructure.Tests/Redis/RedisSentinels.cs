using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>A primary, a replica, and three Sentinels that let the replica take over a second after the primary has gone.</summary>
internal sealed class RedisSentinels : IAsyncDisposable
{
    /// <summary>The name under which they watch the primary.</summary>
    public const string Name = "calls";

    private const int Size = 3;
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(40);

    private readonly List<RedisServer> sentinels = [];

    private RedisSentinels(RedisServer primary, RedisServer replica) => (Primary, Replica) = (primary, replica);

    /// <summary>The server that is the primary at first.</summary>
    public RedisServer Primary { get; }

    /// <summary>The other one.</summary>
    public RedisServer Replica { get; }

    public IReadOnlyList<RedisServer> Sentinels => sentinels;

    /// <summary>All Sentinels, as <c>Redis:Sentinels</c> takes them.</summary>
    public string Addresses => string.Join(',', sentinels.Select(sentinel => sentinel.Endpoint));

    public static async Task<RedisSentinels> StartAsync(CancellationToken cancel)
    {
        var primary = await RedisServer.StartOwnAsync(cancel: cancel);
        var replica = await RedisServer.StartOwnAsync(["--replicaof", .. primary.Endpoint.Split(':'), "--repl-diskless-sync-delay", "0"], cancel);
        var all = new RedisSentinels(primary, replica);
        try
        {
            await UntilAsync(async () => (await AskAsync(replica, "INFO replication", cancel)).Contains("master_link_status:up", StringComparison.Ordinal), cancel);
            for (var n = 0; n < Size; n++)
                all.sentinels.Add(await RedisServer.StartSentinelAsync($"""
                    sentinel monitor {Name} {primary.Endpoint.Replace(':', ' ')} 2
                    sentinel down-after-milliseconds {Name} 1000
                    sentinel failover-timeout {Name} 3000
                    """, cancel));
            foreach (var sentinel in all.sentinels)
                await UntilAsync(async () => await SayAsync(sentinel, "num-slaves", cancel) == "1" && await SayAsync(sentinel, "num-other-sentinels", cancel) == $"{Size - 1}", cancel);
            return all;
        }
        catch
        {
            await all.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the replica has what the primary has.</summary>
    public async Task CatchUpAsync(CancellationToken cancel) =>
        await UntilAsync(async () => (await AskAsync(Primary, "WAIT 1 1000", cancel)).StartsWith(":1", StringComparison.Ordinal), cancel);

    /// <summary>Waits until most Sentinels say that <paramref name="server"/> is the primary.</summary>
    public async Task AgreeOnAsync(RedisServer server, CancellationToken cancel) => await UntilAsync(async () =>
    {
        var votes = 0;
        foreach (var sentinel in sentinels.Where(sentinel => sentinel.IsRunning)) if (server.Endpoint.EndsWith($":{await SayAsync(sentinel, "port", cancel)}", StringComparison.Ordinal)) votes++;
        return votes * 2 > Size;
    }, cancel);

    public async ValueTask DisposeAsync()
    {
        foreach (var server in sentinels.Append(Replica).Append(Primary)) await server.DisposeAsync();
    }

    private static async Task<string?> SayAsync(RedisServer sentinel, string field, CancellationToken cancel)
    {
        string[] lines = (await AskAsync(sentinel, $"SENTINEL MASTER {Name}", cancel)).Split("\r\n");
        return Array.IndexOf(lines, field) is > 0 and var at ? lines[at + 2] : null;
    }

    // All that comes at once, which is enough for what is asked here.
    private static async Task<string> AskAsync(RedisServer server, string command, CancellationToken cancel)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPEndPoint.Parse(server.Endpoint), cancel);
        await socket.SendAsync(Encoding.ASCII.GetBytes(command + "\r\n"), cancel);
        var answer = new byte[65536];
        return Encoding.ASCII.GetString(answer, 0, await socket.ReceiveAsync(answer, cancel));
    }

    private static async Task UntilAsync(Func<Task<bool>> holds, CancellationToken cancel)
    {
        for (var watch = Stopwatch.StartNew(); !await holds(); await Task.Delay(50, cancel))
            if (watch.Elapsed > ReadyWithin) throw new TimeoutException("The Sentinels do not agree in time.");
    }
}
