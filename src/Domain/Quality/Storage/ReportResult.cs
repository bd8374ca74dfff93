using Signaling.Domain.Calls.Storage;

namespace Signaling.Domain.Quality.Storage;

/// <summary>What became of a <see cref="ReportCommit"/>. Only <see cref="Taken"/> wrote anything.</summary>
public abstract record ReportResult
{
    private ReportResult() { }

    /// <summary>It is kept, as far as it was new.</summary>
    /// <param name="Counted">Samples that were new.</param>
    /// <param name="PathChanged">Whether the path is another than before.</param>
    public sealed record Taken(int Counted, bool PathChanged) : ReportResult;

    /// <summary>The call is another than was expected; this is what the store holds.</summary>
    public sealed record Stale(StoredCall Stored) : ReportResult;

    /// <summary>There is no such call.</summary>
    public sealed record Missing : ReportResult;

    /// <summary>The side has given as many reports in this minute as are allowed.</summary>
    public sealed record TooMany : ReportResult;

    /// <summary>The time that the report had ran out before it reached the store.</summary>
    public sealed record TooLate : ReportResult;
}
