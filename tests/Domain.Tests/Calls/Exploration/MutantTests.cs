using System.Collections.Immutable;
using Signaling.Domain.Calls;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Xunit;
using static Signaling.Domain.Tests.Calls.SampleCalls;

namespace Signaling.Domain.Tests.Calls.Exploration;

/// <summary>The checks bite: rules with a fault put in are caught, each for what is wrong with them.</summary>
public sealed class MutantTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, (Rules Rules, string Caught)> Mutants = new()
    {
        ["a loser may answer"] = (
            Decides((call, command, now, real) => command is CallCommand.Answer a && call.Phase is CallPhase.Connected && a.By.User == call.Callee && a.By.Device != call.CalleeDevice
                ? Change(call, new CallEvent.Answered(a.By, a.Sdp, a.Negotiated, now)) : real),
            "takes the call from its winner"),
        ["the caller may answer itself"] = (
            Decides((call, command, now, real) => command is CallCommand.Answer a && call.IsRinging && a.By == call.Caller ? Change(call, new CallEvent.Answered(a.By, a.Sdp, a.Negotiated, now)) : real),
            "bear repetition"),
        ["a rejected device may ring again"] = (
            Decides((call, command, now, real) => command is CallCommand.Ring r && real is Decision.Refused { Error: CallError.AlreadyRejected } ? new Decision.Unchanged() : real),
            "nothing changes at a first time"),
        ["the others are not told that someone answered"] = (
            Tells((_, happened, real) => happened is CallEvent.Answered ? [real[0]] : real),
            "believes"),
        ["the winner, too, is told answered_elsewhere"] = (
            Tells((_, happened, real) => happened is CallEvent.Answered ? [real[0], real[1] with { Devices = DeviceFilter.All }] : real),
            "of its own doing|believes"),
        ["who was told answered_elsewhere is told the end again"] = (
            Tells((call, happened, real) => happened is CallEvent.Ended ? [real[0], real[1] with { Devices = DeviceFilter.All }] : real),
            "after its end"),
        ["the end is not told to who ended it"] = (
            Tells((call, happened, real) => happened is CallEvent.Ended { By: { } by } ? [.. real.Where(notice => notice.To != by)] : real),
            "believes"),
        ["the end reaches the caller's other devices"] = (
            Tells((_, happened, real) => happened is CallEvent.Ended ? [real[0] with { Devices = DeviceFilter.All }, real[1]] : real),
            "has not heard of"),
        ["the user who sent it on is not told"] = (
            Tells((_, happened, real) => happened is CallEvent.Redirected ? [real[0], real[2]] : real),
            "believes"),
        ["the new callee is not told"] = (
            Tells((_, happened, real) => happened is CallEvent.Redirected ? [real[1], real[2]] : real),
            "believes"),
        ["a message reaches every device"] = (
            Tells((_, happened, real) => happened is CallEvent.MessageSent ? [real[0] with { Devices = DeviceFilter.All }] : real),
            "after its end|has not heard of"),
        ["a message reaches a stranger"] = (
            Tells((_, happened, real) => happened is CallEvent.MessageSent ? [real[0] with { To = new("eve") }] : real),
            "addresses eve"),
        ["a superseded offer is not said to be"] = (
            Tells((_, happened, real) => happened is CallEvent.OfferDropped { Outcome: OfferOutcome.Superseded } ? [] : real),
            "is told Offered"),
        ["a hold is told to the side that holds"] = (
            Tells((call, happened, real) => happened is CallEvent.HoldChanged ? [.. real.Select(notice => Turned(call, notice))] : real),
            "of its own doing"),
        ["a lapsed offer is told to one side"] = (
            Tells((_, happened, real) => happened is CallEvent.OfferDropped { Outcome: OfferOutcome.Expired } ? [real[0]] : real),
            "believes"),
        ["a second offer may wait"] = (
            Decides((call, command, now, real) => command is CallCommand.Offer && real is Decision.Refused { Error: CallError.OfferPending }
                ? Change(call, new CallEvent.Offered(call.LastOffer + 1, CallSide.Caller, "s", now + Limits.OfferTimeout, now)) : real),
            "out of order|bear repetition"),
        ["one may answer one's own offer"] = (
            Decides((call, command, now, real) => command is CallCommand.AnswerOffer a && call.Pending is { } offer && offer.Number == a.Number && call.SideOf(a.By) == offer.By
                ? Change(call, new CallEvent.OfferAnswered(a.Number, offer.By, a.Sdp, a.Negotiated, now)) : real),
            "out of order"),
        ["an offer that is gone may be answered"] = (
            Decides((call, command, now, real) => command is CallCommand.AnswerOffer a && call.SideOf(a.By) is { } side && real is Decision.Refused { Error: CallError.OfferNotPending }
                ? Change(call, new CallEvent.OfferAnswered(a.Number, side, a.Sdp, a.Negotiated, now)) : real),
            "out of order"),
        ["the polite side may not offer"] = (
            Decides((call, command, now, real) => command is CallCommand.Offer o && call.SideOf(o.By) is CallSide.Callee ? new Decision.Refused(CallError.RoleNotAllowed) : real),
            "must be able to"),
        ["a call that is over is hung up anew"] = (
            Decides((call, command, now, real) => command is CallCommand.HangUp h && call.Phase is CallPhase.Ended && call.Includes(h.By.User)
                ? Change(call, new CallEvent.Ended(EndReason.HungUp, null, h.By.User, now)) : real),
            "leaves the end|bear repetition"),
        ["an answer after the end opens the call again"] = (
            Decides((call, command, now, real) => command is CallCommand.Answer a && call is { Phase: CallPhase.Ended, EndReason: EndReason.TimedOut } && a.By.User == call.Callee
                ? Change(call, new CallEvent.Answered(a.By, a.Sdp, a.Negotiated, now)) : real),
            "leaves the end"),
        ["time does not end the ringing"] = (
            Decides((call, command, now, real) => command is CallCommand.Expire && call.IsRinging ? new Decision.Unchanged() : real),
            "time does not look|at a first time"),
        ["time ends the ringing early"] = (
            Decides((call, command, now, real) => command is CallCommand.Expire && call.IsRinging ? Change(call, new CallEvent.Ended(EndReason.TimedOut, null, null, now)) : real),
            "time does not look"),
        ["ringing twice is news twice"] = (
            Decides((call, command, now, real) => command is CallCommand.Ring && call.IsRinging && real is Decision.Unchanged ? Change(call, new CallEvent.MessageSent(CallSide.Callee, "rings", now)) : real),
            "bear repetition"),
        ["a reject is swallowed"] = (
            Decides((call, command, now, real) => command is CallCommand.Reject { Reason: RejectReason.Forbidden } && call.IsRinging && real is Decision.Changed ? new Decision.Unchanged() : real),
            "at a first time"),
        ["a stranger may hang up"] = (
            Decides((call, command, now, real) => command is CallCommand.HangUp h && !call.Includes(h.By.User) && call.Phase is CallPhase.Connected
                ? Change(call, new CallEvent.Ended(EndReason.HungUp, null, h.By.User, now)) : real),
            "lets a stranger in"),
        ["an outcome does not follow from its events"] = (
            Decides((call, command, now, real) => real is Decision.Changed c && command is CallCommand.Hold ? c with { Next = c.Next with { HeldByCallee = true, HeldByCaller = true } } : real),
            "another outcome than its events have|believes"),
        ["an event is lost"] = (
            Decides((call, command, now, real) => real is Decision.Changed { Events.Length: 2 } c ? c with { Events = c.Events[1..] } : real),
            "loses count"),
        ["a decision is a throw of the dice"] = (
            Decides((call, command, now, real) => real is Decision.Changed { Events: [CallEvent.DeviceRang rang] } && Interlocked.Increment(ref _throws) % 2 == 0 ? new Decision.Unchanged() : real),
            "in two ways"),
        ["a callee's candidates are given out before its answer"] = (
            Routes((call, by, real) => real is CandidateDecision.Hold hold ? new CandidateDecision.Deliver(hold.Offer, call.Caller.User, DeviceFilter.Only(call.Caller.Device)) : real),
            "go astray"),
        ["a callee's candidates reach all of the caller's devices"] = (
            Routes((call, by, real) => real is CandidateDecision.Deliver d && d.To == call.Caller.User ? d with { Devices = DeviceFilter.All } : real),
            "go astray"),
        ["a caller's candidates reach a device that lost"] = (
            Routes((call, by, real) => real is CandidateDecision.Deliver d && d.To == call.Callee ? d with { Devices = DeviceFilter.All } : real),
            "go astray"),
    };

    private static int _throws;

    public static TheoryData<string> Names() => [.. Mutants.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Explore_RulesWithAFault_AreCaughtForIt(string mutant)
    {
        var (rules, caught) = Mutants[mutant];

        var outcome = new Explorer(rules).Explore();

        output.WriteLine(outcome.Fault ?? "nothing was noticed");
        Assert.NotNull(outcome.Fault);
        Assert.Contains(caught.Split('|'), fault => outcome.Fault.Split('\n')[0].Contains(fault, StringComparison.Ordinal));
    }

    private static Rules Decides(Func<Call, CallCommand, DateTimeOffset, Decision, Decision> change) =>
        new() { Deciding = (call, command, now, limits) => change(call, command, now, CallRules.Decide(call, command, now, limits)) };

    private static Rules Tells(Func<Call, CallEvent, ImmutableArray<Notice>, ImmutableArray<Notice>> change) =>
        new() { Tell = (call, happened) => change(call, happened, Notices.Of(call, happened)) };

    private static Rules Routes(Func<Call, Actor, CandidateDecision, CandidateDecision> change) =>
        new() { Route = (call, by, offer) => change(call, by, CandidateRules.Decide(call, by, offer)) };

    private static Decision Change(Call call, CallEvent happened) => new Decision.Changed(CallRules.Evolve(call, happened), [happened]);

    private static Notice Turned(Call call, Notice notice) => notice.To == call.Callee
        ? notice with { To = call.Caller.User, Devices = DeviceFilter.Only(call.Caller.Device) }
        : notice with { To = call.Callee, Devices = DeviceFilter.Only(call.CalleeDevice!.Value) };
}
