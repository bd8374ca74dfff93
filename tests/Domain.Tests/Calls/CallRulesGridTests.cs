using Signaling.Domain.Calls;
using Signaling.Domain.Identity;
using Xunit;
using static Signaling.Domain.Tests.Calls.SampleCalls;

namespace Signaling.Domain.Tests.Calls;

/// <summary>Every command by everyone in every situation: what is decided, and that none is forgotten.</summary>
public sealed class CallRulesGridTests
{
    // Ann's phone placed the call; Ben's phone rings and answers, his tablet is silent and loses, his desk phone has rejected;
    // Cid is a stranger. Offers are numbered 2. A cell is what happens, or Unchanged, or why it is refused.
    private const string Grid = """
        command      by          inviting         ringing          connected            callerOffers         calleeOffers             ended
        ring         ann/phone   RoleNotAllowed   RoleNotAllowed   RoleNotAllowed       RoleNotAllowed       RoleNotAllowed           CallEnded
        ring         ann/tablet  RoleNotAllowed   RoleNotAllowed   RoleNotAllowed       RoleNotAllowed       RoleNotAllowed           CallEnded
        ring         ben/phone   DeviceRang       Unchanged        Unchanged            Unchanged            Unchanged                CallEnded
        ring         ben/tablet  DeviceRang       DeviceRang       AnsweredElsewhere    AnsweredElsewhere    AnsweredElsewhere        CallEnded
        ring         ben/desk    AlreadyRejected  AlreadyRejected  AnsweredElsewhere    AnsweredElsewhere    AnsweredElsewhere        CallEnded
        ring         cid/phone   CallNotFound     CallNotFound     CallNotFound         CallNotFound         CallNotFound             CallNotFound
        answer       ann/phone   RoleNotAllowed   RoleNotAllowed   RoleNotAllowed       RoleNotAllowed       RoleNotAllowed           CallEnded
        answer       ann/tablet  RoleNotAllowed   RoleNotAllowed   RoleNotAllowed       RoleNotAllowed       RoleNotAllowed           CallEnded
        answer       ben/phone   Answered         Answered         Unchanged            Unchanged            Unchanged                CallEnded
        answer       ben/tablet  Answered         Answered         AnsweredElsewhere    AnsweredElsewhere    AnsweredElsewhere        CallEnded
        answer       ben/desk    AlreadyRejected  AlreadyRejected  AnsweredElsewhere    AnsweredElsewhere    AnsweredElsewhere        CallEnded
        answer       cid/phone   CallNotFound     CallNotFound     CallNotFound         CallNotFound         CallNotFound             CallNotFound
        reject       ann/phone   RoleNotAllowed   RoleNotAllowed   RoleNotAllowed       RoleNotAllowed       RoleNotAllowed           CallEnded
        reject       ann/tablet  RoleNotAllowed   RoleNotAllowed   RoleNotAllowed       RoleNotAllowed       RoleNotAllowed           CallEnded
        reject       ben/phone   DeviceRejected   DeviceRejected   CallAlreadyAnswered  CallAlreadyAnswered  CallAlreadyAnswered      Unchanged
        reject       ben/tablet  DeviceRejected   DeviceRejected   AnsweredElsewhere    AnsweredElsewhere    AnsweredElsewhere        Unchanged
        reject       ben/desk    Unchanged        Unchanged        AnsweredElsewhere    AnsweredElsewhere    AnsweredElsewhere        Unchanged
        reject       cid/phone   CallNotFound     CallNotFound     CallNotFound         CallNotFound         CallNotFound             CallNotFound
        hangUp       ann/phone   Cancelled        Cancelled        HungUp               HungUp               HungUp                   Unchanged
        hangUp       ann/tablet  Cancelled        Cancelled        HungUp               HungUp               HungUp                   Unchanged
        hangUp       ben/phone   DeviceRejected   DeviceRejected   HungUp               HungUp               HungUp                   Unchanged
        hangUp       ben/tablet  DeviceRejected   DeviceRejected   AnsweredElsewhere    AnsweredElsewhere    AnsweredElsewhere        Unchanged
        hangUp       ben/desk    Unchanged        Unchanged        AnsweredElsewhere    AnsweredElsewhere    AnsweredElsewhere        Unchanged
        hangUp       cid/phone   CallNotFound     CallNotFound     CallNotFound         CallNotFound         CallNotFound             CallNotFound
        redirect     ann/phone   RoleNotAllowed   RoleNotAllowed   RoleNotAllowed       RoleNotAllowed       RoleNotAllowed           CallEnded
        redirect     ann/tablet  RoleNotAllowed   RoleNotAllowed   RoleNotAllowed       RoleNotAllowed       RoleNotAllowed           CallEnded
        redirect     ben/phone   Redirected       Redirected       CallAlreadyAnswered  CallAlreadyAnswered  CallAlreadyAnswered      CallEnded
        redirect     ben/tablet  Redirected       Redirected       AnsweredElsewhere    AnsweredElsewhere    AnsweredElsewhere        CallEnded
        redirect     ben/desk    AlreadyRejected  AlreadyRejected  AnsweredElsewhere    AnsweredElsewhere    AnsweredElsewhere        CallEnded
        redirect     cid/phone   CallNotFound     CallNotFound     CallNotFound         CallNotFound         CallNotFound             CallNotFound
        hold         ann/phone   CallNotAnswered  CallNotAnswered  Held                 Held                 Held                     CallEnded
        hold         ann/tablet  CallNotAnswered  CallNotAnswered  NotThisDevice        NotThisDevice        NotThisDevice            CallEnded
        hold         ben/phone   CallNotAnswered  CallNotAnswered  Held                 Held                 Held                     CallEnded
        hold         ben/tablet  CallNotAnswered  CallNotAnswered  AnsweredElsewhere    AnsweredElsewhere    AnsweredElsewhere        CallEnded
        hold         ben/desk    CallNotAnswered  CallNotAnswered  AnsweredElsewhere    AnsweredElsewhere    AnsweredElsewhere        CallEnded
        hold         cid/phone   CallNotFound     CallNotFound     CallNotFound         CallNotFound         CallNotFound             CallNotFound
        hold+sdp     ann/phone   CallNotAnswered  CallNotAnswered  Held+Offered         OfferPending         Held+Superseded+Offered  CallEnded
        hold+sdp     ann/tablet  CallNotAnswered  CallNotAnswered  NotThisDevice        NotThisDevice        NotThisDevice            CallEnded
        hold+sdp     ben/phone   CallNotAnswered  CallNotAnswered  Held+Offered         OfferPending         OfferPending             CallEnded
        hold+sdp     ben/tablet  CallNotAnswered  CallNotAnswered  AnsweredElsewhere    AnsweredElsewhere    AnsweredElsewhere        CallEnded
        hold+sdp     ben/desk    CallNotAnswered  CallNotAnswered  AnsweredElsewhere    AnsweredElsewhere    AnsweredElsewhere        CallEnded
        hold+sdp     cid/phone   CallNotFound     CallNotFound     CallNotFound         CallNotFound         CallNotFound             CallNotFound
        resume       ann/phone   CallNotAnswered  CallNotAnswered  Unchanged            Unchanged            Unchanged                CallEnded
        resume       ann/tablet  CallNotAnswered  CallNotAnswered  NotThisDevice        NotThisDevice        NotThisDevice            CallEnded
        resume       ben/phone   CallNotAnswered  CallNotAnswered  Unchanged            Unchanged            Unchanged                CallEnded
        resume       ben/tablet  CallNotAnswered  CallNotAnswered  AnsweredElsewhere    AnsweredElsewhere    AnsweredElsewhere        CallEnded
        resume       ben/desk    CallNotAnswered  CallNotAnswered  AnsweredElsewhere    AnsweredElsewhere    AnsweredElsewhere        CallEnded
        resume       cid/phone   CallNotFound     CallNotFound     CallNotFound         CallNotFound         CallNotFound             CallNotFound
        resume+sdp   ann/phone   CallNotAnswered  CallNotAnswered  Offered              OfferPending         Superseded+Offered       CallEnded
        resume+sdp   ann/tablet  CallNotAnswered  CallNotAnswered  NotThisDevice        NotThisDevice        NotThisDevice            CallEnded
        resume+sdp   ben/phone   CallNotAnswered  CallNotAnswered  Offered              OfferPending         OfferPending             CallEnded
        resume+sdp   ben/tablet  CallNotAnswered  CallNotAnswered  AnsweredElsewhere    AnsweredElsewhere    AnsweredElsewhere        CallEnded
        resume+sdp   ben/desk    CallNotAnswered  CallNotAnswered  AnsweredElsewhere    AnsweredElsewhere    AnsweredElsewhere        CallEnded
        resume+sdp   cid/phone   CallNotFound     CallNotFound     CallNotFound         CallNotFound         CallNotFound             CallNotFound
        offer        ann/phone   CallNotAnswered  CallNotAnswered  Offered              OfferPending         Superseded+Offered       CallEnded
        offer        ann/tablet  CallNotAnswered  CallNotAnswered  NotThisDevice        NotThisDevice        NotThisDevice            CallEnded
        offer        ben/phone   CallNotAnswered  CallNotAnswered  Offered              OfferPending         OfferPending             CallEnded
        offer        ben/tablet  CallNotAnswered  CallNotAnswered  AnsweredElsewhere    AnsweredElsewhere    AnsweredElsewhere        CallEnded
        offer        ben/desk    CallNotAnswered  CallNotAnswered  AnsweredElsewhere    AnsweredElsewhere    AnsweredElsewhere        CallEnded
        offer        cid/phone   CallNotFound     CallNotFound     CallNotFound         CallNotFound         CallNotFound             CallNotFound
        answerOffer  ann/phone   CallNotAnswered  CallNotAnswered  OfferNotPending      RoleNotAllowed       OfferAnswered            CallEnded
        answerOffer  ann/tablet  CallNotAnswered  CallNotAnswered  NotThisDevice        NotThisDevice        NotThisDevice            CallEnded
        answerOffer  ben/phone   CallNotAnswered  CallNotAnswered  OfferNotPending      OfferAnswered        RoleNotAllowed           CallEnded
        answerOffer  ben/tablet  CallNotAnswered  CallNotAnswered  AnsweredElsewhere    AnsweredElsewhere    AnsweredElsewhere        CallEnded
        answerOffer  ben/desk    CallNotAnswered  CallNotAnswered  AnsweredElsewhere    AnsweredElsewhere    AnsweredElsewhere        CallEnded
        answerOffer  cid/phone   CallNotFound     CallNotFound     CallNotFound         CallNotFound         CallNotFound             CallNotFound
        rejectOffer  ann/phone   CallNotAnswered  CallNotAnswered  OfferNotPending      Withdrawn            Rejected                 CallEnded
        rejectOffer  ann/tablet  CallNotAnswered  CallNotAnswered  NotThisDevice        NotThisDevice        NotThisDevice            CallEnded
        rejectOffer  ben/phone   CallNotAnswered  CallNotAnswered  OfferNotPending      Rejected             Withdrawn                CallEnded
        rejectOffer  ben/tablet  CallNotAnswered  CallNotAnswered  AnsweredElsewhere    AnsweredElsewhere    AnsweredElsewhere        CallEnded
        rejectOffer  ben/desk    CallNotAnswered  CallNotAnswered  AnsweredElsewhere    AnsweredElsewhere    AnsweredElsewhere        CallEnded
        rejectOffer  cid/phone   CallNotFound     CallNotFound     CallNotFound         CallNotFound         CallNotFound             CallNotFound
        message      ann/phone   CallNotAnswered  CallNotAnswered  MessageSent          MessageSent          MessageSent              CallEnded
        message      ann/tablet  CallNotAnswered  CallNotAnswered  NotThisDevice        NotThisDevice        NotThisDevice            CallEnded
        message      ben/phone   CallNotAnswered  CallNotAnswered  MessageSent          MessageSent          MessageSent              CallEnded
        message      ben/tablet  CallNotAnswered  CallNotAnswered  AnsweredElsewhere    AnsweredElsewhere    AnsweredElsewhere        CallEnded
        message      ben/desk    CallNotAnswered  CallNotAnswered  AnsweredElsewhere    AnsweredElsewhere    AnsweredElsewhere        CallEnded
        message      cid/phone   CallNotFound     CallNotFound     CallNotFound         CallNotFound         CallNotFound             CallNotFound
        lose         ann/phone   DeviceLost       DeviceLost       DeviceLost           DeviceLost           DeviceLost               Unchanged
        lose         ann/tablet  Unchanged        Unchanged        Unchanged            Unchanged            Unchanged                Unchanged
        lose         ben/phone   Unchanged        Unchanged        DeviceLost           DeviceLost           DeviceLost               Unchanged
        lose         ben/tablet  Unchanged        Unchanged        Unchanged            Unchanged            Unchanged                Unchanged
        lose         ben/desk    Unchanged        Unchanged        Unchanged            Unchanged            Unchanged                Unchanged
        lose         cid/phone   Unchanged        Unchanged        Unchanged            Unchanged            Unchanged                Unchanged
        return       ann/phone   DeviceReturned   DeviceReturned   DeviceReturned       DeviceReturned       DeviceReturned           Unchanged
        return       ann/tablet  Unchanged        Unchanged        Unchanged            Unchanged            Unchanged                Unchanged
        return       ben/phone   Unchanged        Unchanged        DeviceReturned       DeviceReturned       DeviceReturned           Unchanged
        return       ben/tablet  Unchanged        Unchanged        Unchanged            Unchanged            Unchanged                Unchanged
        return       ben/desk    Unchanged        Unchanged        Unchanged            Unchanged            Unchanged                Unchanged
        return       cid/phone   Unchanged        Unchanged        Unchanged            Unchanged            Unchanged                Unchanged
        touch        ann/phone   Unchanged        Unchanged        Unchanged            Unchanged            Unchanged                Unchanged
        touch        ann/tablet  Unchanged        Unchanged        Unchanged            Unchanged            Unchanged                Unchanged
        touch        ben/phone   Unchanged        Unchanged        Unchanged            Unchanged            Unchanged                Unchanged
        touch        ben/tablet  Unchanged        Unchanged        Unchanged            Unchanged            Unchanged                Unchanged
        touch        ben/desk    Unchanged        Unchanged        Unchanged            Unchanged            Unchanged                Unchanged
        touch        cid/phone   Unchanged        Unchanged        Unchanged            Unchanged            Unchanged                Unchanged
        """;

    private static readonly Dictionary<string, Call> Situations = new()
    {
        ["inviting"] = Inviting,
        ["ringing"] = Ringing,
        ["connected"] = Connected,
        ["callerOffers"] = CallerOffers,
        ["calleeOffers"] = CalleeOffers,
        ["ended"] = Ended,
    };

    private static readonly Dictionary<string, Func<Actor, CallCommand>> Commands = new()
    {
        ["ring"] = by => new CallCommand.Ring(by),
        ["answer"] = by => new CallCommand.Answer(by, "answer", Audio),
        ["reject"] = by => new CallCommand.Reject(by, RejectReason.Declined),
        ["hangUp"] = by => new CallCommand.HangUp(by),
        ["redirect"] = by => new CallCommand.Redirect(by, Dee),
        ["hold"] = by => new CallCommand.Hold(by, null),
        ["hold+sdp"] = by => new CallCommand.Hold(by, "offer"),
        ["resume"] = by => new CallCommand.Resume(by, null),
        ["resume+sdp"] = by => new CallCommand.Resume(by, "offer"),
        ["offer"] = by => new CallCommand.Offer(by, "offer"),
        ["answerOffer"] = by => new CallCommand.AnswerOffer(by, 2, "answer", Audio),
        ["rejectOffer"] = by => new CallCommand.RejectOffer(by, 2),
        ["lose"] = by => new CallCommand.Lose(by),
        ["return"] = by => new CallCommand.Return(by),
        ["touch"] = by => new CallCommand.Touch(by),
        ["message"] = by => new CallCommand.SendMessage(by, "hello"),
    };

    private static readonly Actor[] Everyone = [AnnPhone, AnnTablet, BenPhone, BenTablet, BenDesk, CidPhone];

    public static TheoryData<string, string, string, string> Cells()
    {
        string[][] rows = [.. Grid.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        return [.. from row in rows[1..] from column in Enumerable.Range(2, row.Length - 2) select (row[0], row[1], rows[0][column], row[column])];
    }

    [Theory, MemberData(nameof(Cells))]
    public void Decide_ForEachCellOfTheGrid_GivesIt(string command, string by, string situation, string outcome)
    {
        var actor = Everyone.Single(one => one.ToString() == by);

        Assert.Equal(outcome, Describe(Decide(Situations[situation], Commands[command](actor))));
    }

    [Fact]
    public void Grid_EveryCommandSituationAndActor_HasACell()
    {
        var wanted = from command in Commands.Keys from actor in Everyone from situation in Situations.Keys select $"{command} {actor} {situation}";
        var written = Cells().Select(row => row.Data).Select(cell => $"{cell.Item1} {cell.Item2} {cell.Item3}");

        Assert.Equal(wanted.Order(), written.Order());
    }

    [Fact]
    public void Grid_EveryCommandOfTheDomain_HasRows()
    {
        var all = typeof(CallCommand).GetNestedTypes().Select(type => type.Name).Except([nameof(CallCommand.Expire)]); // time's is in CallRulesTests

        Assert.Equal(all.Order(), Commands.Values.Select(command => command(AnnPhone).GetType().Name).Distinct().Order());
    }
}
