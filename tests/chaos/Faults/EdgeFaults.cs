using Signaling.Chaos.Model;

namespace Signaling.Chaos.Faults;

/// <summary>Edges that die, stop and come back.</summary>
internal static class EdgeFaults
{
    /// <summary>The places in the product where an edge can be made to die.</summary>
    public static string[] Failpoints { get; } = ["before-commit", "commit-announcement", "commit-answer", "lease-decision"];

    public static Fault KillAt(string place) => new($"kill -9 at {place}", async (round, random, cancel) =>
    {
        // The first edge that comes there; which of them leases a deadline is chance, and some hardly ever do.
        var edges = round.Deployment.Edges;
        round.Deployment.Failpoint.Arm(place, "kill", place == "lease-decision" ? 1 : random.Next(1, 12));
        await Task.WhenAny(edges.Select(edge => edge.ExitedAsync(cancel))).WaitAsync(TimeSpan.FromSeconds(15), cancel);
        round.TroubleFrom = DateTimeOffset.UtcNow;
        await Task.Delay(500, cancel);
        await edges.First(edge => edge.HasExited).StartAndWaitAsync(cancel);
    }) { BackWithin = TimeSpan.FromSeconds(5) };

    public static Fault KillAtRandom { get; } = new("kill -9 at random", async (round, random, cancel) =>
    {
        for (var times = 0; times < 2; times++)
        {
            await Task.Delay(random.Next(400), cancel);
            var edge = round.Deployment.Edges[random.Next(round.Deployment.Edges.Length)];
            edge.Signal("KILL");
            round.TroubleFrom ??= DateTimeOffset.UtcNow;
            await edge.ExitedAsync(cancel);
            await edge.StartAndWaitAsync(cancel);
        }
    }) { BackWithin = TimeSpan.FromSeconds(5) };

    public static Fault Drain { get; } = new("SIGTERM drain", async (round, random, cancel) =>
    {
        round.TroubleFrom = DateTimeOffset.UtcNow;
        await DrainAsync(round, random.Next(round.Deployment.Edges.Length), cancel);
    }) { BackWithin = TimeSpan.FromSeconds(5) };

    public static Fault RollingRestart { get; } = new("rolling restart", async (round, random, cancel) =>
    {
        round.TroubleFrom = DateTimeOffset.UtcNow;
        for (var edge = 0; edge < round.Deployment.Edges.Length; edge++) await DrainAsync(round, edge, cancel);
    }) { BackWithin = TimeSpan.FromSeconds(5) };

    /// <summary>A pause beyond <c>notAfter</c> (1.2 s) and the leases (0.7 s of a deadline, 15 s of an edge).</summary>
    public static Fault Pause(TimeSpan time) => new($"SIGSTOP {time.TotalSeconds:0} s", async (round, random, cancel) =>
    {
        var edge = random.Next(round.Deployment.Edges.Length);
        round.Freeze(edge);
        round.TroubleFrom = DateTimeOffset.UtcNow;
        try
        {
            await Task.Delay(time, cancel);
        }
        finally
        {
            round.Thaw(edge);
        }
    });

    /// <summary>A stall inside one command, longer than it may take.</summary>
    public static Fault StallAt(string place) => new($"stall 3 s at {place}", async (round, random, cancel) =>
    {
        // One edge alone: two that stall one after the other with the same deadline in hand would be late by two leases.
        round.Stall(random.Next(round.Deployment.Edges.Length), place, TimeSpan.FromSeconds(3), place == "lease-decision" ? 1 : random.Next(1, 8));
        await Task.Delay(TimeSpan.FromSeconds(4), cancel);
    });

    public static Fault Skew(TimeSpan by) => new($"clock of an edge {by.TotalSeconds:+0;-0} s", async (round, random, cancel) =>
    {
        var edge = round.Deployment.Edges[random.Next(round.Deployment.Edges.Length)];
        foreach (var seconds in (string?[])[$"{by.TotalSeconds:0}", null])
        {
            edge.Extra.Clear();
            if (seconds is not null) edge.Extra["SIGNALING_CHAOS_SKEW"] = seconds;
            edge.Signal("KILL");
            await edge.ExitedAsync(cancel);
            await edge.StartAndWaitAsync(cancel);
            await Task.Delay(2500, cancel);
        }
    });

    private static async Task DrainAsync(Round round, int number, CancellationToken cancel)
    {
        var edge = round.Deployment.Edges[number];
        edge.Signal("TERM");
        await edge.ExitedAsync(cancel).WaitAsync(TimeSpan.FromSeconds(30), cancel);
        if (edge.ExitCode != 0) round.Wrong($"an edge that was asked to stop ended with {edge.ExitCode}");
        await edge.StartAndWaitAsync(cancel);
    }
}
