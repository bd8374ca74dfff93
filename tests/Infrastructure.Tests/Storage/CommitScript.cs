using System.Collections.Immutable;
using System.Text;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.History;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;

namespace Signaling.Infrastructure.Tests.Storage;

/// <summary>Makes commits as an edge does: by <see cref="CallRules"/>, from the call as it was found.</summary>
internal sealed record CommitScript(TenantId Tenant)
{
    /// <summary>What stands around candidates in an event.</summary>
    public const string BodyStart = """{"type":"call.candidates","data":{"candidates":[""", BodyEnd = "]}}", BodyEndComplete = "],\"endOfCandidates\":true}}";

    public CallLimits Limits { get; init; } = CallLimits.Default;

    /// <summary>How long a call is kept after each change.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Draws nonces and ids.</summary>
    public Func<string> Draw { get; init; } = () => Guid.NewGuid().ToString("n")[..16];

    /// <summary>A new call.</summary>
    public CallCommit Invite(Actor by, UserId to, DateTimeOffset now, CallId? id = null)
    {
        var at = Whole(now);
        var decision = (Decision.Changed)CallRules.Invite(id ?? new CallId($"test_{Draw()}"), Tenant, by, to, $"offer of {by}", MediaNeeds.None, at, Limits);
        return Commit(decision.Next, null, decision, at);
    }

    /// <summary>What <paramref name="command"/> changes; null when it is refused or changes nothing.</summary>
    public CallCommit? Change(StoredCall stored, CallCommand command, DateTimeOffset now) =>
        CallRules.Decide(stored.Call, command, Whole(now), Limits) is Decision.Changed changed ? Commit(stored.Call, stored, changed, Whole(now)) : null;

    /// <summary>What events change that no command brings about.</summary>
    public CallCommit After(StoredCall stored, DateTimeOffset now, params CallEvent[] events) => Commit(stored.Call, stored, CallRules.After(stored.Call, [.. events]), Whole(now));

    /// <summary>Candidates for an offer, or the one of the moment; null when they are refused.</summary>
    public CandidateCommit? Candidates(StoredCall stored, Actor by, DateTimeOffset now, int count = 1, bool complete = false, int? offer = null)
    {
        var decision = CandidateRules.Decide(stored.Call, by, offer);
        if (decision is CandidateDecision.Refused) return null;

        var json = Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(0, count).Select(_ => $$"""{"candidate":"{{Draw()}}"}""")));
        return new CandidateCommit
        {
            Tenant = Tenant,
            Call = stored.Call.Id,
            Expected = stored.Version,
            Known = stored,
            Candidates = new TrickledCandidates(by, decision is CandidateDecision.Deliver d ? d.Offer : ((CandidateDecision.Hold)decision).Offer, json, count, complete),
            Event = decision is CandidateDecision.Deliver to
                ? new InboxEvent(new UserKey(Tenant, to.To), to.Devices, Encoding.UTF8.GetBytes(BodyStart + Encoding.UTF8.GetString(json) + BodyEnd), stored.Call.Id, null)
                : null,
            EntryNonce = Draw(),
            MaxCandidates = Limits.MaxCandidates,
            MaxDevices = Limits.MaxDevices,
            NotAfter = now + TimeSpan.FromSeconds(30),
        };
    }

    private CallCommit Commit(Call before, StoredCall? known, Decision.Changed changed, DateTimeOffset now)
    {
        var expected = known?.Version;
        var descriptions = ImmutableDictionary.CreateBuilder<DescriptionRef, string>();
        var dropped = ImmutableArray.CreateBuilder<DescriptionRef>();
        var events = ImmutableArray.CreateBuilder<InboxEvent>();
        CandidateRelease? release = null;
        var call = before;
        foreach (var happened in changed.Events)
        {
            var described = Describe(happened);
            if (described is { Ref: var name, Sdp: var sdp }) descriptions[name] = sdp;
            dropped.AddRange(DroppedBy(call, happened));
            if (happened is CallEvent.Answered answered) release = Release(call, answered.By);
            events.AddRange(Notices.Of(call, happened).Select(notice => Event(call, notice, described?.Ref)));
            call = expected is null ? call : CallRules.Evolve(call, happened);
        }
        var redirected = changed.Events.OfType<CallEvent.Redirected>().Any();
        return new CallCommit
        {
            Call = changed.Next,
            Expected = expected,
            Known = known,
            Next = expected?.Next(Draw()) ?? new CallVersion(1, Draw()),
            Timeline = Timelines.Of(expected is null ? null : before, changed),
            NewDescriptions = descriptions.ToImmutable(),
            DroppedDescriptions = dropped.ToImmutable(),
            Events = events.ToImmutable(),
            EntryNonce = Draw(),
            Release = release,
            Condition = known is null ? null : CallRules.ConditionOf(before, changed.Events),
            InvitesCallee = expected is null || redirected,
            Left = redirected ? before.Callee : null,
            Deadline = changed.Next.NextDeadline(Limits) - now,
            KeepFor = KeepFor,
            MaxActiveCalls = Limits.MaxActiveCalls,
            NotAfter = now + TimeSpan.FromSeconds(30),
        };
    }

    private InboxEvent Event(Call call, Notice notice, DescriptionRef? description)
    {
        var body = $$"""{"id":"{{call.Id}}.{{call.Events + 1}}","type":"{{notice.Data.Type}}","callId":"{{call.Id}}","data":{} }""";
        var carries = notice.Data is NoticeData.Incoming ? DescriptionRef.OfferOf(1) : notice.Data is NoticeData.Ended ? null : description;
        return new InboxEvent(new UserKey(Tenant, notice.To), notice.Devices, Encoding.UTF8.GetBytes(body), call.Id, carries);
    }

    private CandidateRelease Release(Call call, Actor from) => new(
        from, 1, new UserKey(Tenant, call.Caller.User), DeviceFilter.Only(call.Caller.Device),
        Encoding.UTF8.GetBytes(BodyStart), Encoding.UTF8.GetBytes(BodyEnd), Encoding.UTF8.GetBytes(BodyEndComplete),
        call.Callee);

    private static (DescriptionRef Ref, string Sdp)? Describe(CallEvent happened) => happened switch
    {
        CallEvent.Invited e       => (DescriptionRef.OfferOf(1), e.Sdp),
        CallEvent.Answered e      => (DescriptionRef.AnswerTo(1), e.Sdp),
        CallEvent.Offered e       => (DescriptionRef.OfferOf(e.Number), e.Sdp),
        CallEvent.OfferAnswered e => (DescriptionRef.AnswerTo(e.Number), e.Sdp),
        _                         => null,
    };

    private static DescriptionRef[] DroppedBy(Call before, CallEvent happened) => (happened, before.Agreed) switch
    {
        (CallEvent.OfferAnswered, { Number: var old }) => [DescriptionRef.OfferOf(old), DescriptionRef.AnswerTo(old)],
        (CallEvent.OfferDropped e, _)                  => [DescriptionRef.OfferOf(e.Number)],
        _                                              => [],
    };

    // Stores keep milliseconds.
    private static DateTimeOffset Whole(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
}
