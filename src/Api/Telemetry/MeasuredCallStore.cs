using System.Collections.Immutable;
using Signaling.Api.Problems;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.History;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;

namespace Signaling.Api.Telemetry;

/// <summary>Times and counts what goes to the store of calls, whichever it is, and puts each step into the trace.</summary>
internal sealed partial class MeasuredCallStore(ICallStore inner, SignalingMetrics metrics, TimeProvider clock, ILogger<MeasuredCallStore> log) : ICallStore
{
    /// <inheritdoc/>
    public DateTimeOffset Now => inner.Now;

    /// <inheritdoc/>
    public async Task<CommitResult> CommitAsync(CallCommit commit, CancellationToken cancel)
    {
        var result = await CommitAsync("call", () => inner.CommitAsync(commit, cancel));
        if (result is CommitResult.Committed) Follow(commit);
        return result;
    }

    /// <inheritdoc/>
    public Task<CommitResult> CommitAsync(CandidateCommit commit, CancellationToken cancel) =>
        CommitAsync("candidates", () => inner.CommitAsync(commit, cancel));

    /// <inheritdoc/>
    public Task<(StoredCall? Stored, RepeatedRequest? Repeated)> FindAsync(TenantId tenant, CallId id, IdempotencyKey? request, CancellationToken cancel) =>
        metrics.TimeReadAsync(clock, "find", () => inner.FindAsync(tenant, id, request, cancel));

    /// <inheritdoc/>
    public Task<(StoredCall Stored, ImmutableArray<TimelineEntry> Timeline)?> FindTimelineAsync(TenantId tenant, CallId id, CancellationToken cancel) =>
        metrics.TimeReadAsync(clock, "find_timeline", () => inner.FindTimelineAsync(tenant, id, cancel));

    /// <inheritdoc/>
    public Task<bool> NoteAsync(TenantId tenant, CallId id, TimelineEntry line, CancellationToken cancel) =>
        metrics.TimeReadAsync(clock, "note", () => inner.NoteAsync(tenant, id, line, cancel));

    /// <inheritdoc/>
    public Task<string?> FindDescriptionAsync(TenantId tenant, CallId id, DescriptionRef description, CancellationToken cancel) =>
        metrics.TimeReadAsync(clock, "find_description", () => inner.FindDescriptionAsync(tenant, id, description, cancel));

    /// <inheritdoc/>
    public Task<CallPage> ListAsync(UserKey user, CallFilter filter, int limit, string? after, CancellationToken cancel) =>
        metrics.TimeReadAsync(clock, "list", () => inner.ListAsync(user, filter, limit, after, cancel));

    /// <inheritdoc/>
    public Task<DueWork> LeaseDueAsync(TimeSpan lease, int limit, CancellationToken cancel) =>
        metrics.TimeReadAsync(clock, "lease_due", () => inner.LeaseDueAsync(lease, limit, cancel));

    /// <inheritdoc/>
    public Task SettleAsync(LostDevice lost, CancellationToken cancel) => inner.SettleAsync(lost, cancel);

    private async Task<CommitResult> CommitAsync(string of, Func<Task<CommitResult>> commit)
    {
        using var span = SignalingTracing.StartStore("commit " + of);
        var (begun, outcome) = (clock.GetTimestamp(), "failed");
        try
        {
            var result = await commit();
            outcome = NameOf(result);
            return result;
        }
        catch (StoreUnavailableException)
        {
            outcome = "unavailable";
            throw;
        }
        finally
        {
            metrics.Committed(of, outcome, clock.GetElapsedTime(begun));
            span?.SetTag("outcome", outcome);
        }
    }

    private void Follow(CallCommit commit)
    {
        if (commit.Expected is null)
        {
            metrics.CallStarted();
            LogStarted(commit.Call.Id);
        }

        foreach (var side in new[] { CallSide.Caller, CallSide.Callee })
        {
            var (was, now) = (commit.Known?.Call.PresenceOn(side).Reach, commit.Call.PresenceOn(side).Reach);
            if (was is not Reach.Away && now is Reach.Away) metrics.DeviceLost();
            else if (was is Reach.Away && now is Reach.Attached) metrics.DeviceReturned();
        }

        foreach (var line in commit.Timeline.Where(line => line.Kind is TimelineKind.CandidatesRemoved))
            foreach (var candidate in line.Candidates)
                if (candidate.Rule is { } rule) metrics.CandidateRemoved(rule);

        // Nothing is committed to a call after its end, so this is the end.
        if (commit.Call is { Phase: CallPhase.Ended, EndReason: { } reason })
        {
            metrics.CallEnded(reason);
            LogEnded(commit.Call.Id, Problem.CodeOf(reason));
        }
    }

    private static string NameOf(CommitResult result) => result switch
    {
        CommitResult.Committed => "committed",
        CommitResult.Stale     => "stale",
        CommitResult.Missing   => "missing",
        CommitResult.Crossed   => "crossed",
        CommitResult.OverLimit => "over_limit",
        CommitResult.TooLate   => "too_late",
        CommitResult.Contradicted => "contradicted",
        CommitResult.Repeated  => "repeated",
        _                      => "other",
    };

    [LoggerMessage(5001, LogLevel.Information, "Call {CallId} placed", EventName = "CallStarted")]
    private partial void LogStarted(CallId callId);

    [LoggerMessage(5002, LogLevel.Information, "Call {CallId} ended: {Reason}", EventName = "CallEnded")]
    private partial void LogEnded(CallId callId, string reason);
}
