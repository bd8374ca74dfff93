using Signaling.Domain.Calls;

namespace Signaling.Domain.Tests.Calls.Exploration;

/// <summary>How far a device has come with a call, by all that it was told or has achieved itself.</summary>
internal enum Stage
{
    /// <summary>It has never heard of the call.</summary>
    Unaware,

    /// <summary>It placed the call, and nobody has answered.</summary>
    Calling,

    /// <summary>It was told <c>call.incoming</c>.</summary>
    Called,

    /// <summary>It has said that it rings.</summary>
    Ringing,

    /// <summary>It has rejected, and waits to hear how the call ends.</summary>
    Rejected,

    /// <summary>It is one of the two that talk.</summary>
    InCall,

    /// <summary>It was told <c>call.ended</c>.</summary>
    Over,
}

/// <summary>What one device believes of the call: the finite summary of its inbox and of the replies it got.</summary>
/// <param name="Attached">Whether it follows its user's inbox.</param>
/// <param name="Pending">The offer that waits, 0 for none.</param>
/// <param name="PendingIsMine">Whether it made that offer.</param>
/// <param name="Agreed">The last offer answered.</param>
/// <param name="AgreedIsMine">Whether it made that one.</param>
/// <param name="Dropped">The last offer rejected or taken back.</param>
/// <param name="PeerAway">Whether the other side's device has vanished.</param>
/// <param name="Gone">Whether it has itself vanished: no belief, but how things are.</param>
/// <param name="Missed">Whether the call has taken note of that.</param>
internal readonly record struct DeviceView(
    bool Attached, Stage Stage, int Pending = 0, bool PendingIsMine = false, int Agreed = 0, bool AgreedIsMine = false, int Dropped = 0,
    bool IHold = false, bool PeerHolds = false, bool PeerAway = false, bool Gone = false, bool Missed = false)
{
    /// <summary>What it believes after it was told this; the fault if that cannot be.</summary>
    public (DeviceView Next, string? Fault) Hear(NoticeData told) => (told, Stage) switch
    {
        (_, Stage.Over)                                              => (this, $"is told {told.Type} after its end"),
        (NoticeData.Incoming, Stage.Unaware)                         => (this with { Stage = Stage.Called }, null),
        (_, Stage.Unaware)                                           => (this, $"is told {told.Type} of a call it has not heard of"),
        (NoticeData.Ended, _)                                        => (new DeviceView(Attached, Stage.Over, Gone: Gone), null),
        (NoticeData.Rang or NoticeData.Transferring, Stage.Calling)  => (this, null),
        (NoticeData.Answered, Stage.Calling)                         => (this with { Stage = Stage.InCall, Agreed = 1, AgreedIsMine = true }, null),
        (NoticeData.Message, Stage.InCall)                           => (this, null),
        (NoticeData.PeerReconnecting, Stage.Called or Stage.Ringing or Stage.Rejected) => (this, null),
        (NoticeData.PeerReconnecting { IsBack: false }, Stage.InCall) when !PeerAway => (this with { PeerAway = true }, null),
        (NoticeData.PeerReconnecting { IsBack: true }, Stage.InCall) when PeerAway => (this with { PeerAway = false }, null),
        (NoticeData.Held, Stage.InCall) when !PeerHolds              => (this with { PeerHolds = true }, null),
        (NoticeData.Resumed, Stage.InCall) when PeerHolds            => (this with { PeerHolds = false }, null),
        (NoticeData.Offered o, Stage.InCall) when Pending == 0       => (this with { Pending = o.Number, PendingIsMine = false }, null),
        (NoticeData.Renegotiated r, Stage.InCall) when Pending == r.Number && Fits(r.Outcome) => (Without(r), null),
        _                                                            => (this, $"is told {told} while {this}"),
    };

    private bool Fits(OfferOutcome outcome) => outcome switch
    {
        OfferOutcome.Expired   => true,
        OfferOutcome.Withdrawn => !PendingIsMine,
        _                      => PendingIsMine,
    };

    private DeviceView Without(NoticeData.Renegotiated r) => r.Outcome switch
    {
        OfferOutcome.Accepted                            => this with { Pending = 0, PendingIsMine = false, Agreed = r.Number, AgreedIsMine = true },
        OfferOutcome.Rejected or OfferOutcome.Withdrawn  => this with { Pending = 0, PendingIsMine = false, Dropped = r.Number },
        _                                                => this with { Pending = 0, PendingIsMine = false },
    };

    /// <summary>What it believes once its own command has changed the call.</summary>
    public DeviceView Achieve(CallCommand command, Call next) => command switch
    {
        CallCommand.Ring                                  => this with { Attached = true, Stage = Stage.Ringing },
        CallCommand.Answer                                => new DeviceView(true, Stage.InCall, Agreed: 1, PeerAway: next.CallerPresence.Reach is Reach.Away, Gone: Gone), // by the reply
        CallCommand.Reject                                => this with { Attached = true, Stage = Stage.Rejected },
        CallCommand.HangUp when Stage is Stage.Unaware or Stage.Called or Stage.Ringing && next.EndReason is null or EndReason.Rejected
                                                          => this with { Attached = true, Stage = Stage.Rejected },
        CallCommand.Redirect                              => this with { Attached = true, Stage = Stage is Stage.Unaware ? Stage.Called : Stage },
        CallCommand.Offer                                 => Offering(next),
        CallCommand.Hold hold                             => (hold.Sdp is null ? this : Offering(next)) with { IHold = true },
        CallCommand.Resume resume                         => (resume.Sdp is null ? this : Offering(next)) with { IHold = false },
        CallCommand.AnswerOffer answer                    => this with { Pending = 0, PendingIsMine = false, Agreed = answer.Number, AgreedIsMine = false },
        CallCommand.RejectOffer reject                    => this with { Pending = 0, PendingIsMine = false, Dropped = reject.Number },
        _                                                 => this,
    };

    private DeviceView Offering(Call next) => this with { Pending = next.LastOffer, PendingIsMine = true };
}
