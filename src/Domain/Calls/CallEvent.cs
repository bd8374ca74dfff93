using System.Collections.Immutable;
using Signaling.Domain.Identity;
using Signaling.Domain.Sdp;

namespace Signaling.Domain.Calls;

/// <summary>Something that has happened to a call. <see cref="CallRules.Evolve"/> says what it changes, <see cref="Notices"/> who is told.</summary>
public abstract record CallEvent(DateTimeOffset At)
{
    public sealed record Invited(CallId Id, TenantId Tenant, Actor By, UserId To, string Sdp, MediaNeeds Media, DateTimeOffset RingUntil, DateTimeOffset At) : CallEvent(At);

    public sealed record DeviceRang(DeviceId Device, DateTimeOffset At) : CallEvent(At);

    public sealed record Answered(Actor By, string Sdp, ImmutableArray<NegotiatedMedia> Negotiated, DateTimeOffset At) : CallEvent(At);

    public sealed record DeviceRejected(DeviceId Device, RejectReason Reason, DateTimeOffset At) : CallEvent(At);

    public sealed record Redirected(Actor By, UserId To, DateTimeOffset RingUntil, DateTimeOffset At) : CallEvent(At);

    public sealed record Ended(EndReason Reason, RejectReason? Rejection, UserId? By, DateTimeOffset At) : CallEvent(At);

    public sealed record HoldChanged(CallSide By, bool Held, DateTimeOffset At) : CallEvent(At);

    public sealed record Offered(int Number, CallSide By, string Sdp, DateTimeOffset Until, DateTimeOffset At) : CallEvent(At);

    public sealed record OfferAnswered(int Number, CallSide By, string Sdp, ImmutableArray<NegotiatedMedia> Negotiated, DateTimeOffset At) : CallEvent(At);

    /// <summary>An offer came to nothing, by <paramref name="Outcome"/>.</summary>
    public sealed record OfferDropped(int Number, CallSide OfferedBy, OfferOutcome Outcome, DateTimeOffset At) : CallEvent(At);

    public sealed record MessageSent(CallSide By, string Text, DateTimeOffset At) : CallEvent(At);
}
