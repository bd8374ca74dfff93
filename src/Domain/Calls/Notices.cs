using System.Collections.Immutable;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;

namespace Signaling.Domain.Calls;

/// <summary>Who is told of what happens to a call. Nobody outside the call ever is.</summary>
public static class Notices
{
    /// <summary>What <paramref name="happened"/> makes known, <paramref name="before"/> being the call it happened to
    /// (for an invitation, the call that it begins).</summary>
    public static ImmutableArray<Notice> Of(Call before, CallEvent happened) => happened switch
    {
        CallEvent.Invited e                                   => [new(e.To, DeviceFilter.All, new NoticeData.Incoming(e.By, e.To, e.Media, null))],
        CallEvent.DeviceRang when before.Phase is CallPhase.Ringing => [], // the caller knows
        CallEvent.DeviceRang e                                => [ToCaller(before, new NoticeData.Rang(new Actor(before.Callee, e.Device)))],
        CallEvent.Answered e                                  =>
        [
            ToCaller(before, new NoticeData.Answered(e.By, e.Negotiated)),
            new(before.Callee, DeviceFilter.Except(e.By.Device), new NoticeData.Ended(EndReason.AnsweredElsewhere, null, e.By.User)),
        ],
        CallEvent.Redirected e                                =>
        [
            new(e.To, DeviceFilter.All, new NoticeData.Incoming(before.Caller, e.To, before.Media, e.By.User)), // first: its event id is InvitedByEvent's
            new(before.Callee, DeviceFilter.All, new NoticeData.Ended(EndReason.Redirected, null, e.By.User)),
            ToCaller(before, new NoticeData.Transferring(e.By.User, e.To)),
        ],
        CallEvent.Ended e                                     =>
        [
            ToCaller(before, new NoticeData.Ended(e.Reason, e.Rejection, e.By)),
            new(before.Callee, before.CalleeDevices, new NoticeData.Ended(e.Reason, e.Rejection, e.By)),
        ],
        CallEvent.HoldChanged { Held: true } e                => [ToSide(before, CallRules.Other(e.By), new NoticeData.Held(UserOf(before, e.By)))],
        CallEvent.HoldChanged e                               => [ToSide(before, CallRules.Other(e.By), new NoticeData.Resumed(UserOf(before, e.By)))],
        CallEvent.Offered e                                   => [ToSide(before, CallRules.Other(e.By), new NoticeData.Offered(e.Number, UserOf(before, e.By)))],
        CallEvent.OfferAnswered e                             =>
            [ToSide(before, CallRules.Other(e.By), new NoticeData.Renegotiated(e.Number, OfferOutcome.Accepted, UserOf(before, e.By), e.Negotiated))],
        CallEvent.OfferDropped e                              => Dropped(before, e),
        CallEvent.DeviceLost e                                => [Reconnecting(before, e.Side, isBack: false)],
        CallEvent.DeviceReturned e when before.PresenceOn(e.Side).Reach is Reach.Away => [Reconnecting(before, e.Side, isBack: true)],
        CallEvent.MessageSent e                               => [ToSide(before, CallRules.Other(e.By), new NoticeData.Message(UserOf(before, e.By), e.Text))],
        CallEvent.CandidatesSorted e when e.Given.IsEmpty && !e.Ends => [],
        CallEvent.CandidatesSorted e                          =>
            [ToSide(before, e.From == before.Caller ? CallSide.Callee : CallSide.Caller, new NoticeData.Candidates(e.From, e.Offer, e.Given, e.Ends))],
        _                                                     => [],
    };

    private static ImmutableArray<Notice> Dropped(Call call, CallEvent.OfferDropped e)
    {
        var other = CallRules.Other(e.OfferedBy);
        Notice Tell(CallSide side, UserId? by) => ToSide(call, side, new NoticeData.Renegotiated(e.Number, e.Outcome, by, null));

        return e.Outcome switch
        {
            OfferOutcome.Withdrawn  => [Tell(other, UserOf(call, e.OfferedBy))],
            OfferOutcome.Expired    => [Tell(e.OfferedBy, null), Tell(other, null)],
            OfferOutcome.Superseded => [Tell(e.OfferedBy, UserOf(call, other))],
            _                       => [Tell(e.OfferedBy, UserOf(call, other))],
        };
    }

    // While nobody has answered, every device that rings is the other side.
    private static Notice Reconnecting(Call call, CallSide side, bool isBack) =>
        ToSide(call, CallRules.Other(side), new NoticeData.PeerReconnecting(UserOf(call, side), isBack));

    private static Notice ToCaller(Call call, NoticeData data) => new(call.Caller.User, DeviceFilter.Only(call.Caller.Device), data);

    private static Notice ToSide(Call call, CallSide side, NoticeData data) =>
        side is CallSide.Caller ? ToCaller(call, data) : new Notice(call.Callee, call.CalleeDevices, data);

    private static UserId UserOf(Call call, CallSide side) => side is CallSide.Caller ? call.Caller.User : call.Callee;
}
