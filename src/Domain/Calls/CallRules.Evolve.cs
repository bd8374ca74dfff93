using System.Collections.Immutable;
using Signaling.Domain.Identity;

namespace Signaling.Domain.Calls;

/// <summary>What each event changes. No rule stands here: an event has already happened.</summary>
public static partial class CallRules
{
    private static Call Begin(CallEvent.Invited e) => new()
    {
        Id = e.Id,
        Tenant = e.Tenant,
        Caller = e.By,
        Callee = e.To,
        Phase = CallPhase.Inviting,
        Media = e.Media,
        CreatedAt = e.At,
        RingUntil = e.RingUntil,
        CallerPresence = new DevicePresence(Reach.Unattached, e.At),
        Events = 1,
        InvitedByEvent = 1,
    };

    private static Call Apply(Call call, CallEvent happened) => happened switch
    {
        CallEvent.DeviceRang e     => call with { Phase = CallPhase.Ringing, Devices = call.Devices.Add(e.Device, DeviceStanding.Ringing) },
        CallEvent.DeviceRejected e => call with { Devices = call.Devices.SetItem(e.Device, new DeviceStanding(e.Reason)) },
        CallEvent.Answered e       => call with
        {
            Phase = CallPhase.Connected,
            CalleeDevice = e.By.Device,
            CalleePresence = new DevicePresence(Reach.Unattached, e.At),
            AnsweredAt = e.At,
            Agreed = new AgreedSession(1, CallSide.Caller, e.Negotiated),
            Devices = Nobody,
            Invited = [],
        },
        CallEvent.Redirected e     => call with
        {
            Phase = CallPhase.Inviting,
            Callee = e.To,
            RingUntil = e.RingUntil,
            RedirectedFrom = call.RedirectedFrom.Add(call.Callee),
            Devices = Nobody,
            Invited = [],
            InvitedByEvent = call.Events + 1,
        },
        CallEvent.Ended e          => call with
        {
            Phase = CallPhase.Ended,
            EndReason = e.Reason,
            Rejection = e.Rejection,
            EndedBy = e.By,
            EndedAt = e.At,
            Pending = null,
        },
        CallEvent.DeviceLost e     => With(call, e.Side, new DevicePresence(Reach.Away, e.At)),
        CallEvent.DeviceReturned e => With(call, e.Side, DevicePresence.Attached),
        CallEvent.DeviceSeen e     => With(call, e.Side, call.PresenceOn(e.Side) with { Since = e.Since }),
        CallEvent.HoldChanged { By: CallSide.Caller } e => call with { HeldByCaller = e.Held },
        CallEvent.HoldChanged e    => call with { HeldByCallee = e.Held },
        CallEvent.Offered e        => call with { LastOffer = e.Number, Pending = new PendingOffer(e.Number, e.By, e.Until) },
        CallEvent.OfferAnswered e  => call with { Pending = null, Agreed = new AgreedSession(e.Number, Other(e.By), e.Negotiated) },
        CallEvent.OfferDropped e   => call with
        {
            Pending = null,
            SupersededOffer = e.Outcome is OfferOutcome.Superseded ? e.Number : call.SupersededOffer,
            RejectedOffer = e.Outcome is OfferOutcome.Rejected or OfferOutcome.Withdrawn ? e.Number : call.RejectedOffer,
        },
        _                          => call,
    };

    private static Call With(Call call, CallSide side, DevicePresence presence) =>
        side is CallSide.Caller ? call with { CallerPresence = presence } : call with { CalleePresence = presence };

    private static ImmutableSortedDictionary<DeviceId, DeviceStanding> Nobody => ImmutableSortedDictionary<DeviceId, DeviceStanding>.Empty;

    /// <summary>The other side.</summary>
    public static CallSide Other(CallSide side) => side is CallSide.Caller ? CallSide.Callee : CallSide.Caller;
}
