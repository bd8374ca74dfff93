using System.Collections.Immutable;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Domain.Network.Policies;
using Signaling.Domain.Quality;
using Signaling.Domain.Sdp;

namespace Signaling.Domain.Calls;

/// <summary>What one user is told of an event, and on which devices.</summary>
public sealed record Notice(UserId To, DeviceFilter Devices, NoticeData Data);

/// <summary>What is told: one record a type of event that clients see.</summary>
public abstract record NoticeData(string Type)
{
    /// <summary>Someone calls.</summary>
    /// <param name="RedirectedBy">Who sent the call on to the one who is told; null when it came straight.</param>
    public sealed record Incoming(Actor From, UserId To, MediaNeeds Media, UserId? RedirectedBy) : NoticeData("call.incoming");

    /// <summary>A device of the callee rings.</summary>
    public sealed record Rang(Actor By) : NoticeData("call.ringing");

    /// <summary>The callee answered.</summary>
    public sealed record Answered(Actor By, ImmutableArray<NegotiatedMedia> Negotiated) : NoticeData("call.answered");

    /// <summary>The other side offers a changed session.</summary>
    public sealed record Offered(int Number, UserId By) : NoticeData("call.offered");

    /// <summary>An offer has come to its end, well or not.</summary>
    public sealed record Renegotiated(int Number, OfferOutcome Outcome, UserId? By, ImmutableArray<NegotiatedMedia>? Negotiated) : NoticeData("call.renegotiated");

    /// <summary>The other side put the call on hold.</summary>
    public sealed record Held(UserId By) : NoticeData("call.held");

    /// <summary>The other side took the call off hold.</summary>
    public sealed record Resumed(UserId By) : NoticeData("call.resumed");

    /// <summary>The other side's device has vanished and may come back, or has come back.</summary>
    public sealed record PeerReconnecting(UserId By, bool IsBack) : NoticeData("call.peerReconnecting");

    /// <summary>The other side wrote something.</summary>
    public sealed record Message(UserId From, string Text) : NoticeData("call.message");

    /// <summary>The callee sent the call on; it rings there now.</summary>
    public sealed record Transferring(UserId By, UserId To) : NoticeData("call.transferring");

    /// <summary>A device's media have taken another path, or none works.</summary>
    /// <param name="By">The device.</param>
    /// <param name="State">How its connection stands.</param>
    /// <param name="Path">The path; null while none works.</param>
    /// <param name="Flows">The flows that it is, by their numbers; empty where its place is not known.</param>
    /// <param name="AsExpected">Whether the network's description led to expect it; null when that cannot be told.</param>
    /// <param name="Summary">The path and the reason for it in one sentence, made for who is told.</param>
    public sealed record MediaPath(Actor By, ConnectivityState State, Quality.MediaPath? Path, ImmutableArray<string> Flows, bool? AsExpected, string Summary) : NoticeData("call.mediaPath");

    /// <summary>Candidates of the other side that policies had a hand in.</summary>
    public sealed record Candidates(Actor From, int Offer, ImmutableArray<SentCandidate> Sent, bool Complete) : NoticeData("call.candidates");

    /// <summary>The call is over, for the device that is told at least.</summary>
    public sealed record Ended(EndReason Reason, RejectReason? Rejection, UserId? By) : NoticeData("call.ended");
}
