using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Quality.Storage;

namespace Signaling.Api.Quality;

/// <summary>What came of a report.</summary>
internal abstract record ReportOutcome
{
    private ReportOutcome() { }

    /// <summary>It is kept, as far as it was new.</summary>
    /// <param name="Known">The call.</param>
    /// <param name="Taken">What of it was new.</param>
    public sealed record Done(StoredCall Known, ReportResult.Taken Taken) : ReportOutcome;

    /// <summary>It is not taken; <paramref name="Code"/> is of the catalogue.</summary>
    public sealed record Refused(string Code) : ReportOutcome;
}
