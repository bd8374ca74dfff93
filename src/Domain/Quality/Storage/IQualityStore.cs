using Signaling.Domain.Calls;
using Signaling.Domain.Identity;

namespace Signaling.Domain.Quality.Storage;

/// <summary>Where reports of calls are kept: beside the call, bounded for each side, and no longer than the call could be.</summary>
/// <remarks>Every method throws <see cref="Events.StoreUnavailableException"/> when the store cannot be reached in time.</remarks>
public interface IQualityStore
{
    /// <summary>Takes a report if the call is still the one that was decided on. The call's version stays; samples that come late, twice or
    /// in another order count once, and the newest report of the path stands.</summary>
    Task<ReportResult> ReportAsync(ReportCommit commit, CancellationToken cancel);

    /// <summary>What both sides of a call have reported; empty records where nothing was.</summary>
    Task<(QualityRecord Caller, QualityRecord Callee)> ReadReportsAsync(TenantId tenant, CallId call, CancellationToken cancel);
}
