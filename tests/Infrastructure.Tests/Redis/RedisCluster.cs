using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>Three <c>redis-server</c> processes that make a Redis Cluster without replicas, each with a third of the slots.</summary>
internal sealed class RedisCluster : IAsyncDisposable
{
    private const int Size = 3, Slots = 16384;
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(30);

    private readonly List<RedisServer> nodes = [];

    /// <summary>The nodes, in the order of their slots.</summary>
    public IReadOnlyList<RedisServer> Nodes => nodes;

    /// <summary>All nodes, as <c>Redis:Endpoints</c> takes them.</summary>
    public string Endpoints => string.Join(',', nodes.Select(node => node.Endpoint));

    public static async Task<RedisCluster> StartAsync(CancellationToken cancel)
    {
        var cluster = new RedisCluster();
        try
        {
            await cluster.JoinAsync(cancel);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a node a command whose answer has one line, and returns that.</summary>
    public static async Task<string> AskAsync(RedisServer node, string command, CancellationToken cancel) => (await AskAsync(node, command, 1, cancel))[0];

    /// <summary>Begins to move a slot: from now on keys of it are asked for at the node where they are.</summary>
    public static async Task BeginMoveAsync(RedisServer from, RedisServer to, int slot, CancellationToken cancel)
    {
        await OkAsync(to, $"CLUSTER SETSLOT {slot} IMPORTING {await IdAsync(from, cancel)}", cancel);
        await OkAsync(from, $"CLUSTER SETSLOT {slot} MIGRATING {await IdAsync(to, cancel)}", cancel);
    }

    /// <summary>Moves some of the keys that are left; false when none are.</summary>
    public static async Task<bool> MoveSomeAsync(RedisServer from, RedisServer to, int slot, int count, CancellationToken cancel)
    {
        var found = int.Parse((await AskAsync(from, $"CLUSTER GETKEYSINSLOT {slot} {count}", cancel))[1..]);
        if (found == 0) return false;
        var keys = (await AskAsync(from, $"CLUSTER GETKEYSINSLOT {slot} {found}", 1 + 2 * found, cancel)).Skip(2).Where((_, n) => n % 2 == 0);
        var moved = await AskAsync(from, $"MIGRATE {to.Endpoint.Replace(':', ' ')} \"\" 0 5000 KEYS {string.Join(' ', keys)}", cancel);
        return moved is "+OK" or "+NOKEY" ? true : throw new InvalidOperationException(moved);
    }

    /// <summary>Ends the move: the slot is at its new node.</summary>
    public async Task EndMoveAsync(RedisServer to, int slot, CancellationToken cancel)
    {
        var id = await IdAsync(to, cancel);
        foreach (var node in nodes.OrderBy(node => node == to ? 0 : 1)) await OkAsync(node, $"CLUSTER SETSLOT {slot} NODE {id}", cancel);
    }

    private static async Task<string> IdAsync(RedisServer node, CancellationToken cancel) => (await AskAsync(node, "CLUSTER MYID", 2, cancel))[1];

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes) await node.DisposeAsync();
    }

    private async Task JoinAsync(CancellationToken cancel)
    {
        int[] buses = [.. Enumerable.Range(0, Size).Select(_ => FreePorts.Next())];
        for (var n = 0; n < Size; n++)
        {
            nodes.Add(await RedisServer.StartOwnAsync(
                ["--cluster-enabled", "yes", "--cluster-port", $"{buses[n]}", "--cluster-node-timeout", "1000", "--cluster-require-full-coverage", "no"], cancel));
            await OkAsync(nodes[n], $"CLUSTER ADDSLOTSRANGE {Slots * n / Size} {Slots * (n + 1) / Size - 1}", cancel);
            await OkAsync(nodes[n], $"CLUSTER SET-CONFIG-EPOCH {n + 1}", cancel);
            if (n > 0) await OkAsync(nodes[n], $"CLUSTER MEET {nodes[0].Endpoint.Replace(':', ' ')} {buses[0]}", cancel);
        }
        for (var watch = Stopwatch.StartNew(); !await IsReadyAsync(cancel); await Task.Delay(50, cancel))
            if (watch.Elapsed > ReadyWithin) throw new TimeoutException("The nodes of the cluster do not find each other.");
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancel)
    {
        foreach (var node in nodes)
        {
            var info = await AskAsync(node, "CLUSTER INFO", 7, cancel);
            if (!info.Contains("cluster_state:ok") || !info.Contains($"cluster_slots_ok:{Slots}") || !info.Contains($"cluster_known_nodes:{Size}")) return false;
        }
        return true;
    }

    private static async Task OkAsync(RedisServer node, string command, CancellationToken cancel)
    {
        var answer = await AskAsync(node, command, cancel);
        if (answer != "+OK") throw new InvalidOperationException($"{command}: {answer}");
    }

    // Without the client library, which is what is being tested.
    private static async Task<string[]> AskAsync(RedisServer node, string command, int lines, CancellationToken cancel)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPEndPoint.Parse(node.Endpoint), cancel);
        await using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), cancel);
        var answer = new string[lines];
        for (var n = 0; n < lines; n++) answer[n] = await reader.ReadLineAsync(cancel) ?? "";
        return answer;
    }
}
