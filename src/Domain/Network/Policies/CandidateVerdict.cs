namespace Signaling.Domain.Network.Policies;

/// <summary>What becomes of a candidate on its way to the other side.</summary>
public enum CandidateFate
{
    /// <summary>It is passed on.</summary>
    Keep,

    /// <summary>It is passed on as the last resort: behind all others, with the lowest priority.</summary>
    Last,

    /// <summary>It waits until the receiver's place is known.</summary>
    Hold,

    /// <summary>It is not passed on.</summary>
    Remove,
}

/// <summary>A judgement on one candidate.</summary>
/// <param name="Fate">What becomes of it.</param>
/// <param name="Rule">Why; null when it is kept.</param>
public readonly record struct CandidateVerdict(CandidateFate Fate, PolicyRule? Rule)
{
    /// <summary>It passes.</summary>
    public static CandidateVerdict Keep { get; } = new(CandidateFate.Keep, null);

    /// <summary>Whether the other side gets it now.</summary>
    public bool Passes => Fate is CandidateFate.Keep or CandidateFate.Last;
}
