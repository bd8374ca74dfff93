using System.Collections.Immutable;
using Signaling.Domain.Calls.Media;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;

namespace Signaling.Domain.Calls;

/// <summary>One call between two users, whole and immutable. <see cref="CallRules"/> says what may become of it.</summary>
public sealed record Call
{
    /// <summary>Names the call, and the cell whose store holds it.</summary>
    public required CallId Id { get; init; }

    /// <summary>The tenant of both users.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>Who placed the call, and on which device.</summary>
    public required Actor Caller { get; init; }

    /// <summary>Who is called; a redirection replaces it.</summary>
    public required UserId Callee { get; init; }

    /// <summary>The device that answered, once one has.</summary>
    public DeviceId? CalleeDevice { get; init; }

    /// <summary>Where the call stands.</summary>
    public required CallPhase Phase { get; init; }

    /// <summary>What the caller wants done with the media.</summary>
    public MediaNeeds Media { get; init; } = MediaNeeds.None;

    /// <summary>When the invitation was committed, in store time.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When ringing stops unless someone answers, in store time.</summary>
    public required DateTimeOffset RingUntil { get; init; }

    /// <summary>When the answer was committed, in store time; null until then.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>When the end was committed, in store time; null until then.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why the call ended; null until then.</summary>
    public EndReason? EndReason { get; init; }

    /// <summary>How the callee rejected, when <see cref="EndReason"/> is <see cref="Calls.EndReason.Rejected"/>.</summary>
    public RejectReason? Rejection { get; init; }

    /// <summary>Who ended it; null when time did; who was lost, when that ended it.</summary>
    public UserId? EndedBy { get; init; }

    /// <summary>The callee's devices that were attached when the invitation was committed: any of them may still answer.
    /// Written by the store with the commit, for only it sees them in the same instant.</summary>
    public ImmutableSortedSet<DeviceId> Invited { get; init; } = [];

    /// <summary>The callee's devices that have spoken while nobody had answered. At most <see cref="CallLimits.MaxDevices"/>.</summary>
    public ImmutableSortedDictionary<DeviceId, DeviceStanding> Devices { get; init; } = ImmutableSortedDictionary<DeviceId, DeviceStanding>.Empty;

    /// <summary>The number of the newest offer; the invitation's is 1.</summary>
    public int LastOffer { get; init; } = 1;

    /// <summary>The last agreed offer and answer; null until the call is answered.</summary>
    public AgreedSession? Agreed { get; init; }

    /// <summary>The offer that waits for an answer in a connected call.</summary>
    public PendingOffer? Pending { get; init; }

    /// <summary>The newest offer that gave way to the caller's; 0 when none has.</summary>
    public int SupersededOffer { get; init; }

    /// <summary>The newest offer that was rejected or taken back; 0 when none was.</summary>
    public int RejectedOffer { get; init; }

    /// <summary>Whether the caller has put the callee on hold.</summary>
    public bool HeldByCaller { get; init; }

    /// <summary>Whether the callee has put the caller on hold.</summary>
    public bool HeldByCallee { get; init; }

    /// <summary>Whether the caller's device is there.</summary>
    public DevicePresence CallerPresence { get; init; }

    /// <summary>Whether the device that answered is there; without meaning until one has.</summary>
    public DevicePresence CalleePresence { get; init; }

    /// <summary>What the policies of the tenant's live network have made of the call.</summary>
    public Passage Passage { get; init; } = Passage.Free;

    /// <summary>Who the call was sent on from, oldest first. At most <see cref="CallLimits.MaxRedirects"/>.</summary>
    public ImmutableArray<UserId> RedirectedFrom { get; init; } = [];

    /// <summary>How many events the call has seen; the next one's number is one more. Event ids carry it.</summary>
    public int Events { get; init; }

    /// <summary>The number of the event that invited the present callee, so that a late device is told under the same event id.</summary>
    public int InvitedByEvent { get; init; }

    /// <summary>Whether nobody has answered and the call is not over.</summary>
    public bool IsRinging => Phase is CallPhase.Inviting or CallPhase.Ringing;

    /// <summary>Whether <paramref name="user"/> is one of the two who are in the call now.</summary>
    public bool Includes(UserId user) => user == Caller.User || user == Callee;

    /// <summary>The call as <paramref name="viewer"/> may see it: whoever has sent it on sees it as it was when it left, over for that
    /// reason, and nothing of what became of it.</summary>
    public Call SeenBy(UserId viewer) => RedirectedFrom.IndexOf(viewer) is >= 0 and var left
        ? new Call
        {
            Id = Id,
            Tenant = Tenant,
            Caller = Caller,
            Callee = viewer,
            Phase = CallPhase.Ended,
            Media = Media,
            CreatedAt = CreatedAt,
            RingUntil = CreatedAt,
            EndReason = Calls.EndReason.Redirected,
            EndedBy = viewer,
            RedirectedFrom = RedirectedFrom[..left],
        }
        : this;

    /// <summary>Whether a device of the callee has said that it will not take the call.</summary>
    public bool HasRejected(DeviceId device) => Devices.TryGetValue(device, out var standing) && standing.Rejected is not null;

    /// <summary>The callee's devices that the call concerns: every one while it rings, once answered only the one in the call.</summary>
    public DeviceFilter CalleeDevices => CalleeDevice is { } device ? DeviceFilter.Only(device) : DeviceFilter.All;

    /// <summary>The side that a device speaks for in a connected call; null when it is not the device in the call.</summary>
    public CallSide? SideOf(Actor actor) =>
        actor == Caller ? CallSide.Caller :
        CalleeDevice is { } device && actor == new Actor(Callee, device) ? CallSide.Callee : null;

    /// <summary>Whether <paramref name="side"/> has put the call on hold.</summary>
    public bool IsHeldBy(CallSide side) => side is CallSide.Caller ? HeldByCaller : HeldByCallee;

    /// <summary>The device that is in the call for <paramref name="side"/>; null while nobody has answered.</summary>
    public Actor? DeviceOn(CallSide side) =>
        side is CallSide.Caller ? Caller : CalleeDevice is { } device ? new Actor(Callee, device) : null;

    /// <summary>Whether the device of <paramref name="side"/> is there.</summary>
    public DevicePresence PresenceOn(CallSide side) => side is CallSide.Caller ? CallerPresence : CalleePresence;

    /// <summary>The side that has made an offer: the pending one, the one agreed on, or an older one, which then counts as the invitation's.</summary>
    public CallSide OffererOf(int offer) =>
        offer == Pending?.Number ? Pending.By : offer == Agreed?.Number ? Agreed.OfferedBy : CallSide.Caller;

    /// <summary>The side that a device is in an open call for, be it answered or not; null when there is none.</summary>
    public CallSide? OpenSideOf(Actor actor) => Phase is CallPhase.Ended ? null : SideOf(actor);

    /// <summary>Whether a device of the call has vanished from it and has not come back.</summary>
    public bool HoldsForLost(Actor device) => OpenSideOf(device) is { } side && PresenceOn(side).Reach is Reach.Away;

    /// <summary>When time must look at the call again, in store time; null when it is over.</summary>
    public DateTimeOffset? NextDeadline(CallLimits limits) => Phase switch
    {
        CallPhase.Ended     => null,
        CallPhase.Connected => Earliest(AnsweredAt + limits.MaxDuration, Pending?.Until, CallerPresence.Until(limits), CalleePresence.Until(limits), Passage.RelayUntil),
        _                   => Earliest(RingUntil, CallerPresence.Until(limits)),
    };

    private static DateTimeOffset? Earliest(params ReadOnlySpan<DateTimeOffset?> moments)
    {
        DateTimeOffset? earliest = null;
        foreach (var at in moments)
            if (earliest is null || at < earliest) earliest = at ?? earliest;
        return earliest;
    }
}
