namespace Signaling.Chaos.Rig;

/// <summary>Three edges over one Redis.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    private const int Size = 3;

    private Deployment(int number, string folder, Dictionary<string, string> settings, StoreKind kind)
    {
        Folder = folder;
        Network = new Network(number);
        Sentinels = kind is StoreKind.Sentinels ? new Sentinels(Network, folder) : null;
        Cluster = kind is StoreKind.Cluster ? new Cluster(Network, Path.Combine(folder, "cluster")) : null;
        LongWay = kind is StoreKind.ByLongWay ? new LongWay(new(Network.Replica, RedisProcess.Port), new(Network.Redis, RedisProcess.Port)) : null;
        settings = new(settings.Concat(Sentinels?.Settings ?? Cluster?.Settings ?? LongWay?.Settings ?? []));
        Redis = Cluster?.First ?? new RedisProcess(Network.Redis, Path.Combine(folder, "redis"));
        Failpoint = new Failpoint(Path.Combine(folder, "failpoint"));
        Edges = [.. Enumerable.Range(0, Size).Select(edge => new EdgeProcess(Network, edge, folder, Failpoint, settings))];
    }

    /// <summary>Where its logs are.</summary>
    public string Folder { get; }

    public Network Network { get; }

    public RedisProcess Redis { get; set; }

    /// <summary>Those who say where the primary is, where edges ask for it.</summary>
    public Sentinels? Sentinels { get; }

    /// <summary>The nodes, where Redis is a cluster.</summary>
    public Cluster? Cluster { get; }

    /// <summary>The way to Redis, where that can become long.</summary>
    public LongWay? LongWay { get; }

    public EdgeProcess[] Edges { get; }

    /// <summary>The failpoint at which the first edge that comes there dies, and no other.</summary>
    public Failpoint Failpoint { get; }

    /// <summary>Takes back all that is armed.</summary>
    public void Disarm()
    {
        Failpoint.Disarm();
        foreach (var edge in Edges) edge.Failpoint.Disarm();
    }

    /// <param name="settings">Environment that the edges are to have besides the usual.</param>
    public static async Task<Deployment> StartAsync(int number, string folder, Dictionary<string, string> settings, StoreKind kind, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var deployment = new Deployment(number, folder, settings, kind);
        try
        {
            deployment.Network.Build(Size);
            if (deployment.Cluster is { } cluster) await cluster.StartAsync(cancel);
            else await deployment.Redis.StartAsync(cancel);
            deployment.LongWay?.Start();
            if (deployment.Sentinels is { } sentinels) await sentinels.StartAsync(cancel);
            foreach (var edge in deployment.Edges) edge.Start();
            foreach (var edge in deployment.Edges) await edge.UntilReadyAsync(cancel);
            return deployment;
        }
        catch
        {
            await deployment.DisposeAsync();
            throw;
        }
    }

    /// <summary>Puts right what a fault that was cut short has left.</summary>
    public async Task RepairAsync(CancellationToken cancel)
    {
        Disarm();
        foreach (var edge in Edges)
        {
            Network.Mend(edge.Number);
            edge.Extra.Clear();
            if (edge.HasExited) edge.Start();
            else edge.Signal("CONT");
        }

        foreach (var edge in Edges) await edge.UntilReadyAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var edge in Edges) await edge.DisposeAsync();
        if (Sentinels is not null) await Sentinels.DisposeAsync();
        if (LongWay is not null) await LongWay.DisposeAsync();
        if (Cluster is not null) await Cluster.DisposeAsync();
        else await Redis.DisposeAsync();
        Network.Remove(Size);
    }
}

/// <summary>How Redis is run.</summary>
internal enum StoreKind
{
    /// <summary>One server.</summary>
    Single,

    /// <summary>A primary and a replica, under Sentinels.</summary>
    Sentinels,

    /// <summary>A Redis Cluster.</summary>
    Cluster,

    /// <summary>One server, by a way that can become long.</summary>
    ByLongWay,
}
