using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Signaling.Api.Problems;
using Signaling.Api.Telemetry;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Media;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Domain.Network.Policies;

namespace Signaling.Api.Calls;

/// <summary>Where the rules meet the store: read, decide, commit if nothing has changed, else decide again.</summary>
internal sealed class CallService(ICallStore store, CallCache cache, DescriptionRules descriptions, CallPolicies policies, CommitWriter commits, CallLimits limits, IOptions<CallOptions> options, SignalingMetrics metrics, TimeProvider clock)
{
    // Each failed try means that someone else's succeeded; as many devices as may speak about a call can be first.
    private const int Tries = 128;

    /// <summary>Places a call.</summary>
    public async Task<CallOutcome> InviteAsync(Asked ask, string cell, UserId to, string sdp, MediaNeeds media, CancellationToken cancel)
    {
        if (descriptions.CheckOffer(sdp, out var offer, out var warnings) is { } bad) return new CallOutcome.BadDescription(bad);

        var id = CallId.Create(cell, RandomNumberGenerator.GetBytes(CallId.RandomBytes));
        var decision = CallRules.Invite(id, ask.Tenant, ask.By, to, sdp, media, store.Now, limits);
        if (decision is not Decision.Changed change) return new CallOutcome.Refused(((Decision.Refused)decision).Error);

        ImmutableArray<string> codes = [.. warnings.Select(warning => Problem.CodeOf(warning))];
        if (await policies.OfAsync(ask.Tenant, cancel) is { } policy)
        {
            var followed = MediaRules.Follow(policy, known: null, change, offer, ask.Seen, limits.RelayTimeout);
            if (followed is not MediaOutcome.Passes passes) return await BeforeAsync(ask, id, cancel) ?? NoWay(followed);
            (change, codes) = (passes.Change, [.. codes, .. passes.Warnings.Select(warning => Problem.CodeOf(warning))]);
        }

        var outcome = await InTimeAsync(() => store.CommitAsync(commits.Write(ask, before: null, change, status: 201), cancel)) switch
        {
            CommitResult.Committed c => Keep(c.Stored),
            CommitResult.Repeated r  => await AgainAsync(ask, r.Request, r.Stored, cancel),
            CommitResult.Crossed c   => new CallOutcome.Refused(CallError.Glare, c.Surviving),
            CommitResult.OverLimit l => new CallOutcome.Refused(l.Error),
            _                        => throw new StoreUnavailableException("The call could not be written in time."),
        };
        return outcome is CallOutcome.Done done ? done with { Warnings = codes } : outcome;
    }

    /// <summary>Carries out a command on a call.</summary>
    /// <param name="status">The HTTP status that success is answered with, remembered for repetitions.</param>
    public async Task<CallOutcome> HandleAsync(Asked ask, CallId id, CallCommand command, int status, CancellationToken cancel) =>
        await TouchAsync(ask, await DoAsync(ask, id, command, status, cancel), cancel);

    private async Task<CallOutcome> DoAsync(Asked ask, CallId id, CallCommand command, int status, CancellationToken cancel)
    {
        var known = cache.Find(ask.Tenant, id);
        var policy = await policies.OfAsync(ask.Tenant, command, cancel);
        for (var (fresh, tries) = (false, 0); tries < Tries; tries++)
        {
            if (known is null)
            {
                (known, var instead) = await LoadAsync(ask, id, cancel);
                if (known is null) return instead!;
                fresh = true;
            }

            if (command is CallCommand.Expire lapse && known.Call.Passage.RelayUntil is not null)
            {
                if (!fresh) { known = null; continue; } // candidates come without a new version: this edge may not have seen them
                command = lapse with { RelayCame = MediaRules.HasRelay(known) };
            }

            // Candidates that came before the tenant had a live network are judged with the answer, and this edge may not have seen them either.
            if (command is CallCommand.Answer && policy is { IsOpen: false } && !fresh && !known.Call.Passage.Places.ContainsKey(known.Call.Caller)) { known = null; continue; }

            ImmutableArray<MediaWarning> warnings = [];
            var (decision, bad) = ask.IfMatch is { } wanted && wanted != known.Version
                ? (Mismatch(ask, known.Call), null)
                : Decide(ask, known, command, policy, out warnings);
            if (decision is not Decision.Changed change || bad is not null)
            {
                // Only what the store holds may refuse: this edge's memory can be behind.
                if (!fresh) { known = null; continue; }
                if (bad is not null) return bad;
                return decision is Decision.Refused refused ? new CallOutcome.Refused(refused.Error) : new CallOutcome.Done(known);
            }

            switch (await InTimeAsync(() => store.CommitAsync(commits.Write(ask, known, change, status), cancel)))
            {
                case CommitResult.Committed c:
                    if (command is CallCommand.Expire && known.Call.NextDeadline(limits) is { } due) metrics.DeadlineMet(store.Now - due);
                    return Keep(c.Stored, change.OfferMade) with { Warnings = [.. warnings.Select(warning => Problem.CodeOf(warning))] };
                case CommitResult.Stale s:     (known, fresh) = (s.Stored, true); break;
                case CommitResult.Repeated r:  return await AgainAsync(ask, r.Request, r.Stored, cancel);
                case CommitResult.Crossed x:   return new CallOutcome.Refused(CallError.Glare, x.Surviving);
                case CommitResult.OverLimit l: return new CallOutcome.Refused(l.Error);
                case CommitResult.Missing:     return new CallOutcome.Refused(CallError.CallNotFound);
                // Time has run out for a device that is there: it came back unnoticed, or has had a stream all along.
                case CommitResult.Contradicted when command is CallCommand.Expire && CallRules.ConditionOf(known.Call, change.Events) is { } unmet:
                    command = new CallCommand.Return(unmet.Device);
                    break;
                case CommitResult.Contradicted: return new CallOutcome.Done(known);
                default:                       throw new StoreUnavailableException("The change could not be written in time.");
            }
        }

        return new CallOutcome.Refused(CallError.Conflict);
    }

    /// <summary>Lets time act on a call.</summary>
    public Task<CallOutcome> ExpireAsync(DueCall due, CancellationToken cancel) =>
        DoAsync(new Asked(due.Tenant, default, null, null), due.Call, new CallCommand.Expire(due.StoreBackAt), status: 200, cancel);

    /// <summary>The call as one of its participants may see it.</summary>
    public async Task<CallOutcome> ReadAsync(Asked ask, CallId id, CancellationToken cancel)
    {
        var (stored, _) = await store.FindAsync(ask.Tenant, id, null, cancel);
        return stored is not null && stored.Call.Includes(ask.By.User)
            ? await TouchAsync(ask, new CallOutcome.Done(stored), cancel)
            : new CallOutcome.Refused(CallError.CallNotFound);
    }

    /// <summary>Takes candidates of a device and gives them to the other side, or holds them until its answer.</summary>
    public async Task<CallOutcome> TrickleAsync(Asked ask, CallId id, int? offer, CandidateBatch batch, CancellationToken cancel) =>
        await TouchAsync(ask, await AddAsync(ask, id, offer, batch, cancel), cancel);

    private async Task<CallOutcome> AddAsync(Asked ask, CallId id, int? offer, CandidateBatch batch, CancellationToken cancel)
    {
        var known = cache.Find(ask.Tenant, id);
        var policy = await policies.OfAsync(ask.Tenant, cancel);
        for (var (fresh, tries) = (false, 0); tries < Tries; tries++)
        {
            if (known is null)
            {
                (known, var instead) = await LoadAsync(ask, id, cancel);
                if (known is null) return instead!;
                fresh = true;
            }

            var decision = ask.IfMatch is { } wanted && wanted != known.Version
                ? new CandidateDecision.Refused(Mismatch(ask, known.Call).Error)
                : CandidateRules.Decide(known.Call, ask.By, offer);
            if (decision is CandidateDecision.Refused refused)
            {
                if (fresh) return new CallOutcome.Refused(refused.Error);
                known = null;
                continue;
            }

            var sorted = policy is null ? null : TrickleRules.Follow(policy, known, ask.By, decision, batch.Sent, batch.Complete, ask.Seen, limits.MaxCandidates, store.Now);
            if (sorted is { InBatch: false, Events.IsEmpty: true } && !fresh)
            {
                known = null;
                continue;
            }

            if (sorted?.Refusal is { } refusal) return new CallOutcome.NoWay(refusal);
            if (sorted is { TooMany: true }) return new CallOutcome.Refused(CallError.TooManyCandidates);
            if (sorted is { InBatch: false, Events.IsEmpty: true }) return new CallOutcome.Done(known); // all of it is known already
            var events = sorted?.Events ?? [];
            var result = events.IsEmpty
                ? await InTimeAsync(() => store.CommitAsync(commits.Write(ask, known, decision, batch), cancel))
                : await InTimeAsync(() => store.CommitAsync(commits.Write(sorted!.InBatch ? ask with { Key = null } : ask, known, CallRules.After(known.Call, events), status: 204), cancel));
            switch (result)
            {
                case CommitResult.Committed c when sorted is { InBatch: true, Events.IsEmpty: false }: // the device was found; its candidates go as they came
                    (known, ask) = (Keep(c.Stored).Stored, ask with { IfMatch = null });
                    break;
                case CommitResult.Committed c: return Keep(c.Stored) with { Removed = sorted?.Removed ?? 0 };
                case CommitResult.Stale s:     (known, fresh) = (s.Stored, true); break;
                case CommitResult.Repeated r:  return await AgainAsync(ask, r.Request, r.Stored, cancel);
                case CommitResult.OverLimit l: return new CallOutcome.Refused(l.Error);
                case CommitResult.Missing:     return new CallOutcome.Refused(CallError.CallNotFound);
                default:                       throw new StoreUnavailableException("The candidates could not be written in time.");
            }
        }

        return new CallOutcome.Refused(CallError.Conflict);
    }

    // A device without a stream of events counts as there as long as it does something. That is worth a write now and then only.
    private async Task<CallOutcome> TouchAsync(Asked ask, CallOutcome outcome, CancellationToken cancel)
    {
        var touch = new CallCommand.Touch(ask.By);
        if (outcome is not CallOutcome.Done done || CallRules.Decide(done.Stored.Call, touch, store.Now, limits) is not Decision.Changed) return outcome;

        try
        {
            return await DoAsync(ask with { Key = null, IfMatch = null }, done.Stored.Call.Id, touch, status: 200, cancel) is CallOutcome.Done touched
                ? done with { Stored = touched.Stored }
                : outcome;
        }
        catch (StoreUnavailableException)
        {
            return outcome; // what was asked for is done
        }
    }

    // Refused at once as too late: this edge's idea of the store's time was behind, and the refusal has put it right.
    private async Task<CommitResult> InTimeAsync(Func<Task<CommitResult>> commit)
    {
        var begun = clock.GetTimestamp();
        var result = await commit();
        return result is CommitResult.TooLate && clock.GetElapsedTime(begun) < options.Value.CommandTimeout / 4 ? await commit() : result;
    }

    // The call as the store holds it; or what there is to say instead, when there is none or the request was carried out before.
    private async Task<(StoredCall? Known, CallOutcome? Instead)> LoadAsync(Asked ask, CallId id, CancellationToken cancel)
    {
        var (stored, repeated) = await store.FindAsync(ask.Tenant, id, ask.Key, cancel);
        return repeated is not null ? (null, await AgainAsync(ask, repeated, stored, cancel))
            : stored is null ? (null, new CallOutcome.Refused(CallError.CallNotFound))
            : (stored, null);
    }

    // What became of the request when it was carried out before: policies may have changed since. Null when it was not.
    private async Task<CallOutcome?> BeforeAsync(Asked ask, CallId id, CancellationToken cancel) =>
        ask.Key is not null && await store.FindAsync(ask.Tenant, id, ask.Key, cancel) is { Repeated: { } repeated } ? await AgainAsync(ask, repeated, null, cancel) : null;

    // The rules go first: who lost a race is told so, whatever its description is worth.
    private (Decision, CallOutcome?) Decide(Asked ask, StoredCall known, CallCommand command, CandidatePolicy? policy, out ImmutableArray<MediaWarning> warnings)
    {
        warnings = [];
        var decision = CallRules.Decide(known.Call, command, store.Now, limits);
        if (decision is not Decision.Changed) return (decision, null);

        var (completed, description, bad) = descriptions.Complete(known, command);
        if (bad is not null) return (decision, new CallOutcome.BadDescription(bad));
        if (!ReferenceEquals(completed, command)) decision = CallRules.Decide(known.Call, completed, store.Now, limits);
        if (decision is not Decision.Changed change || !MediaRules.Concern(policy, known.Call)) return (decision, null);

        var followed = MediaRules.Follow(policy, known, change, description, ask.Seen, limits.RelayTimeout);
        if (followed is not MediaOutcome.Passes passes) return (decision, NoWay(followed));
        warnings = passes.Warnings;
        return (passes.Change, null);
    }

    private static CallOutcome.NoWay NoWay(MediaOutcome outcome) => new(((MediaOutcome.Refused)outcome).Refusal);

    // Whoever may not know of the call learns nothing from its version either.
    private static Decision.Refused Mismatch(Asked ask, Call call) =>
        new(call.Includes(ask.By.User) ? CallError.VersionMismatch : CallError.CallNotFound);

    private CallOutcome.Done Keep(StoredCall stored, int offer = 0)
    {
        cache.Put(stored);
        return new CallOutcome.Done(stored, offer);
    }

    private async Task<CallOutcome> AgainAsync(Asked ask, RepeatedRequest request, StoredCall? stored, CancellationToken cancel)
    {
        if (request.BodyHash != ask.Key?.BodyHash) return new CallOutcome.Refused(CallError.IdempotencyKeyReused);
        if (stored?.Call.Id != request.Call) (stored, _) = await store.FindAsync(ask.Tenant, request.Call, null, cancel);
        return stored is null ? new CallOutcome.Refused(CallError.CallNotFound) : new CallOutcome.Done(stored, request.Offer);
    }
}
