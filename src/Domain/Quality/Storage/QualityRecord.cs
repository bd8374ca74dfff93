using System.Collections.Immutable;

namespace Signaling.Domain.Quality.Storage;

/// <summary>What one side of a call has reported, as the store holds it.</summary>
/// <param name="Path">The newest report of its path; null when there is none.</param>
/// <param name="Samples">Its newest samples, at most <see cref="MaxSamples"/>, in the order of their numbers.</param>
/// <param name="Tally">What all its samples come to, those that are not kept any more too.</param>
public sealed record QualityRecord(StoredPath? Path, ImmutableArray<StoredSample> Samples, LegTally Tally)
{
    /// <summary>Samples kept of each side.</summary>
    public const int MaxSamples = 120;

    /// <summary>Nothing reported.</summary>
    public static QualityRecord Empty { get; } = new(null, [], LegTally.Empty);
}
