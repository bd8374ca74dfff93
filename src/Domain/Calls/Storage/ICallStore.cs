using System.Collections.Immutable;
using Signaling.Domain.Calls.History;
using Signaling.Domain.Identity;

namespace Signaling.Domain.Calls.Storage;

/// <summary>Where calls are kept. Each method is one atomic step; which changes are allowed is decided by <see cref="CallRules"/>.</summary>
/// <remarks>Every method throws <see cref="Events.StoreUnavailableException"/> when the store cannot be reached in time.</remarks>
public interface ICallStore
{
    /// <summary>The store's time, as well as this edge knows it: its own steady clock, set by the store's last reply.</summary>
    DateTimeOffset Now { get; }

    /// <summary>The call as stored, and what is remembered of the request named, if it was carried out before.</summary>
    Task<(StoredCall? Stored, RepeatedRequest? Repeated)> FindAsync(TenantId tenant, CallId id, IdempotencyKey? request, CancellationToken cancel);

    /// <summary>Writes the change if the call is still the one that was decided on, and tells those it concerns.</summary>
    Task<CommitResult> CommitAsync(CallCommit commit, CancellationToken cancel);

    /// <summary>Adds candidates if the call is still the one that was decided on, and tells the other side unless they are held.
    /// They are kept as long as the description of their offer is; those of an offer without one are told only.</summary>
    Task<CommitResult> CommitAsync(CandidateCommit commit, CancellationToken cancel);

    /// <summary>The call as stored, with its timeline, oldest line first; null when there is no such call.</summary>
    Task<(StoredCall Stored, ImmutableArray<TimelineEntry> Timeline)?> FindTimelineAsync(TenantId tenant, CallId id, CancellationToken cancel);

    /// <summary>Adds a line to a call's timeline beside its events, over or not; the newest <see cref="Timelines.MaxNotes"/> of them are kept,
    /// as long as the call is. False when there is no such call.</summary>
    Task<bool> NoteAsync(TenantId tenant, CallId id, TimelineEntry line, CancellationToken cancel);

    /// <summary>One description of a call; null when there is none (any more).</summary>
    Task<string?> FindDescriptionAsync(TenantId tenant, CallId id, DescriptionRef description, CancellationToken cancel);

    /// <summary>The user's calls, newest first.</summary>
    /// <param name="limit">At most so many, 1 to 100.</param>
    /// <param name="after">What the page before gave as <see cref="CallPage.Next"/>; null for the first; an unknown one gives the first.</param>
    Task<CallPage> ListAsync(UserKey user, CallFilter filter, int limit, string? after, CancellationToken cancel);

    /// <summary>Calls whose deadline has passed, and devices that have vanished. Each is handed out again after <paramref name="lease"/>,
    /// unless a commit has settled the call, or <see cref="SettleAsync"/> the device.</summary>
    Task<DueWork> LeaseDueAsync(TimeSpan lease, int limit, CancellationToken cancel);

    /// <summary>Forgets that a device has vanished, its calls having been told; without effect when it has vanished anew since.</summary>
    Task SettleAsync(LostDevice lost, CancellationToken cancel);
}
