using System.Collections.Immutable;

namespace Signaling.Domain.Calls.Storage;

/// <summary>A call as the store holds it.</summary>
/// <param name="Call">Its state.</param>
/// <param name="Version">Which state this is.</param>
/// <param name="Descriptions">The session descriptions still of use: those of the last agreed pair and of a pending offer.</param>
/// <param name="Candidates">What the devices have trickled so far, in the order in which it came.</param>
public sealed record StoredCall(
    Call Call,
    CallVersion Version,
    ImmutableDictionary<DescriptionRef, string> Descriptions,
    ImmutableArray<TrickledCandidates> Candidates)
{
    /// <summary>The number of the form in which the store holds it; 0 where a store has no forms.</summary>
    public int Schema { get; init; }
}
