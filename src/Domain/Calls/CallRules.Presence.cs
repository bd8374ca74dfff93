using System.Collections.Immutable;
using Signaling.Domain.Identity;

namespace Signaling.Domain.Calls;

/// <summary>Devices that vanish from a call and come back to it, or do not. Whether a device is there is the store's to know:
/// <see cref="ConditionOf"/> says what it must find so in the step that writes the change.</summary>
public static partial class CallRules
{
    /// <summary>What must be true of a device for these events to happen to <paramref name="before"/>; null when nothing must.</summary>
    public static DeviceCondition? ConditionOf(Call before, ImmutableArray<CallEvent> events) =>
        events.Select(happened => RestsOn(before, happened)).FirstOrDefault(condition => condition is not null);

    private static DeviceCondition? RestsOn(Call before, CallEvent happened) => happened switch
    {
        CallEvent.DeviceLost e                                  => Condition(before, e.Side, attached: false),
        CallEvent.DeviceReturned e                              => Condition(before, e.Side, attached: true),
        CallEvent.Ended { Reason: EndReason.PeerLost } e        => Condition(before, e.By == before.Caller.User ? CallSide.Caller : CallSide.Callee, attached: false),
        _                                                       => null,
    };

    private static DeviceCondition? Condition(Call call, CallSide side, bool attached) =>
        call.DeviceOn(side) is { } device ? new DeviceCondition(device, attached) : null;

    // A device that only rings, or that lost the race, takes nothing with it.
    private static Decision Lose(Call call, Actor by, DateTimeOffset now) =>
        call.OpenSideOf(by) is { } side && call.PresenceOn(side).Reach is not Reach.Away
            ? Change(call, new CallEvent.DeviceLost(side, now))
            : Unchanged;

    private static Decision Return(Call call, Actor by, DateTimeOffset now) =>
        call.OpenSideOf(by) is { } side && call.PresenceOn(side).Reach is not Reach.Attached
            ? Change(call, new CallEvent.DeviceReturned(side, now))
            : Unchanged;

    // Only now and then is it worth a write that a device without a stream has done something.
    private static Decision Touch(Call call, Actor by, DateTimeOffset now, CallLimits limits) =>
        call.OpenSideOf(by) is { } side && call.PresenceOn(side) is { Reach: Reach.Unattached } presence && now >= presence.Since + limits.InactiveAfter / 4
            ? Change(call, new CallEvent.DeviceSeen(side, now, now))
            : Unchanged;

    // While the store was away nobody could come back: whoever is waited for has one whole time of grace from the store's return on.
    private static Decision LapsePresence(Call call, DateTimeOffset? storeBackAt, DateTimeOffset now, CallLimits limits)
    {
        foreach (var side in Sides)
        {
            if (call.DeviceOn(side) is not { } device || call.PresenceOn(side) is var presence && !(presence.Until(limits) <= now)) continue;

            return storeBackAt + limits.Grace is { } waited && now < waited
                ? Change(call, new CallEvent.DeviceSeen(side, waited - presence.Patience(limits), now))
                : End(call, EndReason.PeerLost, device.User, now);
        }

        return Unchanged;
    }

    private static readonly ImmutableArray<CallSide> Sides = [CallSide.Caller, CallSide.Callee];
}
