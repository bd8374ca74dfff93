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
