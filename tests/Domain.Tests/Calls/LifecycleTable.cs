using System.Collections.Immutable;
using Signaling.Domain.Calls;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using static Signaling.Domain.Tests.Calls.SampleCalls;

namespace Signaling.Domain.Tests.Calls;

/// <summary>The words of docs/call-lifecycle.md, and what they mean in code.</summary>
internal static class LifecycleTable
{
    /// <summary>One row for one case: what the document says, or what the code does.</summary>
    internal readonly record struct Row(string Phase, string Command, string Who, string Outcome, string Told);

    private static readonly Actor EvePhone = new(new("eve"), new("phone"));

    // Eve was called first and has sent the call on to Ben, whose desk phone has rejected.
    private static readonly Call Sent = After(Placed(), new CallCommand.Redirect(BenPhone, Cid)) with { Callee = Ben, RedirectedFrom = [EvePhone.User] };
    private static readonly Call Invited = After(Sent with { Invited = [BenPhone.Device, BenTablet.Device, BenDesk.Device] }, new CallCommand.Reject(BenDesk, RejectReason.Busy));
    private static readonly Call Answered = After(Invited, new CallCommand.Answer(BenPhone, "s", Audio));
    private static readonly Call OneLeft = After(Sent with { Invited = [BenPhone.Device, BenDesk.Device] }, new CallCommand.Reject(BenDesk, RejectReason.Busy));

    private static readonly Call NoRelayYet = CallRules.Evolve(Answered, new CallEvent.RelayAwaited(Now + Limits.RelayTimeout, Now));

    private static readonly ImmutableArray<string> BeforeAnswer = ["caller", "caller's other device", "callee's device", "callee's last device", "rejected device", "who sent it on", "outsider"];
    private static readonly ImmutableArray<string> AfterAnswer = ["caller", "caller's other device", "answering device", "losing device", "who sent it on", "outsider"];

    /// <summary>Each phase of the document, the call that stands for it, and who may act in it.</summary>
    public static readonly ImmutableDictionary<string, (Call Call, ImmutableArray<string> Who)> Phases = new Dictionary<string, (Call, ImmutableArray<string>)>
    {
        ["inviting"] = (Invited, BeforeAnswer),
        ["ringing"] = (After(Invited, new CallCommand.Ring(BenTablet)), BeforeAnswer),
        ["ringing, caller away"] = (After(Invited, new CallCommand.Ring(BenTablet), new CallCommand.Lose(AnnPhone)), BeforeAnswer),
        ["connected"] = (Answered, AfterAnswer),
        ["no relay yet"] = (NoRelayYet, AfterAnswer),
        ["caller away"] = (After(Answered, new CallCommand.Lose(AnnPhone)), AfterAnswer),
        ["callee away"] = (After(Answered, new CallCommand.Lose(BenPhone)), AfterAnswer),
        ["on hold"] = (After(Answered, new CallCommand.Hold(AnnPhone, null), new CallCommand.Hold(BenPhone, null)), AfterAnswer),
        ["caller's offer waits"] = (After(Answered, new CallCommand.Offer(AnnPhone, "s")), AfterAnswer),
        ["callee's offer waits"] = (After(Answered, new CallCommand.Offer(BenPhone, "s")), AfterAnswer),
        ["ended"] = (After(Answered, new CallCommand.HangUp(AnnPhone)), AfterAnswer),
    }.ToImmutableDictionary();

    /// <summary>Each command of the document, named as the API names it.</summary>
    public static readonly ImmutableDictionary<string, Func<Actor, CallCommand>> Commands = new Dictionary<string, Func<Actor, CallCommand>>
    {
        ["ringing"] = by => new CallCommand.Ring(by),
        ["answer"] = by => new CallCommand.Answer(by, "s", Audio),
        ["reject"] = by => new CallCommand.Reject(by, RejectReason.Busy),
        ["hangup"] = by => new CallCommand.HangUp(by),
        ["redirect"] = by => new CallCommand.Redirect(by, by == EvePhone ? Ben : Dee), // who sent it on repeats itself
        ["hold"] = by => new CallCommand.Hold(by, null),
        ["hold + sdp"] = by => new CallCommand.Hold(by, "s"),
        ["resume"] = by => new CallCommand.Resume(by, null),
        ["resume + sdp"] = by => new CallCommand.Resume(by, "s"),
        ["offers"] = by => new CallCommand.Offer(by, "s"),
        ["offers/2/answer"] = by => new CallCommand.AnswerOffer(by, 2, "s", Audio),
        ["offers/2/reject"] = by => new CallCommand.RejectOffer(by, 2),
        ["device lost"] = by => new CallCommand.Lose(by),
        ["device back"] = by => new CallCommand.Return(by),
        ["device seen"] = by => new CallCommand.Touch(by),
        ["messages"] = by => new CallCommand.SendMessage(by, "m"),
    }.ToImmutableDictionary();

    /// <summary>Moments at which time looks at a call, and how far they are from its beginning, its answer and its offer alike.</summary>
    public static readonly ImmutableDictionary<string, (TimeSpan After, CallCommand.Expire Time)> Moments = new Dictionary<string, (TimeSpan, CallCommand.Expire)>
    {
        ["nothing is due"] = (TimeSpan.Zero, new()),
        ["`Grace` is over"] = (Limits.Grace, new()),
        ["`Grace` is over, after an outage"] = (Limits.Grace, new(Now + Limits.Grace / 2)),
        ["`RelayTimeout` is over"] = (Limits.RelayTimeout, new()),
        ["`RelayTimeout` is over, a relay having come"] = (Limits.RelayTimeout, new(RelayCame: true)),
        ["`RelayTimeout` is over, after an outage"] = (Limits.RelayTimeout, new(Now + Limits.RelayTimeout / 2)),
        ["`OfferTimeout` is over"] = (Limits.OfferTimeout, new()),
        ["`RingTimeout` is over"] = (Limits.RingTimeout, new()),
        ["`InactiveAfter` is over"] = (Limits.InactiveAfter, new()),
        ["`MaxDuration` is over"] = (Limits.MaxDuration, new()),
    }.ToImmutableDictionary();

    /// <summary>What the code does in each case there is.</summary>
    public static IEnumerable<Row> OfTheCode()
    {
        foreach (var (phase, (call, everyone)) in Phases)
        {
            foreach (var who in everyone)
            {
                var start = who == "callee's last device" ? LastOf(phase) : call;
                foreach (var (name, command) in Commands) yield return Decided(phase, name, who, start, command(Actors[who]), name == "device seen" ? Now + Limits.InactiveAfter / 4 : Now);
            }

            foreach (var (moment, (after, time)) in Moments) yield return Decided(phase, "time", moment, call, time, Now + after);
        }
    }

    private static Call LastOf(string phase) => phase switch
    {
        "inviting" => OneLeft,
        "ringing"  => After(OneLeft, new CallCommand.Ring(BenPhone)),
        _          => After(OneLeft, new CallCommand.Ring(BenPhone), new CallCommand.Lose(AnnPhone)),
    };

    private static readonly Dictionary<string, Actor> Actors = new()
    {
        ["caller"] = AnnPhone,
        ["caller's other device"] = AnnTablet,
        ["callee's device"] = BenPhone,
        ["callee's last device"] = BenPhone,
        ["answering device"] = BenPhone,
        ["losing device"] = BenTablet,
        ["rejected device"] = BenDesk,
        ["who sent it on"] = EvePhone,
        ["outsider"] = CidPhone,
    };

    private static Row Decided(string phase, string name, string who, Call call, CallCommand command, DateTimeOffset at) => Decide(call, command, at) switch
    {
        Decision.Changed changed => new(phase, name, who, Outcome(call, changed), string.Join("; ", NoticesTests.NoticesOf(call, changed).Select(notice => Told(call, notice)))),
        Decision.Refused refused => new(phase, name, who, $"`{Snake(refused.Error.ToString())}`", ""),
        _                        => new(phase, name, who, "unchanged", ""),
    };

    private static string Outcome(Call call, Decision.Changed changed)
    {
        var events = string.Join(", ", changed.Events.Select(happened => happened switch
        {
            CallEvent.OfferDropped e => $"OfferDropped ({Snake(e.Outcome.ToString())})",
            CallEvent.Ended e        => $"Ended ({Snake(e.Reason.ToString())})",
            _                        => happened.GetType().Name,
        }));
        return changed.Next.Phase == call.Phase ? events : $"{events} → {Snake(changed.Next.Phase.ToString())}";
    }

    private static string Told(Call call, Notice notice)
    {
        var to = notice.To == Ann && notice.Devices == DeviceFilter.Only(call.Caller.Device) ? "caller"
            : notice.To == Dee && notice.Devices == DeviceFilter.All ? "new callee's devices"
            : notice.To != Ben ? "?"
            : notice.Devices == DeviceFilter.All ? "callee's devices"
            : notice.Devices == DeviceFilter.Only(BenPhone.Device) ? "answering device"
            : notice.Devices == DeviceFilter.Except(BenPhone.Device) ? "callee's other devices" : "?";
        return $"{to}: `{notice.Data.Type}`" + notice.Data switch
        {
            NoticeData.PeerReconnecting e => e.IsBack ? " (back)" : " (reconnecting)",
            NoticeData.Ended ended       => $" ({Snake(ended.Reason.ToString())})",
            NoticeData.Renegotiated done => $" ({Snake(done.Outcome.ToString())})",
            _                            => "",
        };
    }

    private static string Snake(string name) => string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
