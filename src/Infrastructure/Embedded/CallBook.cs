using System.Collections.Immutable;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.History;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Identity;
using Signaling.Domain.Quality.Storage;
using Signaling.Infrastructure.Storage;

namespace Signaling.Infrastructure.Embedded;

/// <summary>All calls, and what is remembered of requests. Each change is checked whole before anything is written.
/// Not safe for concurrent use: <see cref="EmbeddedStore"/> holds the lock.</summary>
internal sealed class CallBook(Inboxes inboxes)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromHours(1); // for once ended, a call may be kept for less long than it was to be

    private readonly Dictionary<(TenantId Tenant, CallId Id), StoredCallEntry> calls = [];
    private readonly Dictionary<(TenantId Tenant, string Scope), (RepeatedRequest Record, DateTimeOffset Until)> requests = [];
    private readonly CallIndex index = new();
    private readonly Reminders<(TenantId Tenant, CallId Id)> reminders = new();
    private readonly Reminders<(TenantId Tenant, string Scope)> requestReminders = new();

    /// <summary>Calls and requests remembered.</summary>
    public int Count => calls.Count + requests.Count;

    /// <summary>The call as stored; null when there is none, or none any more.</summary>
    public StoredCall? Find(TenantId tenant, CallId id, DateTimeOffset now) => Entry((tenant, id), now)?.Stored;

    /// <summary>The call with its timeline.</summary>
    public (StoredCall Stored, ImmutableArray<TimelineEntry> Timeline)? FindTimeline(TenantId tenant, CallId id, DateTimeOffset now) =>
        Entry((tenant, id), now) is { } entry ? (entry.Stored, entry.Timeline) : null;

    /// <summary>Adds a line beside events.</summary>
    public bool Note(TenantId tenant, CallId id, TimelineEntry line, DateTimeOffset now)
    {
        if (Entry((tenant, id), now) is not { } entry) return false;

        entry.Notes.Enqueue(line);
        if (entry.Notes.Count > Timelines.MaxNotes) entry.Notes.Dequeue();
        return true;
    }

    /// <summary>What is remembered of a request, whatever its body was.</summary>
    public RepeatedRequest? FindRequest(TenantId tenant, IdempotencyKey key, DateTimeOffset now) =>
        requests.TryGetValue((tenant, key.Scope), out var known) && known.Until > now ? known.Record : null;

    /// <summary>The user's calls, newest first, from after a place on.</summary>
    public IEnumerable<StoredCallEntry> List(UserKey user, CallFilter filter, CallPlace? after, DateTimeOffset now) =>
        index.List(user, filter, after).Select(place => Entry((user.Tenant, place.Id), now)).OfType<StoredCallEntry>();

    /// <summary>Whether the user has an open call.</summary>
    public bool IsInCall(UserKey user) => index.OpenCalls(user) > 0;

    /// <summary>Hands out what is due until the lease ends.</summary>
    /// <param name="backAt">When the store was looked at again after a gap.</param>
    public ImmutableArray<DueCall> Lease(TimeSpan lease, int limit, DateTimeOffset? backAt, DateTimeOffset now)
    {
        var due = index.Due(now, limit);
        foreach (var call in due) index.SetDue(calls[call], now + lease);
        return [.. due.Select(call => new DueCall(call.Tenant, call.Id, now, backAt))];
    }

    /// <summary>Writes a change, or says why not.</summary>
    public CommitResult Commit(CallCommit commit, DateTimeOffset now)
    {
        var call = commit.Call;
        var entry = Entry((call.Tenant, call.Id), now);
        if ((Refusal(call.Tenant, commit.Request, commit.NotAfter, entry, commit.Expected, now) ?? Refusal(commit, now)) is { } refused) return refused;

        if (commit.InvitesCallee) call = call with { Invited = inboxes.DevicesOf(new UserKey(call.Tenant, call.Callee)) };
        var (candidates, released) = Candidates.Change(entry?.Stored.Candidates ?? [], commit);
        var descriptions = (entry?.Stored.Descriptions ?? commit.NewDescriptions.Clear())
            .RemoveRange(commit.DroppedDescriptions).SetItems(commit.NewDescriptions);

        var before = entry?.Call;
        entry = Store(entry, new StoredCall(call, commit.Next, descriptions, candidates), now + commit.KeepFor, now);
        foreach (var lines in commit.Timeline.GroupBy(line => line.Number))
        {
            entry.Lines[lines.Key] = [.. lines];
            if (Timelines.Displaced(lines.Key) is { } displaced) entry.Lines.Remove(displaced);
        }

        index.Update(before, entry, commit.Left);
        index.SetDue(entry, now + commit.Deadline);
        Remember(call.Tenant, commit.Request, now);
        inboxes.Write(released is null ? commit.Events : commit.Events.Add(released), descriptions, commit.EntryNonce, now);
        return new CommitResult.Committed(entry.Stored);
    }

    /// <summary>Adds candidates, or says why not.</summary>
    public CommitResult Commit(CandidateCommit commit, DateTimeOffset now)
    {
        var entry = Entry((commit.Tenant, commit.Call), now);
        if (Refusal(commit.Tenant, commit.Request, commit.NotAfter, entry, commit.Expected, now) is { } refused) return refused;
        if (entry is null) return new CommitResult.Missing();
        if (Candidates.Over(entry.Stored.Candidates, commit) is { } limit) return new CommitResult.OverLimit(limit);

        if (entry.Stored.Descriptions.ContainsKey(DescriptionRef.OfferOf(commit.Candidates.Offer))) // late ones of an older offer are told, not kept
            entry.Stored = entry.Stored with { Candidates = Candidates.Add(entry.Stored.Candidates, commit.Candidates) };
        Remember(commit.Tenant, commit.Request, now);
        if (commit.Event is { } added) inboxes.Write([added], entry.Stored.Descriptions, commit.EntryNonce, now);
        return new CommitResult.Committed(entry.Stored);
    }

    /// <summary>Takes a report, or says why not.</summary>
    public ReportResult Report(ReportCommit commit, DateTimeOffset now)
    {
        if (now > commit.NotAfter) return new ReportResult.TooLate();
        if (Entry((commit.Tenant, commit.Call), now) is not { } entry) return new ReportResult.Missing();
        if (entry.Stored.Version != commit.Expected) return new ReportResult.Stale(entry.Stored);

        var side = commit.Side is CallSide.Caller ? entry.Quality.Caller : entry.Quality.Callee;
        if (!side.MayReport(commit.MaxPerMinute, now)) return new ReportResult.TooMany();

        var changed = side.Take(commit.Path);
        if (changed) inboxes.Write(commit.Events, entry.Stored.Descriptions, commit.EntryNonce, now);
        return new ReportResult.Taken(side.Take(commit.Samples), changed);
    }

    /// <summary>What both sides of a call have reported.</summary>
    public (QualityRecord Caller, QualityRecord Callee) Reports(TenantId tenant, CallId id, DateTimeOffset now) =>
        Entry((tenant, id), now) is { } entry ? (entry.Quality.Caller.Record, entry.Quality.Callee.Record) : (QualityRecord.Empty, QualityRecord.Empty);

    /// <summary>Forgets calls and requests whose time is over.</summary>
    public void Sweep(DateTimeOffset now)
    {
        reminders.Run(now, key =>
        {
            var entry = calls[key];
            if (entry.KeepUntil > now) return Earlier(entry.KeepUntil, now + LookEvery);

            index.Forget(entry);
            calls.Remove(key);
            return null;
        });
        requestReminders.Run(now, key =>
        {
            if (requests[key].Until > now) return requests[key].Until;

            requests.Remove(key);
            return null;
        });
    }

    // What a call and a candidate commit are refused for alike, in this order: too late, done before, not that version.
    private CommitResult? Refusal(
        TenantId tenant, (IdempotencyKey Key, RepeatedRequest Record)? request, DateTimeOffset notAfter, StoredCallEntry? entry, CallVersion? expected, DateTimeOffset now)
    {
        if (now > notAfter) return new CommitResult.TooLate();
        if (request is { } sent && FindRequest(tenant, sent.Key, now) is { } known) return new CommitResult.Repeated(known, Find(tenant, known.Call, now));
        if (entry is not null && entry.Stored.Version != expected) return new CommitResult.Stale(entry.Stored);
        return entry is null && expected is not null ? new CommitResult.Missing() : null;
    }

    // What else a change can meet: a device that is not as it must be, the callee calling the caller, and a limit.
    private CommitResult? Refusal(CallCommit commit, DateTimeOffset now)
    {
        var (call, caller) = (commit.Call, commit.Call.Caller.User);
        if (commit.Condition is { } condition && inboxes.IsAttached(new UserKey(call.Tenant, condition.Device.User), condition.Device.Device) != condition.Attached)
            return new CommitResult.Contradicted();
        if (commit.InvitesCallee && index.Ringing(call.Tenant, call.Callee, caller) is { } opposite && Find(call.Tenant, opposite, now) is not null)
            return new CommitResult.Crossed(opposite);

        return commit.Expected is null && (IsFull(caller) || IsFull(call.Callee)) ? new CommitResult.OverLimit(CallError.TooManyCalls) : null;

        bool IsFull(UserId user) => index.OpenCalls(new UserKey(call.Tenant, user)) >= commit.MaxActiveCalls;
    }

    private StoredCallEntry Store(StoredCallEntry? entry, StoredCall stored, DateTimeOffset keepUntil, DateTimeOffset now)
    {
        if (entry is not null)
        {
            (entry.Stored, entry.KeepUntil) = (stored, keepUntil);
            return entry;
        }

        entry = new StoredCallEntry { Stored = stored, KeepUntil = keepUntil };
        if (calls.TryGetValue(entry.Key, out var forgotten)) index.Forget(forgotten); // its time is over, though not swept yet
        else reminders.Add(entry.Key, Earlier(keepUntil, now + LookEvery));
        return calls[entry.Key] = entry;
    }

    private StoredCallEntry? Entry((TenantId, CallId) key, DateTimeOffset now) =>
        calls.TryGetValue(key, out var entry) && entry.KeepUntil > now ? entry : null;

    private void Remember(TenantId tenant, (IdempotencyKey Key, RepeatedRequest Record)? request, DateTimeOffset now)
    {
        if (request is not { } sent) return;

        var key = (tenant, sent.Key.Scope);
        if (!requests.ContainsKey(key)) requestReminders.Add(key, now + Retention.Request);
        requests[key] = (sent.Record, now + Retention.Request);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
