using System.Collections.Immutable;
using Signaling.Domain.Quality;
using Signaling.Domain.Quality.Storage;

namespace Signaling.Infrastructure.Embedded;

/// <summary>What one side of a call has reported. Kept with the call, and gone with it.</summary>
internal sealed class QualityEntry
{
    private readonly SortedDictionary<int, StoredSample> samples = [];
    private LegTally tally = LegTally.Empty;
    private StoredPath? path;
    private (long Minute, int Reports) pace;

    /// <summary>What is kept.</summary>
    public QualityRecord Record => new(path, [.. samples.Values], tally);

    /// <summary>Counts a report; false when there have been too many in this minute.</summary>
    public bool MayReport(int maxPerMinute, DateTimeOffset now)
    {
        var minute = now.ToUnixTimeMilliseconds() / 60_000;
        var before = pace.Minute == minute ? pace.Reports : 0;
        if (before >= maxPerMinute) return false;

        pace = (minute, before + 1);
        return true;
    }

    /// <summary>Takes the path, if it is newer; true when it is another.</summary>
    public bool Take(StoredPath? reported)
    {
        if (reported is null || reported.Sequence <= path?.Sequence) return false;

        var changed = reported.Word != path?.Word;
        path = reported;
        return changed;
    }

    /// <summary>Takes samples that are new, and neither too old to be told from known ones; says how many.</summary>
    public int Take(ImmutableArray<StoredSample> reported)
    {
        var counted = 0;
        foreach (var sample in reported)
        {
            var newest = samples.Count == 0 ? 0 : samples.Keys.Last();
            if (sample.Sequence <= newest - QualityRecord.MaxSamples || !samples.TryAdd(sample.Sequence, sample)) continue;

            tally = tally.Add(sample.Terms);
            counted++;
            foreach (var old in samples.Keys.TakeWhile(number => number <= samples.Keys.Last() - QualityRecord.MaxSamples).ToList()) samples.Remove(old);
        }

        return counted;
    }
}
