using System.Collections.Immutable;

namespace Signaling.Domain.Quality;

/// <summary>What all samples of one device come to, kept as named numbers so that a store can add to them without knowing what they mean.</summary>
/// <param name="Values">Each number by its name; one that is missing is 0.</param>
public sealed record LegTally(ImmutableDictionary<string, double> Values)
{
    private const string Samples = "n", Window = "w", RoundTrip = "rtt", RoundTripTime = "rttw", RoundTripMost = "rttm", LossTime = "lossw", LossShare = "loss", Burst = "burst",
        JitterShare = "jit", JitterTime = "jitw", JitterOver = "jito", JitterJudged = "jitj", Freeze = "frz", FreezeTime = "frzw", Freezes = "frzn", Sent = "sent", Received = "recv", Edge = "edge";

    /// <summary>Nothing measured yet.</summary>
    public static LegTally Empty { get; } = new(ImmutableDictionary<string, double>.Empty);

    /// <summary>Samples counted.</summary>
    public int Count => (int)this[Samples];

    /// <summary>The time that they cover.</summary>
    public TimeSpan Covered => TimeSpan.FromMilliseconds(this[Window]);

    /// <summary>What they come to.</summary>
    public LegFigures Figures => new()
    {
        RoundTripMilliseconds = Mean(RoundTrip, RoundTripTime),
        MaxRoundTripMilliseconds = Values.TryGetValue(RoundTripMost, out var most) ? most : null,
        LossPercent = Mean(LossShare, LossTime),
        MaxLossBurst = Values.TryGetValue(Burst, out var burst) ? (int)burst : null,
        JitterMilliseconds = Mean(JitterShare, JitterTime),
        JitterExceedsBufferPercent = Mean(JitterOver, JitterJudged) * 100,
        FreezePercent = Mean(Freeze, FreezeTime) * 100,
        Freezes = (int)this[Freezes],
        EdgeRoundTripMilliseconds = Values.TryGetValue(Edge, out var edge) ? edge : null,
    };

    /// <summary>Whether media went out and none came in, which a firewall on an asymmetric way brings about (CALL-FLOWS #143).</summary>
    public bool NothingReceived => this[Sent] > 0 && Values.ContainsKey(Received) && this[Received] == 0;

    /// <summary>Whether it was counted what went out, and nothing did.</summary>
    public bool NothingSent => Values.ContainsKey(Sent) && this[Sent] == 0;

    /// <summary>The figures of one sample alone.</summary>
    public static LegFigures FiguresOf(TelemetrySample sample) => Empty.Add(sample).Figures;

    /// <summary>With one more sample.</summary>
    public LegTally Add(TelemetrySample sample) => Add(TermsOf(sample));

    /// <summary>With what a sample adds.</summary>
    public LegTally Add(IEnumerable<TallyTerm> terms)
    {
        var values = Values.ToBuilder();
        foreach (var term in terms)
        {
            var before = values.GetValueOrDefault(term.Name);
            values[term.Name] = term.IsMost ? Math.Max(before, term.Value) : before + term.Value;
        }

        return new(values.ToImmutable());
    }

    /// <summary>What a sample adds.</summary>
    public static IReadOnlyList<TallyTerm> TermsOf(TelemetrySample sample)
    {
        double window = sample.WindowMilliseconds; // a second in which it was bad is a second, in a short sample and in a long one
        List<TallyTerm> terms = [new(Samples, 1), new(Window, window)];
        if (sample.Network is not { } network) return terms;
        if (network.Latency is { } latency) terms.AddRange([new(RoundTrip, latency.RoundTripMilliseconds * window), new(RoundTripTime, window), new(RoundTripMost, latency.RoundTripMilliseconds, IsMost: true)]);
        if (network.Loss is { } loss) terms.AddRange([new(LossShare, loss.Percent * window), new(LossTime, window)]);
        if (network.Loss?.MaxBurst is { } burst) terms.Add(new(Burst, burst, IsMost: true));
        if (network.Jitter?.Value is { } jitter) terms.AddRange([new(JitterShare, jitter * window), new(JitterTime, window)]);
        if (network.Jitter?.ExceedsBuffer is { } over) terms.AddRange([new(JitterOver, over ? 1 : 0), new(JitterJudged, 1)]);
        if (network.PacketsSent is { } sent) terms.Add(new(Sent, sent));
        if (network.PacketsReceived is { } received) terms.Add(new(Received, received));
        if (network.EdgeRoundTripMilliseconds is { } edge) terms.Add(new(Edge, edge, IsMost: true));
        var inbound = network.Media.Where(media => media.Direction == FlowDirection.Receive).ToList();
        if (inbound.Count > 0) terms.AddRange([new(Freeze, inbound.Max(media => media.FreezeMilliseconds)), new(FreezeTime, window), new(Freezes, inbound.Sum(media => media.Freezes))]);
        return terms;
    }

    private double this[string name] => Values.GetValueOrDefault(name);

    private double? Mean(string sum, string count) => this[count] > 0 ? this[sum] / this[count] : null;
}

/// <summary>What a sample adds to one number of a tally.</summary>
/// <param name="Name">Which; 1 to 6 lower-case letters.</param>
/// <param name="Value">How much, at least 0.</param>
/// <param name="IsMost">Whether the greater of the two stays, rather than the sum.</param>
public sealed record TallyTerm(string Name, double Value, bool IsMost = false);

/// <summary>Figures of one leg; null where nothing was measured.</summary>
public sealed record LegFigures
{
    /// <summary>The mean round trip, in milliseconds, weighed by time; one-way times count twice (CALL-FLOWS #214).</summary>
    public double? RoundTripMilliseconds { get; init; }

    /// <summary>The longest round trip.</summary>
    public double? MaxRoundTripMilliseconds { get; init; }

    /// <summary>Packets lost, in percent, weighed by time.</summary>
    public double? LossPercent { get; init; }

    /// <summary>The most packets lost one after the other (CALL-FLOWS #215).</summary>
    public int? MaxLossBurst { get; init; }

    /// <summary>The mean jitter, in milliseconds, weighed by time.</summary>
    public double? JitterMilliseconds { get; init; }

    /// <summary>Samples in which jitter exceeded the buffer, in percent (CALL-FLOWS #216).</summary>
    public double? JitterExceedsBufferPercent { get; init; }

    /// <summary>Time in which picture or sound stood still, in percent.</summary>
    public double? FreezePercent { get; init; }

    /// <summary>How often it did.</summary>
    public int Freezes { get; init; }

    /// <summary>The longest round trip to the edge, in milliseconds (CALL-FLOWS #16).</summary>
    public double? EdgeRoundTripMilliseconds { get; init; }
}
