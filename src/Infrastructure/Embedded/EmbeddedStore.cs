using System.Collections.Immutable;
using System.Threading.Channels;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.History;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Domain.Quality.Storage;
using Signaling.Infrastructure.Storage;

namespace Signaling.Infrastructure.Embedded;

/// <summary>Calls and inboxes in the memory of this process: for development, and for one edge whose calls may end with it.
/// It keeps to everything that the Redis store does; each step is atomic by one lock, which nothing waits in.</summary>
public sealed class EmbeddedStore : ICallStore, IInboxes, IQualityStore
{
    // Not to have been looked at for longer than this is a gap.
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(4);

    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly AnnouncementQueue announcements = new();
    private readonly Inboxes inboxes;
    private readonly CallBook book;
    private readonly LostDevices vanished = new();
    private DateTimeOffset? lookedAt, backAt;

    /// <summary>An empty store.</summary>
    /// <param name="clock">Its time is the store's.</param>
    /// <param name="inbox">What is kept of inboxes.</param>
    public EmbeddedStore(TimeProvider clock, InboxOptions inbox)
    {
        this.clock = clock;
        inboxes = new Inboxes(inbox, announcements);
        book = new CallBook(inboxes);
    }

    public DateTimeOffset Now => clock.GetUtcNow();

    public ChannelReader<Announcement> Announcements => announcements;

    /// <summary>Calls, requests and inboxes remembered, for a test that nothing stays for ever.</summary>
    internal int Count
    {
        get { lock (gate) return book.Count + inboxes.Count + vanished.Count; }
    }

    public Task<(StoredCall? Stored, RepeatedRequest? Repeated)> FindAsync(TenantId tenant, CallId id, IdempotencyKey? request, CancellationToken cancel) =>
        AtOnce(now => (book.Find(tenant, id, now), request is null ? null : book.FindRequest(tenant, request, now)), cancel);

    public Task<CommitResult> CommitAsync(CallCommit commit, CancellationToken cancel) => AtOnce(now => book.Commit(commit, now), cancel);

    public Task<CommitResult> CommitAsync(CandidateCommit commit, CancellationToken cancel) => AtOnce(now => book.Commit(commit, now), cancel);

    public Task<(StoredCall Stored, ImmutableArray<TimelineEntry> Timeline)?> FindTimelineAsync(TenantId tenant, CallId id, CancellationToken cancel) =>
        AtOnce(now => book.FindTimeline(tenant, id, now), cancel);

    public Task<bool> NoteAsync(TenantId tenant, CallId id, TimelineEntry line, CancellationToken cancel) => AtOnce(now => book.Note(tenant, id, line, now), cancel);

    public Task<string?> FindDescriptionAsync(TenantId tenant, CallId id, DescriptionRef description, CancellationToken cancel) =>
        AtOnce(now => book.Find(tenant, id, now)?.Descriptions.GetValueOrDefault(description), cancel);

    public Task<CallPage> ListAsync(UserKey user, CallFilter filter, int limit, string? after, CancellationToken cancel) => AtOnce(now =>
    {
        StoredCallEntry[] found = [.. book.List(user, filter, CallPlace.Parse(after), now).Take(limit + 1)];
        return new CallPage([.. found.Take(limit).Select(call => call.Stored)], found.Length > limit ? found[limit - 1].Place.ToString() : null);
    }, cancel);

    // A process that was stopped, or whose machine slept, could hear from nobody meanwhile.
    public Task<DueWork> LeaseDueAsync(TimeSpan lease, int limit, CancellationToken cancel) => AtOnce(now =>
    {
        if (now - lookedAt > Gap) backAt = now;
        lookedAt = now;
        var lost = vanished.Lease(lease, limit, now);
        return new DueWork(book.Lease(lease, limit - lost.Length, backAt, now), lost);
    }, cancel);

    public Task SettleAsync(LostDevice lost, CancellationToken cancel) => AtOnce(_ =>
    {
        vanished.Settle(lost);
        return true;
    }, cancel);

    public Task<Attachment> AttachAsync(UserKey user, DeviceId device, Cursor? after, CancellationToken cancel) => AtOnce(now =>
    {
        var (end, missed) = inboxes.Attach(user, device, after, now);
        vanished.Remove(user, device);
        var told = after is not null && missed is not null;
        ImmutableArray<StoredCall> open = [.. book.List(user, CallFilter.Active, null, now).Select(call => call.Stored)];
        return new Attachment(missed ?? [], end, missed is null, told ? [] : open, [.. open.Select(stored => stored.Call).Where(call => call.HoldsForLost(new Actor(user.User, device))).Select(call => call.Id)]);
    }, cancel);

    public Task DetachAsync(UserKey user, DeviceId device, TimeSpan patience, CancellationToken cancel) => AtOnce(now =>
    {
        if (inboxes.Detach(user, device, now) && book.IsInCall(user)) vanished.Add(user, device, now + patience);
        return true;
    }, cancel);

    public Task<bool> HoldsAsync(UserKey user, DeviceId device, CancellationToken cancel) =>
        AtOnce(_ => inboxes.DevicesOf(user).Contains(device), cancel);

    public Task<ImmutableArray<InboxEntry>?> ReadAsync(UserKey user, Cursor after, int limit, CancellationToken cancel) =>
        AtOnce(now => inboxes.Read(user, after, limit, now), cancel);

    public Task<ReportResult> ReportAsync(ReportCommit commit, CancellationToken cancel) => AtOnce(now => book.Report(commit, now), cancel);

    public Task<(QualityRecord Caller, QualityRecord Callee)> ReadReportsAsync(TenantId tenant, CallId call, CancellationToken cancel) =>
        AtOnce(now => book.Reports(tenant, call, now), cancel);

    private Task<T> AtOnce<T>(Func<DateTimeOffset, T> step, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested) return Task.FromCanceled<T>(cancel);

        lock (gate)
        {
            var now = clock.GetUtcNow();
            book.Sweep(now);
            inboxes.Sweep(now);
            return Task.FromResult(step(now));
        }
    }
}
