using Signaling.Domain.Calls;
using Signaling.Domain.Identity;
using Xunit;
using static Signaling.Domain.Tests.Calls.SampleCalls;

namespace Signaling.Domain.Tests.Calls;

/// <summary>Where candidates go: kept from the caller until the answer, then to the device at the other end, and to nobody else.</summary>
public sealed class CandidateRulesTests
{
    private static readonly Call Superseded = After(CalleeOffers, new CallCommand.Offer(AnnPhone, "s"));
    private static readonly Call Agreed2 = After(CallerOffers, new CallCommand.AnswerOffer(BenPhone, 2, "s", Audio));
    private static readonly Call Redirected = After(Ringing, new CallCommand.Redirect(BenPhone, Cid));

    public static readonly TheoryData<Call, Actor, int?, string> Rows = new()
    {
        { Inviting, AnnPhone, null, "offer 1 to ben" }, // a caller's addresses reach every device that rings
        { Ringing, AnnPhone, 1, "offer 1 to ben" },
        { Ringing, AnnPhone, 2, "OfferNotPending" },
        { Ringing, AnnPhone, 0, "OfferNotPending" },
        { Ringing, AnnPhone, -1, "OfferNotPending" },
        { Ringing, AnnTablet, null, "NotThisDevice" },
        { Ringing, BenPhone, null, "offer 1 held" }, // a callee's are nobody's before its answer
        { Inviting, BenTablet, 1, "offer 1 held" },
        { Ringing, BenDesk, null, "AlreadyRejected" },
        { Ringing, CidPhone, null, "CallNotFound" },
        { Connected, AnnPhone, null, "offer 1 to ben=phone" },
        { Connected, BenPhone, null, "offer 1 to ann=phone" },
        { Connected, BenTablet, null, "AnsweredElsewhere" },
        { Connected, BenDesk, null, "AnsweredElsewhere" },
        { Connected, AnnTablet, null, "NotThisDevice" },
        { Connected, CidPhone, null, "CallNotFound" },
        { CallerOffers, AnnPhone, null, "offer 2 to ben=phone" },
        { CallerOffers, BenPhone, null, "offer 2 to ann=phone" }, // the answerer's trickle, too
        { CallerOffers, BenPhone, 1, "offer 1 to ann=phone" }, // stragglers of the session that still stands
        { CallerOffers, BenPhone, 3, "OfferNotPending" },
        { Superseded, BenPhone, 2, "OfferSuperseded" },
        { Superseded, BenPhone, null, "offer 3 to ann=phone" },
        { Agreed2, BenPhone, null, "offer 2 to ann=phone" },
        { Agreed2, BenPhone, 1, "offer 1 to ann=phone" }, // late, and as good as before unless ICE restarted
        { Redirected, AnnPhone, null, "offer 1 to cid" },
        { Redirected, BenPhone, null, "CallNotFound" },
        { Redirected, CidPhone, null, "offer 1 held" },
        { Ended, AnnPhone, null, "CallEnded" },
        { Ended, BenTablet, null, "CallEnded" },
        { Ended, CidPhone, null, "CallNotFound" },
    };

    [Theory, MemberData(nameof(Rows))]
    [Trait("CallFlow", "#61")]
    public void Decide_ForEachRow_GivesIt(Call call, Actor by, int? offer, string outcome) =>
        Assert.Equal(outcome, CandidateRules.Decide(call, by, offer) switch
        {
            CandidateDecision.Deliver deliver => $"offer {deliver.Offer} to {deliver.To}{deliver.Devices}",
            CandidateDecision.Hold hold       => $"offer {hold.Offer} held",
            CandidateDecision.Refused refused => refused.Error.ToString(),
            _                                 => "?",
        });
}
