using System.Collections.Immutable;
using Signaling.Domain.Calls;
using Signaling.Domain.Identity;
using Signaling.Domain.Sdp;
using Xunit;

namespace Signaling.Domain.Tests.Calls;

/// <summary>One call in each situation that the tables of these tests speak of. Ann calls Ben; Cid is not in the call, and may be sent it.</summary>
internal static class SampleCalls
{
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly CallLimits Limits = CallLimits.Default with { Grace = TimeSpan.FromSeconds(20) }; // no two times are alike
    public static readonly UserId Ann = new("ann"), Ben = new("ben"), Cid = new("cid"), Dee = new("dee");
    public static readonly Actor AnnPhone = new(Ann, new("phone")), AnnTablet = new(Ann, new("tablet"));
    public static readonly Actor BenPhone = new(Ben, new("phone")), BenTablet = new(Ben, new("tablet")), BenDesk = new(Ben, new("desk"));
    public static readonly Actor CidPhone = new(Cid, new("phone"));
    public static readonly ImmutableArray<NegotiatedMedia> Audio = [new("audio", "sendrecv", ["opus"], "UDP/TLS/RTP/SAVPF")];

    /// <summary>Just placed; three devices of Ben were attached, and the one on the desk has rejected as busy.</summary>
    public static readonly Call Inviting = After(Placed(BenPhone, BenTablet, BenDesk), new CallCommand.Reject(BenDesk, RejectReason.Busy));

    /// <summary>Ben's phone rings.</summary>
    public static readonly Call Ringing = After(Inviting, new CallCommand.Ring(BenPhone));

    /// <summary>Ben's phone has answered.</summary>
    public static readonly Call Connected = After(Ringing, new CallCommand.Answer(BenPhone, "answer", Audio));

    /// <summary>Ann's offer 2 waits.</summary>
    public static readonly Call CallerOffers = After(Connected, new CallCommand.Offer(AnnPhone, "offer"));

    /// <summary>Ben's offer 2 waits.</summary>
    public static readonly Call CalleeOffers = After(Connected, new CallCommand.Offer(BenPhone, "offer"));

    /// <summary>Ann has hung up.</summary>
    public static readonly Call Ended = After(Connected, new CallCommand.HangUp(AnnPhone));

    /// <summary>A call of Ann's to Ben, these devices of his being attached.</summary>
    public static Call Placed(params Actor[] attached)
    {
        var decision = CallRules.Invite(new("local_c1"), new("t1"), AnnPhone, Ben, "offer", MediaNeeds.None, Now, Limits);
        return Assert.IsType<Decision.Changed>(decision).Next with { Invited = [.. attached.Select(actor => actor.Device)] };
    }

    /// <summary>The call after these commands, each of which must change it.</summary>
    public static Call After(Call call, params CallCommand[] commands) =>
        commands.Aggregate(call, (current, command) => Assert.IsType<Decision.Changed>(Decide(current, command)).Next);

    public static Decision Decide(Call call, CallCommand command, DateTimeOffset? now = null) => CallRules.Decide(call, command, now ?? Now, Limits);

    /// <summary>The decision in a word: the events that happen, <c>Unchanged</c>, or the name of the error.</summary>
    public static string Describe(Decision decision) => decision switch
    {
        Decision.Changed changed => string.Join('+', changed.Events.Select(happened => happened switch
        {
            CallEvent.OfferDropped e => e.Outcome.ToString(),
            CallEvent.HoldChanged e  => e.Held ? "Held" : "Resumed",
            CallEvent.Ended e        => e.Reason.ToString(),
            _                        => happened.GetType().Name,
        })),
        Decision.Refused refused => refused.Error.ToString(),
        _                        => "Unchanged",
    };
}
