using System.Collections.Immutable;
using Signaling.Domain.Identity;
using Signaling.Domain.Network.Policies;

namespace Signaling.Domain.Calls.History;

/// <summary>One line of a call's timeline: who did what, when. Without descriptions, keys and messages.</summary>
/// <param name="Number">Its place among the call's events; lines beside them have none, 0.</param>
/// <param name="At">Store time.</param>
/// <param name="Kind">What.</param>
/// <param name="By">Who; null when time did.</param>
/// <param name="Device">On which device, where that is known.</param>
public sealed record TimelineEntry(int Number, DateTimeOffset At, TimelineKind Kind, UserId? By, DeviceId? Device)
{
    /// <summary>What more there is to say, in words by name; at most 16.</summary>
    public ImmutableSortedDictionary<string, string> Facts { get; init; } = NoFacts;

    /// <summary>Candidates that it is about, at most <see cref="Timelines.MaxCandidates"/>.</summary>
    public ImmutableArray<TimelineCandidate> Candidates { get; init; } = [];

    /// <summary>Candidates that it is about beyond those.</summary>
    public int MoreCandidates { get; init; }

    private static ImmutableSortedDictionary<string, string> NoFacts => ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The line as a participant may see it: where the other side is and what its addresses are stays with it. Null for none of its business.</summary>
    public TimelineEntry? SeenBy(UserId viewer) =>
        By is null || By == viewer ? this
        : Kind is TimelineKind.Located ? null
        : Candidates.IsEmpty ? this
        : this with { Candidates = [.. Candidates.Select(one => one with { Address = null, Port = null })] };
}

/// <summary>A candidate in a timeline.</summary>
/// <param name="Type"><c>host</c>, <c>srflx</c>, <c>prflx</c> or <c>relay</c>.</param>
/// <param name="Transport"><c>udp</c> or <c>tcp</c>.</param>
/// <param name="Address">Its address; null for everyone but its owner.</param>
/// <param name="Port">Its port; null likewise.</param>
/// <param name="Rule">The rule that it met; null when it met none.</param>
public sealed record TimelineCandidate(string Type, string Transport, string? Address, int? Port, PolicyRule? Rule);

/// <summary>What a line of a timeline tells.</summary>
public enum TimelineKind
{
    /// <summary>The call was placed.</summary>
    Invited,

    /// <summary>A device alerts its user.</summary>
    Ringing,

    /// <summary>A device will not take the call.</summary>
    Rejected,

    /// <summary>The callee sent the call on.</summary>
    Redirected,

    /// <summary>A device took the call.</summary>
    Answered,

    /// <summary>A side put the other on hold.</summary>
    Held,

    /// <summary>A side took the other off hold.</summary>
    Resumed,

    /// <summary>A side offered a changed session.</summary>
    Offered,

    /// <summary>The session was changed.</summary>
    Renegotiated,

    /// <summary>An offer came to nothing.</summary>
    OfferDropped,

    /// <summary>A device was found somewhere.</summary>
    Located,

    /// <summary>Candidates were taken out.</summary>
    CandidatesRemoved,

    /// <summary>Candidates wait for the answer.</summary>
    CandidatesHeld,

    /// <summary>Candidates went to the other side by themselves.</summary>
    CandidatesReleased,

    /// <summary>What a side reports of its connection.</summary>
    Connectivity,

    /// <summary>The way that media take.</summary>
    MediaPath,

    /// <summary>A side has vanished, and may come back.</summary>
    PeerReconnecting,

    /// <summary>A side has come back.</summary>
    PeerReturned,

    /// <summary>The call is over.</summary>
    Ended,
}
