namespace Signaling.Domain.Calls;

/// <summary>Offer and answer in a connected call (RFC 3264 §8, RFC 9429 §4.1.8): one offer waits at a time; the caller's goes
/// before the callee's.</summary>
public static partial class CallRules
{
    private static Decision Renegotiate(Call call, CallCommand command, DateTimeOffset now, CallLimits limits)
    {
        if (call.SideOf(ActorOf(command)) is not { } side)
            return Refuse(ActorOf(command).User == call.Callee ? CallError.AnsweredElsewhere : CallError.NotThisDevice);

        return command switch
        {
            CallCommand.Offer c       => Offer(call, side, c.Sdp, now, limits),
            CallCommand.AnswerOffer c => AnswerOffer(call, side, c, now),
            CallCommand.RejectOffer c => RejectOffer(call, side, c.Number, now),
            CallCommand.Hold c        => SetHold(call, side, held: true, c.Sdp, now, limits),
            CallCommand.Resume c      => SetHold(call, side, held: false, c.Sdp, now, limits),
            CallCommand.SendMessage c => Change(call, new CallEvent.MessageSent(side, c.Text, now)),
            _                         => Refuse(CallError.CallAlreadyAnswered),
        };
    }

    // An offer's text is not part of the call, so a repeated offer looks like a second one and is refused: the idempotency key tells
    // the two apart.
    private static Decision Offer(Call call, CallSide side, string sdp, DateTimeOffset now, CallLimits limits)
    {
        var offered = new CallEvent.Offered(call.LastOffer + 1, side, sdp, now + limits.OfferTimeout, now);
        return call.Pending switch
        {
            null                                                            => Change(call, offered),
            { By: CallSide.Callee } polite when side is CallSide.Caller     => Change(call, Dropped(polite, OfferOutcome.Superseded, now), offered),
            _                                                               => Refuse(CallError.OfferPending),
        };
    }

    private static Decision AnswerOffer(Call call, CallSide side, CallCommand.AnswerOffer c, DateTimeOffset now) =>
        call.Pending is { } offer && offer.Number == c.Number
            ? offer.By == side ? Refuse(CallError.RoleNotAllowed) // nobody answers itself
                : Change(call, new CallEvent.OfferAnswered(c.Number, side, c.Sdp, c.Negotiated, now))
            : call.Agreed is { } agreed && agreed.Number == c.Number && agreed.OfferedBy != side ? Unchanged
            : NotPending(call, c.Number);

    private static Decision RejectOffer(Call call, CallSide side, int number, DateTimeOffset now) =>
        call.Pending is { } offer && offer.Number == number
            ? Change(call, Dropped(offer, offer.By == side ? OfferOutcome.Withdrawn : OfferOutcome.Rejected, now))
            : number > 1 && number == call.RejectedOffer ? Unchanged // both sides wanted it gone, or one says so twice
            : NotPending(call, number);

    private static Decision.Refused NotPending(Call call, int number) =>
        Refuse(number > 1 && number == call.SupersededOffer ? CallError.OfferSuperseded : CallError.OfferNotPending);

    // The flag and the offer that carries it out are one change, or none is.
    private static Decision SetHold(Call call, CallSide side, bool held, string? sdp, DateTimeOffset now, CallLimits limits)
    {
        var flag = new CallEvent.HoldChanged(side, held, now);
        if (call.IsHeldBy(side) == held) return sdp is null ? Unchanged : Offer(call, side, sdp, now, limits);
        if (sdp is null) return Change(call, flag);

        return Offer(Evolve(call, flag), side, sdp, now, limits) is Decision.Changed offer
            ? new Decision.Changed(offer.Next, [flag, .. offer.Events])
            : Refuse(CallError.OfferPending);
    }

    private static CallEvent.OfferDropped Dropped(PendingOffer offer, OfferOutcome outcome, DateTimeOffset now) =>
        new(offer.Number, offer.By, outcome, now);
}
