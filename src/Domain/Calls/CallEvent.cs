using System.Collections.Immutable;
using Signaling.Domain.Identity;
using Signaling.Domain.Network.Policies;
using Signaling.Domain.Sdp;

namespace Signaling.Domain.Calls;

/// <summary>Something that has happened to a call. <see cref="CallRules.Evolve"/> says what it changes, <see cref="Notices"/> who is told.</summary>
public abstract record CallEvent(DateTimeOffset At)
{
    /// <summary>A call was placed.</summary>
    public sealed record Invited(CallId Id, TenantId Tenant, Actor By, UserId To, string Sdp, MediaNeeds Media, DateTimeOffset RingUntil, DateTimeOffset At) : CallEvent(At);

    /// <summary>A device of the callee alerts its user.</summary>
    public sealed record DeviceRang(DeviceId Device, DateTimeOffset At) : CallEvent(At);

    /// <summary>A device of the callee took the call.</summary>
    public sealed record Answered(Actor By, string Sdp, ImmutableArray<NegotiatedMedia> Negotiated, DateTimeOffset At) : CallEvent(At);

    /// <summary>A device of the callee will not take the call.</summary>
    public sealed record DeviceRejected(DeviceId Device, RejectReason Reason, DateTimeOffset At) : CallEvent(At);

    /// <summary>The callee sent the call on; it rings anew, until <paramref name="RingUntil"/>.</summary>
    public sealed record Redirected(Actor By, UserId To, DateTimeOffset RingUntil, DateTimeOffset At) : CallEvent(At);

    /// <summary>The call is over; <paramref name="By"/> is null when time ended it, and who vanished where that did.</summary>
    public sealed record Ended(EndReason Reason, RejectReason? Rejection, UserId? By, DateTimeOffset At) : CallEvent(At);

    /// <summary>A side put the other on hold, or took it off.</summary>
    public sealed record HoldChanged(CallSide By, bool Held, DateTimeOffset At) : CallEvent(At);

    /// <summary>A side offers a changed session; the offer lapses at <paramref name="Until"/>.</summary>
    public sealed record Offered(int Number, CallSide By, string Sdp, DateTimeOffset Until, DateTimeOffset At) : CallEvent(At);

    /// <summary>A side answered the other's offer.</summary>
    public sealed record OfferAnswered(int Number, CallSide By, string Sdp, ImmutableArray<NegotiatedMedia> Negotiated, DateTimeOffset At) : CallEvent(At);

    /// <summary>An offer came to nothing, by <paramref name="Outcome"/>.</summary>
    public sealed record OfferDropped(int Number, CallSide OfferedBy, OfferOutcome Outcome, DateTimeOffset At) : CallEvent(At);

    /// <summary>A side's device has vanished; from now on its time of grace runs.</summary>
    public sealed record DeviceLost(CallSide Side, DateTimeOffset At) : CallEvent(At);

    /// <summary>A side's device is there, on whichever edge.</summary>
    public sealed record DeviceReturned(CallSide Side, DateTimeOffset At) : CallEvent(At);

    /// <summary>The time that runs against a side's device counts from <paramref name="Since"/>.</summary>
    public sealed record DeviceSeen(CallSide Side, DateTimeOffset Since, DateTimeOffset At) : CallEvent(At);

    /// <summary>A side wrote something.</summary>
    public sealed record MessageSent(CallSide By, string Text, DateTimeOffset At) : CallEvent(At);

    /// <summary>A device was found where it was not known to be.</summary>
    public sealed record Located(Actor By, DevicePlace Place, DateTimeOffset At) : CallEvent(At);

    /// <summary>Media need a relay, and neither side has one so far; without one the call ends at <paramref name="Until"/>.</summary>
    public sealed record RelayAwaited(DateTimeOffset Until, DateTimeOffset At) : CallEvent(At);

    /// <summary>One has come.</summary>
    public sealed record RelayFound(DateTimeOffset At) : CallEvent(At);

    /// <summary>Policies had a hand in candidates of a device.</summary>
    /// <param name="Given">Those that the other side gets by this.</param>
    /// <param name="Withheld">Those that wait for the answer.</param>
    /// <param name="Removed">Those that the other side never gets.</param>
    public sealed record CandidatesSorted(
        Actor From, int Offer, ImmutableArray<SentCandidate> Given, ImmutableArray<JudgedCandidate> Withheld, ImmutableArray<JudgedCandidate> Removed, DateTimeOffset At) : CallEvent(At)
    {
        /// <summary>Whether the other side is told that no more will come.</summary>
        public bool Ends { get; init; }

        /// <summary>Whether it will be told so with those that wait.</summary>
        public bool EndsLater { get; init; }

        /// <summary>Whether none of the device's candidates waits any longer.</summary>
        public bool Settles { get; init; }
    }
}
