using Signaling.Domain.Calls;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Domain.Quality.Storage;

namespace Signaling.Api.Telemetry;

/// <summary>Times what goes to the store of reports, and puts each step into the trace.</summary>
internal sealed class MeasuredQualityStore(IQualityStore inner, SignalingMetrics metrics, TimeProvider clock) : IQualityStore
{
    /// <inheritdoc/>
    public async Task<ReportResult> ReportAsync(ReportCommit commit, CancellationToken cancel)
    {
        using var span = SignalingTracing.StartStore("commit report");
        var (begun, outcome) = (clock.GetTimestamp(), "failed");
        try
        {
            var result = await inner.ReportAsync(commit, cancel);
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
            metrics.Committed("report", outcome, clock.GetElapsedTime(begun));
            span?.SetTag("outcome", outcome);
        }
    }

    /// <inheritdoc/>
    public Task<(QualityRecord Caller, QualityRecord Callee)> ReadReportsAsync(TenantId tenant, CallId call, CancellationToken cancel) =>
        metrics.TimeReadAsync(clock, "read_reports", () => inner.ReadReportsAsync(tenant, call, cancel));

    private static string NameOf(ReportResult result) => result switch
    {
        ReportResult.Taken   => "committed",
        ReportResult.Stale   => "stale",
        ReportResult.Missing => "missing",
        ReportResult.TooMany => "over_limit",
        ReportResult.TooLate => "too_late",
        _                    => "other",
    };
}
