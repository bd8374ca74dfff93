namespace Signaling.Domain.Quality;

/// <summary>What is wrong with a report.</summary>
/// <param name="Path">Where, such as <c>samples[0].network.loss.percent</c>.</param>
/// <param name="Detail">What it must be.</param>
public sealed record ReportFault(string Path, string Detail);
