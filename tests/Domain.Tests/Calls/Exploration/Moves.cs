using Signaling.Domain.Calls;
using Signaling.Domain.Identity;
using static Signaling.Domain.Tests.Calls.SampleCalls;

namespace Signaling.Domain.Tests.Calls.Exploration;

/// <summary>All that can happen next: each device tries each command, time comes by, a device attaches.</summary>
internal static class Moves
{
    /// <summary>One thing that someone tries, or that time does; a command of null is the attaching of <paramref name="Device"/>, or its vanishing.</summary>
    /// <param name="Device">The device's place in <see cref="World.Devices"/>; -1 for time.</param>
    internal readonly record struct Move(int Device, CallCommand? Command, DateTimeOffset At, bool Vanishes = false)
    {
        public override string ToString() => Device < 0 ? $"time: {Command} at {At:T}" : $"{World.Devices[Device]} {Command?.ToString() ?? (Vanishes ? "vanishes" : "attaches")}";
    }

    /// <summary>When a device that has no stream shows itself, and when the store came back, where presence is explored.</summary>
    private static readonly DateTimeOffset Later = Now + Limits.InactiveAfter / 2, StoreBack = Now + Limits.Grace / 2;

    /// <summary>The devices that may vanish, where presence is explored: the caller's, and two that may take the call.</summary>
    private static readonly int[] Fleeting = [0, 2, 4];

    private static readonly RejectReason[] Reasons = Enum.GetValues<RejectReason>();
    private static readonly UserId[] Targets = [Ann, Ben, Cid, Dee];

    public static IEnumerable<Move> From(World world, Rules rules) => rules.WithPresence ? WithPresence(world, rules) : WithoutPresence(world, rules);

    private static IEnumerable<Move> WithPresence(World world, Rules rules)
    {
        var call = world.Call;
        foreach (var device in Fleeting)
        {
            var view = world.Views[device];
            if (!view.Attached || view.Gone) yield return new Move(device, null, Now);
            if (view is { Attached: true, Gone: false, Stage: not Stage.Over }) yield return new Move(device, null, Now, Vanishes: true);
        }

        for (var device = 0; device < World.Devices.Length; device++)
        {
            var by = World.Devices[device];
            CallCommand[] commands =
            [
                new CallCommand.Lose(by), new CallCommand.Return(by), new CallCommand.Ring(by), new CallCommand.Answer(by, "s", Audio), new CallCommand.Reject(by, RejectReason.Declined),
                new CallCommand.HangUp(by), new CallCommand.Redirect(by, Cid), new CallCommand.SendMessage(by, "m"), new CallCommand.Offer(by, "s"),
                new CallCommand.RejectOffer(by, call.LastOffer),
            ];
            foreach (var command in commands) yield return new Move(device, command, Now);
            yield return new Move(device, new CallCommand.Touch(by), Later);
        }

        foreach (var at in Instants(call, rules.Limits))
        {
            yield return new Move(-1, new CallCommand.Expire(), at);
            yield return new Move(-1, new CallCommand.Expire(StoreBack), at);
        }
    }

    private static IEnumerable<Move> WithoutPresence(World world, Rules rules)
    {
        var call = world.Call;
        var offers = Offers(call);
        for (var device = 0; device < World.Devices.Length; device++)
        {
            if (!world.Views[device].Attached) yield return new Move(device, null, Now);
            foreach (var command in Of(World.Devices[device], offers)) yield return new Move(device, command, Now);
        }

        foreach (var at in Instants(call, rules.Limits)) yield return new Move(-1, new CallCommand.Expire(), at);
    }

    /// <summary>Moments that differ: before anything is due, when the next thing is, and when the longest call is over.</summary>
    private static IEnumerable<DateTimeOffset> Instants(Call call, CallLimits limits) =>
        [Now, call.NextDeadline(limits) ?? Now.AddDays(2), (call.AnsweredAt ?? call.RingUntil) + limits.MaxDuration];

    private static IEnumerable<CallCommand> Of(Actor by, int[] offers)
    {
        yield return new CallCommand.Ring(by);
        yield return new CallCommand.Answer(by, "s", Audio);
        foreach (var reason in Reasons) yield return new CallCommand.Reject(by, reason);
        yield return new CallCommand.HangUp(by);
        foreach (var to in Targets) yield return new CallCommand.Redirect(by, to);
        foreach (var sdp in new[] { null, "s" })
        {
            yield return new CallCommand.Hold(by, sdp);
            yield return new CallCommand.Resume(by, sdp);
        }

        yield return new CallCommand.Offer(by, "s");
        yield return new CallCommand.SendMessage(by, "m");
        foreach (var number in offers)
        {
            yield return new CallCommand.AnswerOffer(by, number, "s", Audio);
            yield return new CallCommand.RejectOffer(by, number);
        }
    }

    /// <summary>Every number of an offer that the call remembers, and one that never was.</summary>
    public static int[] Offers(Call call) =>
        [.. new[] { 1, call.LastOffer, call.LastOffer + 1, call.Agreed?.Number ?? 1, call.SupersededOffer, call.RejectedOffer }.Distinct()];
}
