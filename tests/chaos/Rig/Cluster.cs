using System.Diagnostics;
using System.Globalization;

namespace Signaling.Chaos.Rig;

/// <summary>A Redis Cluster of three nodes without replicas, each with a third of the slots.</summary>
/// <param name="folder">Where they keep their data; of their own.</param>
internal sealed class Cluster(Network network, string folder) : IAsyncDisposable
{
    private const int Slots = 16384;
    private static readonly TimeSpan JoinWithin = TimeSpan.FromSeconds(20);

    private readonly RedisProcess[] nodes = [.. network.Nodes.Select((address, number) => new RedisProcess(address, Path.Combine(folder, $"node{number}")))];

    /// <summary>The first of them, for what one server can be asked as well as another.</summary>
    public RedisProcess First => nodes[0];

    /// <summary>What edges have to be told to find it.</summary>
    public Dictionary<string, string> Settings => new() { ["Redis__Endpoints"] = string.Join(',', nodes.Select(node => node.Endpoint)) };

    /// <summary>Starts all, and waits until each knows where every slot is.</summary>
    public async Task StartAsync(CancellationToken cancel)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true); // nodes remember who they were
        for (var number = 0; number < nodes.Length; number++)
        {
            var node = nodes[number];
            await node.StartAsync(cancel, ["--cluster-enabled", "yes", "--cluster-announce-ip", $"{node.Endpoint.Address}", "--cluster-node-timeout", "5000"]);
            await node.CommandAsync(cancel, "CLUSTER", "ADDSLOTSRANGE", $"{Slots * number / nodes.Length}", $"{(Slots * (number + 1) / nodes.Length) - 1}");
            await node.CommandAsync(cancel, "CLUSTER", "SET-CONFIG-EPOCH", $"{number + 1}");
            if (number > 0) await node.CommandAsync(cancel, "CLUSTER", "MEET", $"{First.Endpoint.Address}", $"{RedisProcess.Port}");
        }

        for (var begun = Stopwatch.StartNew(); !await IsWholeAsync(cancel); await Task.Delay(50, cancel))
            if (begun.Elapsed > JoinWithin) throw new TimeoutException("The nodes of the cluster do not find each other.");
    }

    /// <summary>Moves the slot in which keys with these words lie to another node, some keys at a time, over about as long as given.</summary>
    /// <returns>How many keys were moved.</returns>
    public async Task<int> MoveSlotAsync(string words, TimeSpan over, CancellationToken cancel)
    {
        var (from, key) = await FindAsync(words, cancel);
        var to = nodes[(Array.IndexOf(nodes, from) + 1) % nodes.Length];
        var slot = await from.CommandAsync(cancel, "CLUSTER", "KEYSLOT", key);
        var id = await to.CommandAsync(cancel, "CLUSTER", "MYID");
        await to.CommandAsync(cancel, "CLUSTER", "SETSLOT", slot, "IMPORTING", await from.CommandAsync(cancel, "CLUSTER", "MYID"));
        await from.CommandAsync(cancel, "CLUSTER", "SETSLOT", slot, "MIGRATING", id);

        var (moved, begun) = (0, Stopwatch.StartNew());
        while (await KeysAsync(from, slot, begun.Elapsed < over ? 5 : 500, cancel) is { Length: > 0 } keys)
        {
            await from.CommandAsync(cancel, ["MIGRATE", $"{to.Endpoint.Address}", $"{RedisProcess.Port}", "", "0", "5000", "KEYS", .. keys]);
            moved += keys.Length;
            if (begun.Elapsed < over) await Task.Delay(over / 20, cancel);
        }

        foreach (var node in nodes.OrderBy(node => node == to ? 0 : 1)) await node.CommandAsync(cancel, "CLUSTER", "SETSLOT", slot, "NODE", id);
        return moved;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes) await node.DisposeAsync();
    }

    private async Task<(RedisProcess Node, string Key)> FindAsync(string words, CancellationToken cancel)
    {
        foreach (var node in nodes)
            if ((await node.CommandAsync(cancel, "KEYS", $"*{words}*")).Split('\n')[0] is { Length: > 0 } key) return (node, key);
        throw new InvalidOperationException($"No node has a key with {words}.");
    }

    private static async Task<string[]> KeysAsync(RedisProcess node, string slot, int most, CancellationToken cancel) =>
        (await node.CommandAsync(cancel, "CLUSTER", "GETKEYSINSLOT", slot, most.ToString(CultureInfo.InvariantCulture))).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private async Task<bool> IsWholeAsync(CancellationToken cancel)
    {
        foreach (var node in nodes)
        {
            var info = await node.CommandAsync(cancel, "CLUSTER", "INFO");
            if (!info.Contains("cluster_state:ok", StringComparison.Ordinal) || !info.Contains($"cluster_slots_ok:{Slots}", StringComparison.Ordinal)
                || !info.Contains($"cluster_known_nodes:{nodes.Length}", StringComparison.Ordinal)) return false;
        }

        return true;
    }
}
