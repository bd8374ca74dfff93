using Signaling.Chaos.Rig;

namespace Signaling.Chaos.Faults;

/// <summary>All that is tried, as the short round does and as the long one does.</summary>
internal static class Catalogue
{
    /// <summary>Each once, with times just beyond those that the product reckons with.</summary>
    public static Trial[] Short { get; } = All(longOnes: false);

    /// <summary>The same for as long as there is time, with the times that operators see.</summary>
    public static Trial[] Long { get; } = All(longOnes: true);

    /// <summary>Edges without one of their checks, each against what should find that out.</summary>
    public static Trial[] Mutants { get; } =
    [
        Without("conflict", new(Races.Answers, 12, (deployment, seed, cancel) => new Races(deployment, seed).AnswersAsync(24, cancel)), "answered at once"),
        Without("previous", Trial.Of(NetworkFaults.WordsInDisorder, 12), "told twice", "was never told"),
        Without("lease", Trial.Of(EdgeFaults.KillAt("lease-decision"), 30), "nothing has ended it", "its ring timeout was met"),
        Without("notAfter", Trial.Of(RedisFaults.Sleep(3), 14), "was answered 503 and happened"),
    ];

    private static Trial Without(string check, Trial trial, params string[] finds) => trial with { Name = $"without {check}: {trial.Name}", Without = check, Finds = finds };

    private static Trial[] All(bool longOnes)
    {
        TimeSpan Seconds(int inShort, int inLong) => TimeSpan.FromSeconds(longOnes ? inLong : inShort);
        // The short round may share two cores with all else; the five seconds are the long one's.
        Trial Of(Fault fault, int seconds) => Trial.Of(longOnes || fault.BackWithin is null ? fault : fault with { BackWithin = TimeSpan.FromSeconds(20) }, seconds);
        var (cut, pause, notice) = (Seconds(5, 30), Seconds(17, 30), Seconds(6, 30));
        return
        [
            Of(new Fault("none", (_, _, cancel) => Task.Delay(500, cancel)), 5),
            .. EdgeFaults.Failpoints.Select(place => Of(EdgeFaults.KillAt(place), 7)),
            Of(EdgeFaults.KillAtRandom, 8),
            Of(EdgeFaults.Drain, 7),
            Of(EdgeFaults.RollingRestart, 12),
            Of(EdgeFaults.StallAt("before-commit"), 8),
            Of(EdgeFaults.StallAt("lease-decision"), 8),
            Of(EdgeFaults.Pause(pause), 25),
            Of(EdgeFaults.Skew(TimeSpan.FromSeconds(120)), 12),
            Of(EdgeFaults.Skew(TimeSpan.FromSeconds(-120)), 12),
            Of(NetworkFaults.Cut(Direction.Both, cut), 11),
            Of(NetworkFaults.Cut(Direction.ToRedis, cut), 11),
            Of(NetworkFaults.Cut(Direction.FromRedis, cut), 11),
            Of(NetworkFaults.FarAway(Seconds(5, 30)), 18) with { Store = StoreKind.ByLongWay },
            Of(NetworkFaults.WordsInDisorder, 7),
            Of(RedisFaults.PubSubKilled, 7),
            Of(RedisFaults.ScriptsFlushed, 6),
            Of(RedisFaults.Restart, 6),
            Of(RedisFaults.Kill, 6),
            Of(RedisFaults.Sleep(longOnes ? 10 : 4), 9),
            Of(RedisFaults.Pause(Seconds(4, 10)), 9),
            Of(RedisFaults.Full, 8),
            Of(RedisFaults.Failover, 10),
            Of(RedisFaults.SentinelFailover, 18) with { Store = StoreKind.Sentinels },
            Of(RedisFaults.SlotMoved(Seconds(2, 10)), 14) with { Store = StoreKind.Cluster },
            Of(ClientFaults.Repeats, 8),
            Of(ClientFaults.Flapping, 8),
            new(Races.Answers, 12, (deployment, seed, cancel) => new Races(deployment, seed).AnswersAsync(longOnes ? 1000 : 240, cancel)),
            new(Races.Crossed, 10, (deployment, seed, cancel) => new Races(deployment, seed).CrossedAsync(longOnes ? 1000 : 240, cancel)),
            new("fifty equal requests at once", 8, (deployment, seed, cancel) => new EqualRequests(deployment, seed).RunAsync(3, cancel)),
            new("reconnect storm of 2,000 devices", 30, (deployment, seed, cancel) => new Crowds(deployment, seed).StormAsync(2000, cancel)) { IsAlone = true },
            new("devices that vanish", 30, (deployment, seed, cancel) => new Vanishing(deployment, seed).RunAsync(cancel)) { Settings = Vanishing.Settings },
            new(Silence.Name, longOnes ? 60 : 25, (deployment, seed, cancel) => new Silence(deployment, seed, notice).RunAsync(cancel)) { Settings = Silence.Settings(notice) },
            new("a device stops reading", 26, (deployment, seed, cancel) => new Crowds(deployment, seed).SlowReaderAsync(cancel)),
        ];
    }
}
