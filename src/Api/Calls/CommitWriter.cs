using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Signaling.Api.Events;
using Signaling.Api.Telemetry;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.History;
using Signaling.Domain.Calls.Media;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;

namespace Signaling.Api.Calls;

/// <summary>Makes of a decision the one change that the store writes: state, descriptions, inbox entries, deadline, record.</summary>
internal sealed class CommitWriter(ICallStore store, DescriptionCache descriptions, CallLimits limits, IOptions<CallOptions> options)
{
    /// <summary>The change that a decided command makes.</summary>
    /// <param name="before">What was decided on; null for a new call.</param>
    public CallCommit Write(Asked ask, StoredCall? before, Decision.Changed change, int status)
    {
        var call = change.Next;
        var (nonce, texts) = (EntryNonce(), NewDescriptions(change.Events));
        // The devices of this edge get them without asking the store; if the change is not written, nobody asks under this nonce.
        foreach (var (description, text) in texts) descriptions.Put(nonce, call.Id, description, text);
        return new CallCommit
        {
            Call = call,
            Expected = before?.Version,
            Known = before,
            Next = (before?.Version ?? default).Next(Nonce()),
            NewDescriptions = texts,
            DroppedDescriptions = before is null ? [] : [.. before.Descriptions.Keys.Where(key => !IsNeeded(call, key))],
            Timeline = Timelines.Of(before?.Call, change),
            Events = Announce(before?.Call ?? call, change.Events),
            EntryNonce = nonce,
            Release = Release(before, change),
            Condition = before is null ? null : CallRules.ConditionOf(before.Call, change.Events),
            InvitesCallee = change.Events.Any(e => e is CallEvent.Invited or CallEvent.Redirected),
            Left = change.Events.Any(e => e is CallEvent.Redirected) ? before?.Call.Callee : null,
            Deadline = call.NextDeadline(limits) - store.Now,
            KeepFor = call.Phase is CallPhase.Ended ? options.Value.KeepEndedFor : limits.MaxDuration + options.Value.KeepEndedFor,
            MaxActiveCalls = limits.MaxActiveCalls,
            Request = ask.Key is { } key ? (key, new RepeatedRequest(key.BodyHash, call.Id, status, change.OfferMade)) : null,
            NotAfter = Standstill.NotAfter(store.Now + options.Value.CommandTimeout, ask.Since),
        };
    }

    /// <summary>The candidates that a device has sent, on their way.</summary>
    public CandidateCommit Write(Asked ask, StoredCall known, CandidateDecision decision, CandidateBatch batch)
    {
        var call = known.Call;
        var offer = decision is CandidateDecision.Hold hold ? hold.Offer : ((CandidateDecision.Deliver)decision).Offer;
        return new CandidateCommit
        {
            Tenant = call.Tenant,
            Call = call.Id,
            Expected = known.Version,
            Known = known,
            Candidates = new TrickledCandidates(ask.By, offer, batch.Json, batch.Count, batch.Complete),
            Event = decision is CandidateDecision.Deliver d
                ? new InboxEvent(new UserKey(call.Tenant, d.To), d.Devices, EventBody.Candidates($"{call.Id}.{Nonce()}", call.Id, ask.By, offer, batch), call.Id, null)
                : null,
            EntryNonce = EntryNonce(),
            MaxCandidates = limits.MaxCandidates,
            MaxDevices = limits.MaxDevices,
            NotAfter = Standstill.NotAfter(store.Now + options.Value.CommandTimeout, ask.Since),
            Request = ask.Key is { } key ? (key, new RepeatedRequest(key.BodyHash, call.Id, 204, 0)) : null,
        };
    }

    private static ImmutableArray<InboxEvent> Announce(Call before, ImmutableArray<CallEvent> events)
    {
        var entries = ImmutableArray.CreateBuilder<InboxEvent>();
        var call = before;
        foreach (var happened in events)
        {
            var number = happened is CallEvent.Invited ? 1 : call.Events + 1;
            var part = 0;
            foreach (var notice in Notices.Of(call, happened))
            {
                var id = part++ == 0 ? $"{call.Id}.{number}" : $"{call.Id}.{number}.{part}";
                entries.Add(new InboxEvent(new UserKey(call.Tenant, notice.To), notice.Devices, EventBody.Of(id, call.Id, notice.Data), call.Id, DescriptionOf(notice.Data)));
            }

            if (happened is not CallEvent.Invited) call = CallRules.Evolve(call, happened);
        }

        return entries.ToImmutable();
    }

    /// <summary>The description that comes with a notice.</summary>
    internal static DescriptionRef? DescriptionOf(NoticeData notice) => notice switch
    {
        NoticeData.Incoming                                              => DescriptionRef.OfferOf(1),
        NoticeData.Answered                                              => DescriptionRef.AnswerTo(1),
        NoticeData.Offered e                                             => DescriptionRef.OfferOf(e.Number),
        NoticeData.Renegotiated { Outcome: OfferOutcome.Accepted } e     => DescriptionRef.AnswerTo(e.Number),
        _                                                                => null,
    };

    private static ImmutableDictionary<DescriptionRef, string> NewDescriptions(ImmutableArray<CallEvent> events) =>
        events.Select(DescriptionIn).OfType<KeyValuePair<DescriptionRef, string>>().ToImmutableDictionary();

    private static KeyValuePair<DescriptionRef, string>? DescriptionIn(CallEvent happened) => happened switch
    {
        CallEvent.Invited e       => new(DescriptionRef.OfferOf(1), e.Sdp),
        CallEvent.Answered e      => new(DescriptionRef.AnswerTo(1), e.Sdp),
        CallEvent.Offered e       => new(DescriptionRef.OfferOf(e.Number), e.Sdp),
        CallEvent.OfferAnswered e => new(DescriptionRef.AnswerTo(e.Number), e.Sdp),
        _                         => null,
    };

    // The invitation's stay as well: a device that comes late reads them with the events that began the call.
    private static bool IsNeeded(Call call, DescriptionRef description) =>
        description.Offer == 1 || description.Offer == call.Agreed?.Number || description.Offer == call.Pending?.Number;

    // An answer frees the addresses that its device held back; a call sent on takes the caller's along.
    private static CandidateRelease? Release(StoredCall? before, Decision.Changed change)
    {
        if (before?.Call is not { } call) return null;

        return change.Events.LastOrDefault(e => e is CallEvent.Answered or CallEvent.Redirected) switch
        {
            // What the store holds back is judged, and goes out with the change itself or not at all.
            CallEvent.Answered e when MediaRules.HeldInStore(before, e.By) is not null && change.Events.Any(other => other is CallEvent.CandidatesSorted { Settles: true } sorted && sorted.From == e.By)
                => Make(call, call.Caller, new UserKey(call.Tenant, call.Caller.User), DeviceFilter.Only(call.Caller.Device), e.By.User) with { Offer = 0 },
            CallEvent.Answered e   => Make(call, e.By, new UserKey(call.Tenant, call.Caller.User), DeviceFilter.Only(call.Caller.Device), e.By.User),
            CallEvent.Redirected e => Make(call, call.Caller, new UserKey(call.Tenant, e.To), DeviceFilter.All, call.Callee),
            _                      => null,
        };
    }

    private static CandidateRelease Make(Call call, Actor from, UserKey to, DeviceFilter devices, UserId dropOthersOf)
    {
        var (start, end, endComplete) = EventBody.CandidatesAround($"{call.Id}.{Nonce()}", call.Id, from, offer: 1);
        return new CandidateRelease(from, 1, to, devices, start, end, endComplete, dropOthersOf);
    }

    // An entry tells whoever delivers it which trace it belongs to.
    private static string EntryNonce() => SignalingTracing.CreateNonce() ?? Nonce();

    // 72 bits: two writers that draw the same one for the same count do not happen.
    private static string Nonce() => System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(9));
}
