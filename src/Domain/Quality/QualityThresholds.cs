namespace Signaling.Domain.Quality;

/// <summary>From which values on a call is no longer good. The documents give none (CALL-FLOWS #303, #305): what is null is not judged, and the answer says so.</summary>
public sealed record QualityThresholds
{
    /// <summary>Mean round trip, in milliseconds.</summary>
    public Threshold RoundTripMilliseconds { get; init; } = Threshold.None;

    /// <summary>Packets lost, in percent.</summary>
    public Threshold LossPercent { get; init; } = Threshold.None;

    /// <summary>Packets lost one after the other; a burst weighs more than the mean (CALL-FLOWS #215).</summary>
    public Threshold LossBurst { get; init; } = Threshold.None;

    /// <summary>Time in which picture or sound stands still, in percent.</summary>
    public Threshold FreezePercent { get; init; } = Threshold.None;

    /// <summary>Longest round trip to the edge; beyond it calls may time out (CALL-FLOWS #16, #305). Null: not judged.</summary>
    public TimeSpan? SignalingRoundTrip { get; init; }
}

/// <summary>Two values that part three verdicts.</summary>
/// <param name="Fair">Above it a call is fair; null where nobody has set it.</param>
/// <param name="Poor">Above it a call is poor; null where nobody has set it.</param>
public sealed record Threshold(double? Fair, double? Poor)
{
    /// <summary>Nobody has set it.</summary>
    public static Threshold None { get; } = new(null, null);

    /// <summary>What a value comes to; unknown where it would take a value that nobody has set to tell.</summary>
    public QualityVerdict Judge(double value) =>
        value > Poor ? QualityVerdict.Poor
        : Poor is null && Fair is null ? QualityVerdict.Unknown
        : value > Fair ? QualityVerdict.Fair
        : Fair is null ? QualityVerdict.Unknown
        : QualityVerdict.Good;
}

/// <summary>How good a call, a leg or a figure is, the better ones first.</summary>
public enum QualityVerdict
{
    /// <summary>Nobody notices anything.</summary>
    Good,

    /// <summary>It is noticed.</summary>
    Fair,

    /// <summary>It disturbs.</summary>
    Poor,

    /// <summary>It cannot be told: nothing was measured, or no threshold is set.</summary>
    Unknown,
}
