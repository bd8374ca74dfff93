using Signaling.Domain.Calls;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using static Signaling.Domain.Tests.Calls.SampleCalls;

namespace Signaling.Domain.Tests.Calls.Exploration;

/// <summary>What must hold in every world that can be reached.</summary>
internal static class Checks
{
    /// <summary>The faults of a world: who believes what is not so, who waits for ever, who may not do what it must be able to.</summary>
    public static IEnumerable<string> Of(World world, Rules rules)
    {
        var call = world.Call;
        for (var i = 0; i < World.Devices.Length; i++)
            if (!Believes(call, World.Devices[i], world.Views[i])) yield return $"{World.Devices[i]} believes {world.Views[i]} and it is not so";

        if (World.Devices.Where((actor, i) => actor.User != Ann && world.Views[i].Stage is Stage.InCall).Skip(1).Any()) yield return "two devices have won";

        if (call.Phase is CallPhase.Ended ? call.NextDeadline(rules.Limits) is not null : call.NextDeadline(rules.Limits) is not { } due
            || rules.Decide(call, new CallCommand.Expire(), due) is not Decision.Changed
            || rules.Decide(call, new CallCommand.Expire(), due.AddTicks(-1)) is not Decision.Unchanged)
            yield return "time does not look at the call when it should";

        foreach (var side in Enum.GetValues<CallSide>())
        {
            if (call.Phase is CallPhase.Ended || call.DeviceOn(side) is not { } device) continue;

            var (presence, view) = (call.PresenceOn(side), world.Views[World.Devices.IndexOf(device)]);
            if (presence.Reach is Reach.Away != view.Missed) yield return $"{device} is held for {presence.Reach} and it is not so";
            if (presence.Reach is not Reach.Attached && rules.Decide(call, new CallCommand.Return(device), Now) is not Decision.Changed) yield return $"{device} cannot come back";
            if (presence.Reach is Reach.Unattached && rules.Decide(call, new CallCommand.Touch(device), presence.Since + rules.Limits.InactiveAfter / 2) is not Decision.Changed)
                yield return $"{device} cannot show that it is there";
        }

        foreach (var fault in Candidates(call, rules)) yield return fault;
        for (var i = 0; i < World.Devices.Length; i++)
            if (MustBeAble(World.Devices[i], world.Views[i], call).Any(command => rules.Decide(call, command, Now) is not Decision.Changed))
                yield return $"{World.Devices[i]} cannot do what it must be able to";
    }

    /// <summary>Whether what a device believes is the truth about its part of the call.</summary>
    private static bool Believes(Call call, Actor device, DeviceView view)
    {
        if (view.Stage is Stage.InCall) return call.Phase is CallPhase.Connected && call.SideOf(device) is { } side && view with { Gone = false, Missed = false } == Truth(call, side);
        if (call.SideOf(device) is not null && call.Phase is CallPhase.Connected) return false;

        return view.Stage switch
        {
            Stage.Unaware  => device.User != call.Callee || call.CalleeDevice is not null || call.Phase is CallPhase.Ended || (!view.Attached && !call.Devices.ContainsKey(device.Device)),
            Stage.Calling  => device == call.Caller && call.IsRinging,
            Stage.Called   => device.User == call.Callee && call.IsRinging && !call.Devices.ContainsKey(device.Device),
            Stage.Ringing  => device.User == call.Callee && call.IsRinging && call.Devices.TryGetValue(device.Device, out var standing) && standing.Rejected is null,
            Stage.Rejected => device.User == call.Callee && call.IsRinging && call.Devices.TryGetValue(device.Device, out var standing) && standing.Rejected is not null,
            _              => call.Phase is CallPhase.Ended || (call.SideOf(device) is null && (call.Phase is CallPhase.Connected || call.RedirectedFrom.Contains(device.User))),
        };
    }

    private static DeviceView Truth(Call call, CallSide side) => new(
        true, Stage.InCall, call.Pending?.Number ?? 0, call.Pending?.By == side, call.Agreed!.Number, call.Agreed.OfferedBy == side, call.RejectedOffer,
        call.IsHeldBy(side), call.IsHeldBy(CallRules.Other(side)),
        PeerAway: call.PresenceOn(CallRules.Other(side)).Reach is Reach.Away);

    private static IEnumerable<CallCommand> MustBeAble(Actor by, DeviceView view, Call call) => view switch
    {
        { Stage: Stage.Calling }                                => [new CallCommand.HangUp(by)],
        { Stage: Stage.Called or Stage.Ringing }                => [new CallCommand.Answer(by, "s", Audio), new CallCommand.HangUp(by)],
        { Stage: Stage.InCall, Pending: 0 }                     => [new CallCommand.HangUp(by), new CallCommand.SendMessage(by, "m"), new CallCommand.Offer(by, "s")],
        { Stage: Stage.InCall, PendingIsMine: true }            => [new CallCommand.HangUp(by), new CallCommand.RejectOffer(by, view.Pending)],
        { Stage: Stage.InCall }                                 => [new CallCommand.HangUp(by), new CallCommand.AnswerOffer(by, view.Pending, "s", Audio), new CallCommand.RejectOffer(by, view.Pending)],
        _                                                       => [],
    };

    private static IEnumerable<string> Candidates(Call call, Rules rules)
    {
        var callee = call.CalleeDevice is { } winner ? DeviceFilter.Only(winner) : DeviceFilter.All;
        foreach (var by in World.Devices)
        {
            foreach (int? offer in Moves.Offers(call).Select(number => (int?)number).Prepend(null))
            {
                var fits = rules.Route(call, by, offer) switch
                {
                    CandidateDecision.Deliver d when by == call.Caller => call.Phase is not CallPhase.Ended && d.To == call.Callee && d.Devices == callee,
                    CandidateDecision.Deliver d => call.Phase is CallPhase.Connected && call.SideOf(by) is CallSide.Callee && d.To == call.Caller.User && d.Devices == DeviceFilter.Only(call.Caller.Device),
                    CandidateDecision.Hold      => call.IsRinging && by.User == call.Callee && !(call.Devices.TryGetValue(by.Device, out var standing) && standing.Rejected is not null),
                    CandidateDecision.Refused r => call.Includes(by.User) ? r.Error is not CallError.CallNotFound && (offer is not null || call.Phase is CallPhase.Ended || call.SideOf(by) is null) : r.Error is CallError.CallNotFound,
                    _                           => false,
                };
                if (!fits) yield return $"candidates of {by} for {offer} go astray";
            }
        }
    }
}
