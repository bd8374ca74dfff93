using System.Collections.Immutable;
using Signaling.Domain.Calls.History;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;

namespace Signaling.Domain.Calls.Storage;

/// <summary>One change of one call with all that goes with it. It is written whole or not at all.</summary>
public sealed record CallCommit
{
    /// <summary>The call after the change.</summary>
    public required Call Call { get; init; }

    /// <summary>The version that was decided on; null for a new call.</summary>
    public required CallVersion? Expected { get; init; }

    /// <summary>What was decided on; null for a new call. A store may rely on it but for its candidates, which come without a new version.</summary>
    public required StoredCall? Known { get; init; }

    /// <summary>The version that this makes.</summary>
    public required CallVersion Next { get; init; }

    /// <summary>Descriptions that come with the change.</summary>
    public ImmutableDictionary<DescriptionRef, string> NewDescriptions { get; init; } = ImmutableDictionary<DescriptionRef, string>.Empty;

    /// <summary>Descriptions that nobody needs any more.</summary>
    public ImmutableArray<DescriptionRef> DroppedDescriptions { get; init; } = [];

    /// <summary>What is added to the call's timeline; a line of an event that has lines already takes their place.</summary>
    public ImmutableArray<TimelineEntry> Timeline { get; init; } = [];

    /// <summary>What is written to inboxes, in this order.</summary>
    public ImmutableArray<InboxEvent> Events { get; init; } = [];

    /// <summary>The nonce of the inbox entries that this writes.</summary>
    public required string EntryNonce { get; init; }

    /// <summary>Candidates given out after <see cref="Events"/>.</summary>
    public CandidateRelease? Release { get; init; }

    /// <summary>What must be true of a device in the step that writes this; null when nothing must.</summary>
    public DeviceCondition? Condition { get; init; }

    /// <summary>Whether the devices that the callee has attached now become <see cref="Call.Invited"/>: it is invited by this change.</summary>
    public bool InvitesCallee { get; init; }

    /// <summary>A user who is in the call no longer, the call being sent on.</summary>
    public UserId? Left { get; init; }

    /// <summary>From now to the next deadline; null when none is left.</summary>
    public required TimeSpan? Deadline { get; init; }

    /// <summary>How long the call is kept from now on, unless it changes again.</summary>
    public required TimeSpan KeepFor { get; init; }

    /// <summary>Open calls a user may have; counted when a call is new.</summary>
    public required int MaxActiveCalls { get; init; }

    /// <summary>The request that this carries out, and what to remember of it.</summary>
    public (IdempotencyKey Key, RepeatedRequest Record)? Request { get; init; }

    /// <summary>The store time after which this must not be written: its edge has given it up.</summary>
    public required DateTimeOffset NotAfter { get; init; }
}
