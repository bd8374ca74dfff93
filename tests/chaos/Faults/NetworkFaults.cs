using Signaling.Chaos.Rig;

namespace Signaling.Chaos.Faults;

/// <summary>Edges that cannot reach Redis, and words that come in disorder.</summary>
internal static class NetworkFaults
{
    public static Fault Cut(Direction direction, TimeSpan time) => new($"edge cut from Redis, {Words(direction)}, {time.TotalSeconds:0} s", async (round, random, cancel) =>
    {
        var edge = random.Next(round.Deployment.Edges.Length);
        round.Deployment.Network.Cut(edge, direction);
        try
        {
            await Task.Delay(time, cancel);
        }
        finally
        {
            round.Deployment.Network.Mend(edge);
        }

        round.TroubleFrom = DateTimeOffset.UtcNow;
    });

    /// <summary>The way to Redis takes 200 ms there and back, and one packet in twenty is lost on it: TCP repeats it, later each time.</summary>
    public static Fault FarAway(TimeSpan time) => new($"Redis 200 ms away, 5 % of packets lost, {time.TotalSeconds:0} s", async (round, _, cancel) =>
    {
        var (network, edges, way) = (round.Deployment.Network, round.Deployment.Edges, round.Deployment.LongWay!);
        var dropped = 0;
        way.Each = TimeSpan.FromMilliseconds(100);
        foreach (var edge in edges) network.Lose(edge.Number, network.Replica, 0.05);
        try
        {
            await round.Probe!.DuringAsync(() => Task.Delay(time, cancel), cancel);
            dropped = edges.Sum(edge => network.Dropped(edge.Number));
        }
        finally
        {
            foreach (var edge in edges) network.Mend(edge.Number);
            way.Each = default;
        }

        round.TroubleFrom = DateTimeOffset.UtcNow;
        if (dropped < 10) round.Wrong($"only {dropped} packets were lost");
    }) { StoreGoesAway = true };

    /// <summary>Every word between edges is said again, twice, late and in another order.</summary>
    public static Fault WordsInDisorder { get; } = new("words doubled, late, in disorder", async (round, random, cancel) =>
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(2.5));
        if (await new WordEcho(round.Deployment.Redis.Endpoint, random).RunAsync("signaling:edge:*", enough.Token, cancel) == 0) round.Wrong("no word was heard between the edges");
    });

    private static string Words(Direction direction) => direction switch
    {
        Direction.ToRedis   => "to it",
        Direction.FromRedis => "from it",
        _                   => "both ways",
    };
}
