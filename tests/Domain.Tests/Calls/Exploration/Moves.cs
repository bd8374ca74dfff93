using Signaling.Domain.Calls;
using Signaling.Domain.Identity;
using static Signaling.Domain.Tests.Calls.SampleCalls;

namespace Signaling.Domain.Tests.Calls.Exploration;

/// <summary>All that can happen next: each device tries each command, time comes by, a device attaches.</summary>
internal static class Moves
{
    /// <summary>One thing that someone tries, or that time does; a command of null is the attaching of <paramref name="Device"/>.</summary>
    /// <param name="Device">The device's place in <see cref="World.Devices"/>; -1 for time.</param>
    internal readonly record struct Move(int Device, CallCommand? Command, DateTimeOffset At)
    {
        public override string ToString() => Device < 0 ? "time" : $"{World.Devices[Device]} {Command?.ToString() ?? "attaches"}";
    }

    private static readonly RejectReason[] Reasons = Enum.GetValues<RejectReason>();
    private static readonly UserId[] Targets = [Ann, Ben, Cid, Dee];

    public static IEnumerable<Move> From(World world)
    {
        var call = world.Call;
        var offers = Offers(call);
        for (var device = 0; device < World.Devices.Length; device++)
        {
            if (!world.Views[device].Attached) yield return new Move(device, null, Now);
            foreach (var command in Of(World.Devices[device], offers)) yield return new Move(device, command, Now);
        }

        foreach (var at in Instants(call)) yield return new Move(-1, new CallCommand.Expire(), at);
    }

    /// <summary>Moments that differ: before anything is due, when the next thing is, and when the longest call is over.</summary>
    private static IEnumerable<DateTimeOffset> Instants(Call call) =>
        [Now, call.NextDeadline(Limits) ?? Now.AddDays(2), (call.AnsweredAt ?? call.RingUntil) + Limits.MaxDuration];

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
