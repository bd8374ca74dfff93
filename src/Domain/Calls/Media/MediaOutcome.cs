using System.Collections.Immutable;
using Signaling.Domain.Network.Policies;

namespace Signaling.Domain.Calls.Media;

/// <summary>What policies make of a change.</summary>
public abstract record MediaOutcome
{
    private MediaOutcome() { }

    /// <summary>It passes, as it now is.</summary>
    /// <param name="Change">The change, with what policies add to it.</param>
    /// <param name="Warnings">What its sender should know.</param>
    public sealed record Passes(Decision.Changed Change, ImmutableArray<MediaWarning> Warnings) : MediaOutcome;

    /// <summary>It leaves media no way.</summary>
    public sealed record Refused(MediaRefusal Refusal) : MediaOutcome;
}

/// <summary>What policies have to say to the sender of a description that passes.</summary>
public enum MediaWarning
{
    /// <summary>Its place cannot be told, so that the strictest policy of those that it may be in counts; declare it with <c>network</c> (CALL-FLOWS #94).</summary>
    LocationUnknown,

    /// <summary>Some of its candidates were taken out; the call's timeline says which and why.</summary>
    CandidatesRemoved,

    /// <summary>Some of its candidates wait until the call is answered.</summary>
    CandidatesHeld,

    /// <summary>Some of its candidates lead through the VPN, and were put last (CALL-FLOWS #156).</summary>
    MediaOverVpn,
}
