using Signaling.Domain.Calls;
using Xunit;
using static Signaling.Domain.Tests.Calls.SampleCalls;

namespace Signaling.Domain.Tests.Calls;

/// <summary>Who is told what: each row is a change and its notices, as <c>user[=device | !device] type</c>.</summary>
public sealed class NoticesTests
{
    public static readonly TheoryData<Call, CallCommand, string> Rows = new()
    {
        { Inviting, new CallCommand.Ring(BenPhone), "ann=phone call.ringing" },
        { Ringing, new CallCommand.Ring(BenTablet), "" }, // the caller knows
        { Ringing, new CallCommand.Answer(BenPhone, "s", Audio), "ann=phone call.answered, ben!phone call.ended AnsweredElsewhere" },
        { Ringing, new CallCommand.Reject(BenPhone, RejectReason.Busy), "" }, // others still ring
        { After(Placed(), new CallCommand.Ring(BenPhone)), new CallCommand.Reject(BenPhone, RejectReason.Busy), "ann=phone call.ended Rejected, ben call.ended Rejected" },
        { Ringing, new CallCommand.HangUp(AnnPhone), "ann=phone call.ended Cancelled, ben call.ended Cancelled" },
        { Ringing, new CallCommand.HangUp(AnnTablet), "ann=phone call.ended Cancelled, ben call.ended Cancelled" },
        { Ringing, new CallCommand.Redirect(BenPhone, Cid), "cid call.incoming, ben call.ended Redirected, ann=phone call.transferring" },
        { After(Ringing, new CallCommand.Redirect(BenPhone, Cid)), new CallCommand.HangUp(AnnPhone), "ann=phone call.ended Cancelled, cid call.ended Cancelled" },
        { Connected, new CallCommand.HangUp(BenPhone), "ann=phone call.ended HungUp, ben=phone call.ended HungUp" },
        { Connected, new CallCommand.Hold(AnnPhone, null), "ben=phone call.held" },
        { Connected, new CallCommand.Hold(BenPhone, "s"), "ann=phone call.held, ann=phone call.offered 2" },
        { After(Connected, new CallCommand.Hold(BenPhone, null)), new CallCommand.Resume(BenPhone, null), "ann=phone call.resumed" },
        { Connected, new CallCommand.Offer(AnnPhone, "s"), "ben=phone call.offered 2" },
        { CalleeOffers, new CallCommand.Offer(AnnPhone, "s"), "ben=phone call.renegotiated 2 Superseded, ben=phone call.offered 3" },
        { CalleeOffers, new CallCommand.AnswerOffer(AnnPhone, 2, "s", Audio), "ben=phone call.renegotiated 2 Accepted" },
        { CalleeOffers, new CallCommand.RejectOffer(AnnPhone, 2), "ben=phone call.renegotiated 2 Rejected" },
        { CalleeOffers, new CallCommand.RejectOffer(BenPhone, 2), "ann=phone call.renegotiated 2 Withdrawn" },
        { CalleeOffers, new CallCommand.Expire(), "ben=phone call.renegotiated 2 Expired, ann=phone call.renegotiated 2 Expired" },
        { Connected, new CallCommand.SendMessage(BenPhone, "hello"), "ann=phone call.message" },
        { CallerOffers, new CallCommand.HangUp(AnnPhone), "ann=phone call.ended HungUp, ben=phone call.ended HungUp" },
    };

    [Theory, MemberData(nameof(Rows))]
    public void Of_ForEachChange_TellsThese(Call call, CallCommand command, string told)
    {
        var decision = Assert.IsType<Decision.Changed>(Decide(call, command, command is CallCommand.Expire ? Now.AddMinutes(1) : Now));

        Assert.Equal(told, string.Join(", ", NoticesOf(call, decision).Select(Describe)));
    }

    [Fact]
    public void Of_AnInvitation_TellsEveryDeviceOfTheCallee()
    {
        var invited = new CallEvent.Invited(new("local_c1"), new("t1"), AnnPhone, Ben, "offer", MediaNeeds.None, Now, Now);

        Assert.Equal("ben call.incoming", Describe(Assert.Single(Notices.Of(Placed(), invited))));
    }

    [Fact]
    public void Of_ARedirection_TellsTheNewCalleeFirstAndByWhom()
    {
        var decision = Assert.IsType<Decision.Changed>(Decide(Ringing, new CallCommand.Redirect(BenPhone, Cid)));

        // The first notice of an event bears its number alone, and a device that attaches later is told under that id.
        Assert.Equal(new NoticeData.Incoming(AnnPhone, Cid, MediaNeeds.None, Ben), NoticesOf(Ringing, decision).First().Data);
    }

    [Fact]
    public void Of_AnAnswer_GivesItToTheCallersDeviceAlone()
    {
        var decision = Assert.IsType<Decision.Changed>(Decide(Ringing, new CallCommand.Answer(BenPhone, "secret", Audio)));

        var notice = Assert.Single(NoticesOf(Ringing, decision), notice => notice.Data is NoticeData.Answered);
        Assert.Equal((Ann, "=phone"), (notice.To, notice.Devices.ToString()));
    }

    /// <summary>What a decision tells, each event seen from the call as it was before it.</summary>
    internal static IEnumerable<Notice> NoticesOf(Call call, Decision.Changed decision)
    {
        foreach (var happened in decision.Events)
        {
            foreach (var notice in Notices.Of(call, happened)) yield return notice;
            call = CallRules.Evolve(call, happened);
        }
    }

    private static string Describe(Notice notice) => $"{notice.To}{notice.Devices} {notice.Data.Type}" + notice.Data switch
    {
        NoticeData.Ended ended       => $" {ended.Reason}",
        NoticeData.Offered offered   => $" {offered.Number}",
        NoticeData.Renegotiated done => $" {done.Number} {done.Outcome}",
        _                            => "",
    };
}
