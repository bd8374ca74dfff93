using Signaling.Domain.Events;
using Signaling.Domain.Identity;

namespace Signaling.Domain.Calls;

/// <summary>Where trickled candidates go (RFC 8838; CALL-FLOWS #61).</summary>
public static class CandidateRules
{
    /// <summary>What becomes of candidates that <paramref name="by"/> sends for <paramref name="offer"/>, or for the offer of the moment.</summary>
    public static CandidateDecision Decide(Call call, Actor by, int? offer)
    {
        var number = offer ?? call.Pending?.Number ?? call.Agreed?.Number ?? 1;
        var refusal =
            !call.Includes(by.User)                                                          ? CallError.CallNotFound :
            call.Phase is CallPhase.Ended                                                    ? CallError.CallEnded :
            by.User == call.Caller.User && by != call.Caller                                 ? CallError.NotThisDevice :
            by.User == call.Callee && call.CalleeDevice is { } device && device != by.Device ? CallError.AnsweredElsewhere :
            by.User == call.Callee && call.HasRejected(by.Device)                            ? CallError.AlreadyRejected :
            number > 1 && number == call.SupersededOffer                                     ? CallError.OfferSuperseded :
            IsKnown(call, number)                                                            ? (CallError?)null :
            CallError.OfferNotPending;

        return refusal is { } error                ? new CandidateDecision.Refused(error)
            : by.User == call.Callee && call.IsRinging ? new CandidateDecision.Hold(number)
            : by == call.Caller                    ? new CandidateDecision.Deliver(number, call.Callee, call.CalleeDevices)
            : new CandidateDecision.Deliver(number, call.Caller.User, DeviceFilter.Only(call.Caller.Device));
    }

    // Late ones of an offer before the agreed one may still be good: only an ICE restart makes addresses stale, and the browser sees that.
    private static bool IsKnown(Call call, int number) =>
        (number >= 1 && number <= (call.Agreed?.Number ?? 1)) || number == call.Pending?.Number;
}
