using Signaling.Domain.Calls;
using Signaling.Domain.Identity;
using static Signaling.Domain.Calls.CallPhase;

namespace Signaling.Domain.Tests.Calls.Exploration;

/// <summary>One move in one world: what comes of it, and the faults that show on the way.</summary>
internal sealed class Step(World before, Moves.Move move, Rules rules)
{
    /// <summary>The first fault that showed; null when all is well.</summary>
    public string? Fault { get; private set; }

    /// <summary>The world after the move; the same one when nothing changed.</summary>
    public World Take()
    {
        if (move.Command is not { } command) return move.Vanishes ? before.With(move.Device, before.Views[move.Device] with { Gone = true }) : Attach();

        var decision = rules.Decide(before.Call, command, move.At);
        Expect(decision is Decision.Refused || IsSame(decision, rules.Decide(before.Call, command, move.At)), "decides the same thing in two ways");
        if (move.Device >= 0 && !Concerns(World.Devices[move.Device])) Expect(decision is Decision.Refused { Error: CallError.CallNotFound } || IsSoAlready(command), "lets a stranger in");

        switch (decision)
        {
            case Decision.Unchanged: Expect(IsSoAlready(command), "says that nothing changes at a first time"); return before;
            case Decision.Changed changed when rules.Condition(before.Call, changed.Events) is { } condition && IsThere(condition.Device) != condition.Attached: return before; // the store sees it
            case Decision.Changed changed: return Change(command, changed);
            default: return before;
        }
    }

    /// <summary>The world once the invitation is told.</summary>
    public World Begin()
    {
        var call = before.Call;
        var invited = new CallEvent.Invited(call.Id, call.Tenant, call.Caller, call.Callee, "s", call.Media, call.RingUntil, call.CreatedAt);
        return rules.Tell(call, invited).Aggregate(before, (world, notice) => Hear(world, notice, call, invited));
    }

    private bool Concerns(Actor actor) => before.Call.Includes(actor.User);

    // A device that comes while its user is called is told at once; one that comes later has nothing to be told.
    private World Attach()
    {
        if (before.Views[move.Device].Attached) return before.With(move.Device, before.Views[move.Device] with { Gone = false });
        var isCalled = before.Call.IsRinging && World.Devices[move.Device].User == before.Call.Callee;
        return before.With(move.Device, new DeviceView(true, isCalled ? Stage.Called : Stage.Unaware));
    }

    private World Change(CallCommand command, Decision.Changed changed)
    {
        var (was, now) = (before.Call, changed.Next);
        Expect(was.Phase is not Ended, "leaves the end");
        Expect(!changed.Events.IsEmpty, "changes without an event");
        Expect(now.Phase is Ended or Connected || was.Phase is not Connected, "goes back to ringing");
        Expect(was.CalleeDevice is null || (was.CalleeDevice == now.CalleeDevice && was.Callee == now.Callee), "takes the call from its winner");
        Expect(now.Caller == was.Caller && now.Id == was.Id && now.LastOffer >= was.LastOffer && now.Events == was.Events + changed.Events.Length, "loses count");
        Expect(IsHarmlessTwice(command, rules.Decide(now, command, move.At)), "does not bear repetition");

        var world = move.Device < 0 ? before : before.With(move.Device, before.Views[move.Device].Achieve(command, now));
        var call = was;
        foreach (var happened in changed.Events)
        {
            world = Note(world, call, happened);
            if (!IsInOrder(call, happened)) Fault ??= $"lets {happened} happen out of order";
            foreach (var notice in rules.Tell(call, happened)) world = Hear(world, notice, call, happened);
            call = CallRules.Evolve(call, happened);
        }

        Expect(CallText.Of(call) == CallText.Of(now), "says another outcome than its events have");
        world = world with { Call = now };
        return changed.Events.Any(happened => happened is CallEvent.Redirected) ? world.Inviting() : world;
    }

    private bool IsThere(Actor device) => before.Views[World.Devices.IndexOf(device)] is { Attached: true, Gone: false };

    // What the call takes note of must be so, and whoever is given up has had its time.
    private World Note(World world, Call call, CallEvent happened)
    {
        if (happened is CallEvent.Ended { Reason: EndReason.PeerLost } end)
        {
            var side = end.By == call.Caller.User ? CallSide.Caller : CallSide.Callee;
            var presence = call.PresenceOn(side);
            Expect(!IsThere(call.DeviceOn(side)!.Value), "gives up a device that is there");
            Expect(move.At >= presence.Since + (presence.Reach is Reach.Away ? rules.Limits.Grace : rules.Limits.InactiveAfter), "gives up a device too early");
            Expect(move.Command is CallCommand.Expire expire && !(move.At < expire.StoreBackAt + rules.Limits.Grace), "gives up a device that could not come back");
        }

        if (happened is not (CallEvent.DeviceLost or CallEvent.DeviceReturned)) return world;

        var device = World.Devices.IndexOf(call.DeviceOn(happened is CallEvent.DeviceLost lost ? lost.Side : ((CallEvent.DeviceReturned)happened).Side)!.Value);
        var isLost = happened is CallEvent.DeviceLost;
        Expect(IsThere(World.Devices[device]) != isLost, isLost ? "misses a device that is there" : "sees a device that is gone");
        return world.With(device, world.Views[device] with { Missed = isLost });
    }

    private World Hear(World world, Notice notice, Call call, CallEvent happened)
    {
        if (!call.Includes(notice.To) && !(happened is CallEvent.Redirected to && to.To == notice.To)) Fault ??= $"addresses {notice.To}, who is not in the call";
        for (var i = 0; i < World.Devices.Length; i++)
        {
            if (!world.Views[i].Attached || World.Devices[i].User != notice.To || !notice.Devices.Admits(World.Devices[i].Device)) continue;

            if (i == move.Device && notice.Data is not NoticeData.Ended) Fault ??= $"tells {World.Devices[i]} of its own doing";
            var (next, fault) = world.Views[i].Hear(notice.Data);
            if (fault is not null) Fault ??= $"{World.Devices[i]} {fault}";
            world = world.With(i, next);
        }

        return world;
    }

    // RFC 3264 §4: no second offer while one waits, no answer to one that does not, none to one's own.
    private static bool IsInOrder(Call call, CallEvent happened) => happened switch
    {
        CallEvent.Offered e       => call.Phase is Connected && call.Pending is null && e.Number == call.LastOffer + 1,
        CallEvent.OfferAnswered e => call.Pending is { } offer && offer.Number == e.Number && offer.By != e.By,
        CallEvent.OfferDropped e  => call.Pending is { } offer && offer.Number == e.Number && offer.By == e.OfferedBy,
        _                         => call.Phase is not Ended,
    };

    private static bool IsHarmlessTwice(CallCommand command, Decision second) => command switch
    {
        CallCommand.SendMessage                                                                  => second is Decision.Changed, // another message
        CallCommand.Offer or CallCommand.Hold { Sdp: not null } or CallCommand.Resume { Sdp: not null } => second is Decision.Refused { Error: CallError.OfferPending },
        CallCommand.Expire                                                                       => true, // each time something else lapses
        _                                                                                        => second is Decision.Unchanged,
    };

    // Judged by what the device itself was told and has achieved.
    private bool IsSoAlready(CallCommand command)
    {
        var view = move.Device < 0 ? default : before.Views[move.Device];
        return command switch
        {
            CallCommand.Ring            => view.Stage is Stage.Ringing or Stage.InCall,
            CallCommand.Answer          => view.Stage is Stage.InCall,
            CallCommand.Reject          => view.Stage is Stage.Rejected || (before.Call.Phase is Ended && World.Devices[move.Device].User == before.Call.Callee),
            CallCommand.HangUp          => view.Stage is Stage.Rejected || (before.Call.Phase is Ended && Concerns(World.Devices[move.Device])),
            CallCommand.Redirect        => before.Call.RedirectedFrom.Contains(World.Devices[move.Device].User),
            CallCommand.Hold hold       => view is { Stage: Stage.InCall, IHold: true } && hold.Sdp is null,
            CallCommand.Resume resume   => view is { Stage: Stage.InCall, IHold: false } && resume.Sdp is null,
            CallCommand.AnswerOffer a   => view.Stage is Stage.InCall && view.Agreed == a.Number && !view.AgreedIsMine,
            CallCommand.RejectOffer r   => view.Stage is Stage.InCall && view.Dropped == r.Number,
            CallCommand.Lose            => view.Missed || !IsInCall(view),
            CallCommand.Return          => !view.Missed,
            CallCommand.Touch           => true, // how often is in Checks
            CallCommand.Expire          => before.Call.NextDeadline(rules.Limits) is not { } due || move.At < due,
            _                           => false,
        };
    }

    private static bool IsInCall(DeviceView view) => view.Stage is Stage.Calling or Stage.InCall;

    private void Expect(bool holds, string fault)
    {
        if (!holds) Fault ??= fault;
    }

    private static bool IsSame(Decision one, Decision other) => (one, other) is (Decision.Changed a, Decision.Changed b)
        ? a.Events.SequenceEqual(b.Events) && CallText.Of(a.Next) == CallText.Of(b.Next)
        : one == other;
}
