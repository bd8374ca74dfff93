using System.Collections.Immutable;
using Signaling.Domain.Identity;
using static Signaling.Domain.Calls.CallPhase;

namespace Signaling.Domain.Calls;

/// <summary>What a call becomes when someone acts on it. The table in docs/call-lifecycle.md, as code.</summary>
/// <remarks>Pure: no clock, no I/O; a refusal is a value, never an exception. A device that repeats what it has already
/// achieved changes nothing and is not refused.</remarks>
public static partial class CallRules
{
    /// <summary>A new call, or why there can be none.</summary>
    /// <param name="now">Store time.</param>
    public static Decision Invite(CallId id, TenantId tenant, Actor by, UserId to, string sdp, MediaNeeds media, DateTimeOffset now, CallLimits limits)
    {
        if (by.User == to) return Refuse(CallError.CannotCallYourself);

        var invited = new CallEvent.Invited(id, tenant, by, to, sdp, media, now + limits.RingTimeout, now);
        return new Decision.Changed(Begin(invited), [invited]);
    }

    /// <summary>What <paramref name="command"/> does to <paramref name="call"/>.</summary>
    /// <param name="now">Store time.</param>
    public static Decision Decide(Call call, CallCommand command, DateTimeOffset now, CallLimits limits) => (command, call.Phase) switch
    {
        (CallCommand.Redirect c, _) when WasRedirectedBy(call, c) => Unchanged,
        (CallCommand.Expire c, _)                            => Lapse(call, c, now, limits),
        (CallCommand.Lose c, _)                              => Lose(call, c.By, now),
        (CallCommand.Return c, _)                            => Return(call, c.By, now),
        (CallCommand.Touch c, _)                             => Touch(call, c.By, now, limits),
        (_, _) when !call.Includes(ActorOf(command).User)    => Refuse(CallError.CallNotFound),

        (CallCommand.HangUp, Ended)                          => Unchanged,
        (CallCommand.Reject c, Ended) when c.By.User == call.Callee => Unchanged,
        (_, Ended)                                           => Refuse(CallError.CallEnded),

        (CallCommand.Ring c, _)                              => Callee(call, c.By) ?? Ring(call, c, now, limits),
        (CallCommand.Answer c, _)                            => Callee(call, c.By) ?? Answer(call, c, now),
        (CallCommand.Reject c, _)                            => Callee(call, c.By) ?? Reject(call, c.By, c.Reason, now, limits),
        (CallCommand.Redirect c, _)                          => Callee(call, c.By) ?? Redirect(call, c, now, limits),

        (CallCommand.HangUp c, Connected)                    => HangUp(call, c.By, now),
        (CallCommand.HangUp c, _) when c.By.User == call.Caller.User => End(call, EndReason.Cancelled, c.By.User, now),
        (CallCommand.HangUp c, _)                            => Reject(call, c.By, RejectReason.Declined, now, limits),

        (_, Inviting or Ringing)                             => Refuse(CallError.CallNotAnswered),
        _                                                    => Renegotiate(call, command, now, limits),
    };

    /// <summary>The call after <paramref name="happened"/>.</summary>
    public static Call Evolve(Call call, CallEvent happened) => Apply(call, happened) with { Events = call.Events + 1, Passage = call.Passage.After(call, happened) };

    /// <summary>The change that events make of which the rules have nothing to say, as those of a network's policies.</summary>
    public static Decision.Changed After(Call call, ImmutableArray<CallEvent> events) => new(events.Aggregate(call, Evolve), events);

    // Who is not the callee has another part; who is the callee on a device that lost the race is told so.
    private static Decision.Refused? Callee(Call call, Actor by) =>
        by.User != call.Callee                                              ? Refuse(CallError.RoleNotAllowed) :
        call.Phase is Connected && by.Device != call.CalleeDevice           ? Refuse(CallError.AnsweredElsewhere) :
        null;

    private static Decision Ring(Call call, CallCommand.Ring c, DateTimeOffset now, CallLimits limits) =>
        call.Phase is Connected                      ? Unchanged : // the winner's word that it rings was overtaken by its answer
        call.HasRejected(c.By.Device)                ? Refuse(CallError.AlreadyRejected) :
        call.Devices.ContainsKey(c.By.Device)        ? Unchanged :
        call.Devices.Count >= limits.MaxDevices      ? Refuse(CallError.TooManyDevices) :
        Change(call, new CallEvent.DeviceRang(c.By.Device, now));

    private static Decision Answer(Call call, CallCommand.Answer c, DateTimeOffset now) =>
        call.Phase is Connected              ? Unchanged : // the winner may repeat itself
        call.HasRejected(c.By.Device)        ? Refuse(CallError.AlreadyRejected) :
        Change(call, new CallEvent.Answered(c.By, c.Sdp, c.Negotiated, now));

    private static Decision Reject(Call call, Actor by, RejectReason reason, DateTimeOffset now, CallLimits limits)
    {
        if (call.Phase is Connected) return Refuse(CallError.CallAlreadyAnswered);
        if (call.HasRejected(by.Device)) return Unchanged;
        if (call.Devices.Count >= limits.MaxDevices && !call.Devices.ContainsKey(by.Device)) return Refuse(CallError.TooManyDevices);

        var rejected = new CallEvent.DeviceRejected(by.Device, reason, now);
        var after = Evolve(call, rejected);
        return MayStillAnswer(after)
            ? Change(call, rejected)
            : Change(call, rejected, new CallEvent.Ended(EndReason.Rejected, Verdict(after), by.User, now));
    }

    private static Decision Redirect(Call call, CallCommand.Redirect c, DateTimeOffset now, CallLimits limits) =>
        call.Phase is Connected                                                               ? Refuse(CallError.CallAlreadyAnswered) :
        call.HasRejected(c.By.Device)                                                         ? Refuse(CallError.AlreadyRejected) :
        c.To == call.Callee || c.To == call.Caller.User || call.RedirectedFrom.Contains(c.To) ? Refuse(CallError.RedirectLoop) :
        call.RedirectedFrom.Length >= limits.MaxRedirects                                     ? Refuse(CallError.TooManyRedirects) :
        Change(call, new CallEvent.Redirected(c.By, c.To, now + limits.RingTimeout, now));

    private static Decision HangUp(Call call, Actor by, DateTimeOffset now) =>
        by.User == call.Callee && by.Device != call.CalleeDevice
            ? Refuse(CallError.AnsweredElsewhere) // else a device that lost the race would end the winner's call
            : End(call, EndReason.HungUp, by.User, now);

    // Only this lets time decide: an answer that comes a moment late, before its lapse is committed, still wins.
    private static Decision Lapse(Call call, CallCommand.Expire c, DateTimeOffset now, CallLimits limits) => call.Phase switch
    {
        Ended                                                              => Unchanged,
        Connected when now >= call.AnsweredAt + limits.MaxDuration         => End(call, EndReason.DurationExceeded, null, now),
        Connected when now >= call.Passage.RelayUntil                      => LapseRelay(call, c, now, limits),
        Connected when call.Pending is { } offer && now >= offer.Until     => Change(call, Dropped(offer, OfferOutcome.Expired, now)),
        Inviting or Ringing when now >= call.RingUntil                     => End(call, EndReason.TimedOut, null, now),
        _                                                                  => LapsePresence(call, c.StoreBackAt, now, limits),
    };

    // While the store was away nobody could give a candidate.
    private static Decision LapseRelay(Call call, CallCommand.Expire c, DateTimeOffset now, CallLimits limits) =>
        c.RelayCame                                                        ? Change(call, new CallEvent.RelayFound(now)) :
        c.StoreBackAt + limits.RelayTimeout is { } waited && now < waited  ? Change(call, new CallEvent.RelayAwaited(waited, now)) :
        End(call, EndReason.NoRelay, null, now);

    private static Decision End(Call call, EndReason reason, UserId? by, DateTimeOffset now) =>
        Change(call, new CallEvent.Ended(reason, null, by, now));

    private static bool MayStillAnswer(Call call) =>
        call.Devices.Values.Any(standing => standing.Rejected is null) || call.Invited.Any(device => !call.Devices.ContainsKey(device));

    // A person's word weighs more than a device's: one "declined" among "busy" ones is what the caller should hear.
    private static RejectReason Verdict(Call call)
    {
        var reasons = call.Devices.Values.Select(standing => standing.Rejected).ToHashSet();
        return reasons.Contains(RejectReason.Declined) ? RejectReason.Declined
            : reasons.Contains(RejectReason.Busy) ? RejectReason.Busy : RejectReason.Forbidden;
    }

    // Who has sent the call on is in it no longer, and may yet repeat itself, wherever the call has gone from there.
    private static bool WasRedirectedBy(Call call, CallCommand.Redirect c)
    {
        var at = call.RedirectedFrom.IndexOf(c.By.User);
        return at >= 0 && c.To == (at + 1 < call.RedirectedFrom.Length ? call.RedirectedFrom[at + 1] : call.Callee);
    }

    private static Actor ActorOf(CallCommand command) => command switch
    {
        CallCommand.Ring c        => c.By,
        CallCommand.Answer c      => c.By,
        CallCommand.Reject c      => c.By,
        CallCommand.HangUp c      => c.By,
        CallCommand.Redirect c    => c.By,
        CallCommand.Hold c        => c.By,
        CallCommand.Resume c      => c.By,
        CallCommand.Offer c       => c.By,
        CallCommand.AnswerOffer c => c.By,
        CallCommand.RejectOffer c => c.By,
        CallCommand.SendMessage c => c.By,
        _                         => default, // time acts for nobody, and presence is seen to before
    };

    private static Decision.Unchanged Unchanged { get; } = new();

    private static Decision.Refused Refuse(CallError error) => new(error);

    private static Decision.Changed Change(Call call, params ImmutableArray<CallEvent> events) => new(events.Aggregate(call, Evolve), events);
}
