using Signaling.Domain.Calls;
using Xunit;
using static Signaling.Domain.Tests.Calls.SampleCalls;

namespace Signaling.Domain.Tests.Calls.Exploration;

/// <summary>The same as <see cref="MutantTests"/> for devices that vanish and come back.</summary>
public sealed class PresenceMutantTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, (Rules Rules, string Caught)> Mutants = new()
    {
        ["a device is given up whether it is there or not"] = (
            Rules.RealWithPresence with { Condition = (call, events) => events.Any(happened => happened is CallEvent.Ended) ? null : CallRules.ConditionOf(call, events) },
            "gives up a device that is there"),
        ["a device is missed whether it is there or not"] = (
            Rules.RealWithPresence with { Condition = (call, events) => events.Any(happened => happened is CallEvent.DeviceLost) ? null : CallRules.ConditionOf(call, events) },
            "misses a device that is there"),
        ["a device is seen whether it is there or not"] = (
            Rules.RealWithPresence with { Condition = (call, events) => events.Any(happened => happened is CallEvent.DeviceReturned) ? null : CallRules.ConditionOf(call, events) },
            "sees a device that is gone"),
        ["the condition is on the other side's device"] = (
            Rules.RealWithPresence with { Condition = (call, events) => CallRules.ConditionOf(call, events) is { } real && call.SideOf(real.Device) is { } side && call.DeviceOn(CallRules.Other(side)) is { } other ? real with { Device = other } : CallRules.ConditionOf(call, events) },
            "that is there|that is gone"),
        ["there is no grace"] = (
            Decides((call, command, at, limits) => CallRules.Decide(call, command, at, limits with { Grace = TimeSpan.Zero })),
            "time does not look|too early"),
        ["the grace is half of what it is"] = (
            Decides((call, command, at, limits) => CallRules.Decide(call, command, at, command is CallCommand.Expire ? limits with { Grace = limits.Grace / 2 } : limits)),
            "time does not look|too early"),
        ["an outage of the store counts like any other time"] = (
            Decides((call, command, at, limits) => CallRules.Decide(call, command is CallCommand.Expire ? new CallCommand.Expire() : command, at, limits)),
            "could not come back"),
        ["a device that is back is still given up"] = (
            Decides((call, command, at, limits) => command is CallCommand.Return ? new Decision.Unchanged() : CallRules.Decide(call, command, at, limits)),
            "cannot come back|at a first time"),
        ["a device that vanishes while it rings ends the call"] = (
            Decides((call, command, at, limits) => command is CallCommand.Lose lose && call.IsRinging && lose.By.User == call.Callee && call.Devices.ContainsKey(lose.By.Device)
                ? Change(call, new CallEvent.Ended(EndReason.PeerLost, null, call.Caller.User, at)) : CallRules.Decide(call, command, at, limits)),
            "gives up a device|at a first time"),
        ["a caller that vanishes while it rings is not missed"] = (
            Decides((call, command, at, limits) => command is CallCommand.Lose && call.IsRinging ? new Decision.Unchanged() : CallRules.Decide(call, command, at, limits)),
            "at a first time"),
        ["a device that vanishes ends the call at once"] = (
            Decides((call, command, at, limits) => command is CallCommand.Lose && CallRules.Decide(call, command, at, limits) is Decision.Changed { Events: [CallEvent.DeviceLost lost] }
                ? Change(call, new CallEvent.Ended(EndReason.PeerLost, null, call.DeviceOn(lost.Side)!.Value.User, at)) : CallRules.Decide(call, command, at, limits)),
            "too early"),
        ["vanishing twice is news twice"] = (
            Decides((call, command, at, limits) => command is CallCommand.Lose lose && call.OpenSideOf(lose.By) is { } side ? Change(call, new CallEvent.DeviceLost(side, at)) : CallRules.Decide(call, command, at, limits)),
            "bear repetition"),
        ["vanishing begins the time anew"] = (
            Decides((call, command, at, limits) => command is CallCommand.Touch touch && call.OpenSideOf(touch.By) is { } side && call.PresenceOn(side).Reach is Reach.Away
                ? Change(call, new CallEvent.DeviceSeen(side, at, at)) : CallRules.Decide(call, command, at, limits)),
            "bear repetition"),
        ["nothing that a device does shows that it is there"] = (
            Decides((call, command, at, limits) => command is CallCommand.Touch ? new Decision.Unchanged() : CallRules.Decide(call, command, at, limits)),
            "cannot show"),
        ["a call that is over misses a device"] = (
            Decides((call, command, at, limits) => command is CallCommand.Lose lose && call.Phase is CallPhase.Ended && lose.By == call.Caller
                ? Change(call, new CallEvent.DeviceLost(CallSide.Caller, at)) : CallRules.Decide(call, command, at, limits)),
            "leaves the end"),
        ["the other side is not told that a device has vanished"] = (
            Tells((happened, real) => happened is CallEvent.DeviceLost ? [] : real),
            "believes|is told PeerReconnecting"),
        ["the other side is not told that a device is back"] = (
            Tells((happened, real) => happened is CallEvent.DeviceReturned ? [] : real),
            "believes|is told PeerReconnecting"),
        ["the one that vanished is told in the other's place"] = (
            Tells((happened, real) => happened is CallEvent.DeviceLost { Side: CallSide.Callee } ? [.. real.Select(notice => notice with { To = Ben })] : real),
            "of its own doing|believes"),
    };

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

    private static Rules Decides(Func<Call, CallCommand, DateTimeOffset, CallLimits, Decision> decide) => Rules.RealWithPresence with { Deciding = decide };

    private static Rules Tells(Func<CallEvent, System.Collections.Immutable.ImmutableArray<Notice>, System.Collections.Immutable.ImmutableArray<Notice>> change) =>
        Rules.RealWithPresence with { Tell = (call, happened) => change(happened, Notices.Of(call, happened)) };

    private static Decision Change(Call call, CallEvent happened) => new Decision.Changed(CallRules.Evolve(call, happened), [happened]);
}
