using Signaling.Domain.Calls;
using Xunit;
using static Signaling.Domain.Tests.Calls.SampleCalls;

namespace Signaling.Domain.Tests.Calls;

/// <summary>The rules whose point is in a sequence, a moment or a bound; the plain table is in <see cref="CallRulesGridTests"/>.</summary>
public sealed class CallRulesTests
{
    [Fact]
    public void Invite_OneselfAsCallee_IsRefused() =>
        Assert.Equal(new Decision.Refused(CallError.CannotCallYourself),
            CallRules.Invite(new("local_c1"), new("t1"), AnnPhone, Ann, "offer", MediaNeeds.None, Now, Limits));

    [Fact]
    public void Invite_Anyone_RingsUntilTheTimeout()
    {
        var call = Placed();

        Assert.Equal(CallPhase.Inviting, call.Phase);
        Assert.Equal(Now + Limits.RingTimeout, call.NextDeadline(Limits));
        Assert.Equal((1, 1, 1), (call.Events, call.InvitedByEvent, call.LastOffer));
    }

    public static readonly TheoryData<string, int, string> Lapses = new()
    {
        { "ringing", -1, "Unchanged" },              // nothing is due yet
        { "ringing", 45_000, "TimedOut" },
        { "ringing", 44_999, "Unchanged" },
        { "connected", 45_000, "Unchanged" },        // answered in time
        { "connected", 86_400_000, "DurationExceeded" },
        { "offered", 29_999, "Unchanged" },
        { "offered", 30_000, "Expired" },
        { "offered", 86_400_000, "DurationExceeded" }, // the greater end takes the lesser with it
        { "ended", 86_400_000, "Unchanged" },
        { "away", 19_999, "Unchanged" },
        { "away", 20_000, "PeerLost" },
        { "caller away while it rings", 20_000, "PeerLost" },
        { "caller away while it rings", 45_000, "TimedOut" }, // what is due at once by both goes by the ringing
        { "connected", 299_999, "Unchanged" },
        { "connected", 300_000, "PeerLost" },        // never a stream, and nothing done for five minutes
        { "both there", 300_000, "Unchanged" },
        { "no relay yet", 24_999, "Unchanged" },
        { "no relay yet", 25_000, "NoRelay" },
        { "no relay yet", 86_400_000, "DurationExceeded" },
    };

    [Theory, MemberData(nameof(Lapses))]
    public void Decide_Expire_LapsesWhatIsDue(string situation, int milliseconds, string outcome)
    {
        var call = situation switch { "ringing" => Ringing, "connected" => Connected, "offered" => CalleeOffers, "ended" => Ended,
            "away" => After(Connected, new CallCommand.Lose(BenPhone)), "caller away while it rings" => After(Ringing, new CallCommand.Lose(AnnPhone)),
            "no relay yet" => CallRules.Evolve(Connected, new CallEvent.RelayAwaited(Now.AddSeconds(25), Now)),
            _ => After(Connected, new CallCommand.Return(AnnPhone), new CallCommand.Return(BenPhone)) };

        Assert.Equal(outcome, Describe(Decide(call, new CallCommand.Expire(), Now.AddMilliseconds(milliseconds))));
    }

    [Theory]
    [InlineData(-1, "PeerLost")]        // the store has never been away
    [InlineData(0, "PeerLost")]         // it came back as the device vanished: its grace was whole
    [InlineData(15, "DeviceSeen")]      // it came back late, and the device has a whole grace from then on
    public void Decide_ExpireAfterTheStoreWasAway_WaitsOneWholeGrace(int backAfterSeconds, string outcome)
    {
        var away = After(Connected, new CallCommand.Lose(BenPhone));
        var expire = new CallCommand.Expire(backAfterSeconds < 0 ? null : Now.AddSeconds(backAfterSeconds));

        var decision = Decide(away, expire, Now + Limits.Grace);

        Assert.Equal(outcome, Describe(decision));
        if (decision is not Decision.Changed { Next: { EndedAt: null } waiting }) return;
        Assert.Equal(Now.AddSeconds(backAfterSeconds) + Limits.Grace, waiting.NextDeadline(Limits));
        Assert.Equal("PeerLost", Describe(Decide(waiting, expire, Now.AddSeconds(backAfterSeconds) + Limits.Grace)));
    }

    [Fact]
    public void Decide_PeerLost_NamesWhoWasLostAndRestsOnItsBeingGone()
    {
        var away = After(Connected, new CallCommand.Lose(BenPhone));

        var end = Assert.IsType<Decision.Changed>(Decide(away, new CallCommand.Expire(), Now + Limits.Grace));

        Assert.Equal((EndReason.PeerLost, Ben), (end.Next.EndReason, end.Next.EndedBy));
        Assert.Equal(new DeviceCondition(BenPhone, Attached: false), CallRules.ConditionOf(away, end.Events));
    }

    [Fact]
    public void Decide_AnswerAfterTheTimeoutButBeforeItsLapse_Wins() =>
        Assert.Equal("Answered", Describe(Decide(Ringing, new CallCommand.Answer(BenPhone, "answer", Audio), Now.AddMinutes(5))));

    [Fact]
    public void Decide_LastDeviceThatCouldAnswerRejects_EndsTheCall()
    {
        var call = After(Placed(BenPhone, BenTablet), new CallCommand.Ring(BenPhone), new CallCommand.Reject(BenPhone, RejectReason.Busy));

        Assert.Equal("DeviceRejected+Rejected", Describe(Decide(call, new CallCommand.HangUp(BenTablet))));
    }

    [Fact]
    public void Decide_RejectWhileAnInvitedDeviceIsSilent_GoesOnRinging()
    {
        var call = After(Placed(BenPhone, BenTablet), new CallCommand.Reject(BenPhone, RejectReason.Busy));

        Assert.True(call.IsRinging);
    }

    [Fact]
    public void Decide_RejectWhileALateDeviceRings_GoesOnRinging()
    {
        var call = After(Placed(BenPhone), new CallCommand.Ring(BenTablet), new CallCommand.Reject(BenPhone, RejectReason.Busy));

        Assert.Equal("DeviceRejected+Rejected", Describe(Decide(call, new CallCommand.Reject(BenTablet, RejectReason.Busy))));
    }

    [Fact]
    public void Decide_TheOnlyDeviceToSpeakRejects_EndsACallThatReachedNobody() =>
        Assert.Equal(CallPhase.Ended, After(Placed(), new CallCommand.Reject(BenPhone, RejectReason.Busy)).Phase);

    public static readonly TheoryData<RejectReason, RejectReason, RejectReason> Verdicts = new()
    {
        { RejectReason.Busy, RejectReason.Busy, RejectReason.Busy },
        { RejectReason.Busy, RejectReason.Declined, RejectReason.Declined }, // a person's word weighs more than a device's
        { RejectReason.Declined, RejectReason.Forbidden, RejectReason.Declined },
        { RejectReason.Forbidden, RejectReason.Busy, RejectReason.Busy },
        { RejectReason.Forbidden, RejectReason.Forbidden, RejectReason.Forbidden },
    };

    [Theory, MemberData(nameof(Verdicts))]
    public void Decide_AllDevicesReject_TellsTheWeightiestReason(RejectReason first, RejectReason second, RejectReason verdict)
    {
        var call = After(Placed(BenPhone, BenTablet), new CallCommand.Reject(BenPhone, first), new CallCommand.Reject(BenTablet, second));

        Assert.Equal((EndReason.Rejected, verdict, Ben), (call.EndReason, call.Rejection, call.EndedBy));
    }

    [Fact]
    public void Decide_Redirect_StartsTheRingingAnewWithTheNextUser()
    {
        var call = After(Ringing, new CallCommand.Redirect(BenPhone, Cid));

        Assert.Equal((CallPhase.Inviting, Cid, Now + Limits.RingTimeout), (call.Phase, call.Callee, call.RingUntil));
        Assert.Empty(call.Devices);
        Assert.Empty(call.Invited);
        Assert.Equal(call.Events, call.InvitedByEvent);
        Assert.Equal("CallNotFound", Describe(Decide(call, new CallCommand.Answer(BenPhone, "answer", Audio))));
    }

    [Fact]
    public void Decide_RedirectRepeatedByWhoSentItOn_IsUnchangedEverAfter()
    {
        var repeated = new CallCommand.Redirect(BenPhone, Cid);
        var there = After(Ringing, repeated);
        var further = After(there, new CallCommand.Redirect(CidPhone, Dee));
        var over = After(further, new CallCommand.HangUp(AnnPhone));

        Assert.All([there, further, over], call => Assert.Equal("Unchanged", Describe(Decide(call, repeated))));
        Assert.Equal("CallNotFound", Describe(Decide(further, new CallCommand.Redirect(BenPhone, Dee)))); // that was Cid's doing
    }

    [Fact]
    public void SeenBy_WhoSentTheCallOn_IsOverAndSaysNothingOfWhatCameAfter()
    {
        var call = After(Ringing, new CallCommand.Redirect(BenPhone, Cid), new CallCommand.Redirect(CidPhone, Dee), new CallCommand.Answer(new(Dee, new("phone")), "s", Audio));

        var seen = call.SeenBy(Cid);

        Assert.Equal((CallPhase.Ended, EndReason.Redirected, Cid), (seen.Phase, seen.EndReason, seen.EndedBy));
        Assert.Equal((Cid, null, null, null), (seen.Callee, seen.CalleeDevice, seen.AnsweredAt, seen.Agreed));
        Assert.Equal([Ben], seen.RedirectedFrom);
        Assert.All([Ann, Dee], inIt => Assert.Same(call, call.SeenBy(inIt)));
    }

    [Fact]
    public void Decide_RedirectToWhereTheCallHasBeen_IsALoop()
    {
        var call = After(Ringing, new CallCommand.Redirect(BenPhone, Cid));

        Assert.All([Ann, Ben, Cid], to => Assert.Equal("RedirectLoop", Describe(Decide(call, new CallCommand.Redirect(CidPhone, to)))));
    }

    [Fact]
    public void Decide_RedirectBeyondTheBound_IsRefused()
    {
        var call = Placed();
        for (var i = 0; i < Limits.MaxRedirects; i++)
            call = After(call, new CallCommand.Redirect(new(call.Callee, new("phone")), new($"user{i}")));

        Assert.Equal("TooManyRedirects", Describe(Decide(call, new CallCommand.Redirect(new(call.Callee, new("phone")), Dee))));
    }

    [Fact]
    public void Decide_MoreDevicesSpeakThanAllowed_AreRefusedButMayAnswer()
    {
        var call = Placed();
        for (var i = 0; i < Limits.MaxDevices; i++) call = After(call, new CallCommand.Ring(new(Ben, new($"d{i}"))));

        Assert.Equal("TooManyDevices", Describe(Decide(call, new CallCommand.Ring(BenPhone))));
        Assert.Equal("TooManyDevices", Describe(Decide(call, new CallCommand.Reject(BenPhone, RejectReason.Busy))));
        Assert.Equal("DeviceRejected", Describe(Decide(call, new CallCommand.Reject(new(Ben, new("d7")), RejectReason.Busy))));
        Assert.Equal("Answered", Describe(Decide(call, new CallCommand.Answer(BenPhone, "answer", Audio))));
    }

    [Fact]
    public void Decide_AnswerToASupersededOffer_SaysSo()
    {
        var call = After(CalleeOffers, new CallCommand.Offer(AnnPhone, "offer"));

        Assert.Equal("OfferSuperseded", Describe(Decide(call, new CallCommand.AnswerOffer(AnnPhone, 2, "answer", Audio))));
        Assert.Equal("OfferSuperseded", Describe(Decide(call, new CallCommand.RejectOffer(BenPhone, 2))));
        Assert.Equal("OfferAnswered", Describe(Decide(call, new CallCommand.AnswerOffer(BenPhone, 3, "answer", Audio))));
    }

    [Fact]
    public void Decide_CallersOfferOverACalleesHold_KeepsTheHold()
    {
        var call = After(Connected, new CallCommand.Hold(BenPhone, "offer"), new CallCommand.Offer(AnnPhone, "offer"));

        Assert.True(call.HeldByCallee);
        Assert.Equal((3, CallSide.Caller), (call.Pending!.Number, call.Pending.By));
    }

    [Fact]
    public void Decide_HoldWithAnOfferWhileTheCallersWaits_ChangesNeither() =>
        Assert.Equal(new Decision.Refused(CallError.OfferPending), Decide(CallerOffers, new CallCommand.Hold(BenPhone, "offer")));

    [Fact]
    public void Decide_SecondHoldWithAnOffer_OffersOnly()
    {
        var call = After(Connected, new CallCommand.Hold(AnnPhone, "offer"), new CallCommand.AnswerOffer(BenPhone, 2, "answer", Audio));

        Assert.Equal("Unchanged", Describe(Decide(call, new CallCommand.Hold(AnnPhone, null))));
        Assert.Equal("Offered", Describe(Decide(call, new CallCommand.Hold(AnnPhone, "offer"))));
    }

    [Fact]
    public void Decide_OfferAnswerRepeated_IsUnchangedForItsSideOnly()
    {
        var call = After(CallerOffers, new CallCommand.AnswerOffer(BenPhone, 2, "answer", Audio));

        Assert.Equal("Unchanged", Describe(Decide(call, new CallCommand.AnswerOffer(BenPhone, 2, "answer", Audio))));
        Assert.Equal("OfferNotPending", Describe(Decide(call, new CallCommand.AnswerOffer(AnnPhone, 2, "answer", Audio))));
        Assert.Equal("OfferNotPending", Describe(Decide(call, new CallCommand.RejectOffer(BenPhone, 2)))); // too late: it is agreed
    }

    [Fact]
    public void Decide_OfferRejectedAndTakenBackAtOnce_IsUnchangedForWhoComesSecond()
    {
        var rejected = After(CallerOffers, new CallCommand.RejectOffer(BenPhone, 2));
        var withdrawn = After(CallerOffers, new CallCommand.RejectOffer(AnnPhone, 2));

        Assert.All(
            from call in new[] { rejected, withdrawn } from actor in new[] { AnnPhone, BenPhone } select Decide(call, new CallCommand.RejectOffer(actor, 2)),
            decision => Assert.Equal("Unchanged", Describe(decision)));
        Assert.Equal("OfferNotPending", Describe(Decide(rejected, new CallCommand.AnswerOffer(BenPhone, 2, "answer", Audio))));
    }

    [Fact]
    public void Decide_RejectOfALapsedOffer_IsRefused()
    {
        var call = Assert.IsType<Decision.Changed>(Decide(CallerOffers, new CallCommand.Expire(), Now.AddMinutes(1))).Next;

        Assert.Equal("OfferNotPending", Describe(Decide(call, new CallCommand.RejectOffer(BenPhone, 2))));
    }
}
