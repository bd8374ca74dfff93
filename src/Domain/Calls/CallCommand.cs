using System.Collections.Immutable;
using Signaling.Domain.Identity;
using Signaling.Domain.Sdp;

namespace Signaling.Domain.Calls;

/// <summary>Something that someone, or time, wants of a call. Descriptions in it have passed the rules of <c>Domain/Sdp</c>.</summary>
public abstract record CallCommand
{
    private CallCommand() { }

    /// <summary>A device of the callee alerts its user.</summary>
    public sealed record Ring(Actor By) : CallCommand;

    /// <summary>A device of the callee takes the call.</summary>
    public sealed record Answer(Actor By, string Sdp, ImmutableArray<NegotiatedMedia> Negotiated) : CallCommand;

    /// <summary>A device of the callee will not take the call.</summary>
    public sealed record Reject(Actor By, RejectReason Reason) : CallCommand;

    /// <summary>A participant ends the call: the caller of a ringing call cancels, a callee declines.</summary>
    public sealed record HangUp(Actor By) : CallCommand;

    /// <summary>The callee sends a ringing call on to someone else.</summary>
    public sealed record Redirect(Actor By, UserId To) : CallCommand;

    /// <summary>A participant puts the other on hold, with a new offer or without.</summary>
    public sealed record Hold(Actor By, string? Sdp) : CallCommand;

    /// <summary>A participant takes the other off hold, with a new offer or without.</summary>
    public sealed record Resume(Actor By, string? Sdp) : CallCommand;

    /// <summary>A participant offers a changed session: other media, or an ICE restart (RFC 9429 §5).</summary>
    public sealed record Offer(Actor By, string Sdp) : CallCommand;

    /// <summary>A participant answers the other's offer.</summary>
    public sealed record AnswerOffer(Actor By, int Number, string Sdp, ImmutableArray<NegotiatedMedia> Negotiated) : CallCommand;

    /// <summary>A participant refuses the other's offer, or withdraws its own.</summary>
    public sealed record RejectOffer(Actor By, int Number) : CallCommand;

    /// <summary>A participant says something in writing (CALL-FLOWS #14, #17).</summary>
    public sealed record SendMessage(Actor By, string Text) : CallCommand;

    /// <summary>A device is attached to no edge any more.</summary>
    public sealed record Lose(Actor By) : CallCommand;

    /// <summary>A device is attached to an edge.</summary>
    public sealed record Return(Actor By) : CallCommand;

    /// <summary>A device has done something, be it to look at the call.</summary>
    public sealed record Touch(Actor By) : CallCommand;

    /// <summary>Time has passed: whatever is due lapses.</summary>
    /// <param name="StoreBackAt">When the store could be reached again after it was away last; null when it never was. Whoever could not
    /// come back meanwhile is waited for from then on.</param>
    /// <param name="RelayCame">Whether a device of the call has given a relayed candidate. What has been given is not part of the call.</param>
    public sealed record Expire(DateTimeOffset? StoreBackAt = null, bool RelayCame = false) : CallCommand;
}
