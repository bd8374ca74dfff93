namespace Signaling.Api.Telemetry;

/// <summary>The value of one instrument for one set of labels.</summary>
/// <param name="bounds">Upper bounds of a histogram's buckets, ascending; null when it is no histogram.</param>
internal sealed class MetricSeries(IReadOnlyList<double>? bounds)
{
    private readonly Lock gate = new();
    private readonly long[] buckets = new long[(bounds?.Count ?? -1) + 1];
    private double sum;
    private long count;

    /// <summary>Adds to a counter, or to the current value of one that goes up and down.</summary>
    public void Add(double value)
    {
        lock (gate) sum += value;
    }

    /// <summary>Puts an observed value in the place of the one before.</summary>
    public void Set(double value)
    {
        lock (gate) sum = value;
    }

    /// <summary>Counts a measurement of a histogram.</summary>
    public void Record(double value)
    {
        var bucket = 0;
        while (bucket < bounds!.Count && value > bounds[bucket]) bucket++;
        lock (gate)
        {
            buckets[bucket]++;
            sum += value;
            count++;
        }
    }

    /// <summary>Value or sum, how many measurements there were, and how many were at most each bound, the last bound being infinity.</summary>
    public (double Sum, long Count, long[] Cumulative) Read()
    {
        lock (gate)
        {
            var (total, cumulative) = (0L, new long[buckets.Length]);
            for (var i = 0; i < buckets.Length; i++) cumulative[i] = total += buckets[i];
            return (sum, count, cumulative);
        }
    }
}
