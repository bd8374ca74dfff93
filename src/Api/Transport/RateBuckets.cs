using System.Collections.Concurrent;

namespace Signaling.Api.Transport;

/// <summary>A bucket of requests for each key, refilled evenly; at most so many buckets, and no timer.</summary>
/// <param name="burst">What a bucket holds.</param>
/// <param name="perSecond">What flows back each second.</param>
/// <param name="maxBuckets">Beyond so many keys at once, the rest share one bucket.</param>
internal sealed class RateBuckets<TKey>(int burst, int perSecond, TimeProvider clock, int maxBuckets = 100_000) where TKey : notnull
{
    private static readonly TimeSpan SweepPause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<TKey, Bucket> buckets = new();
    private readonly Bucket shared = new() { Level = burst, At = clock.GetTimestamp() };
    private long sweptAt;

    /// <summary>Buckets held now.</summary>
    public int Count => buckets.Count;

    /// <summary>Takes one request out of a key's bucket.</summary>
    public Allowance Take(TKey key)
    {
        var now = clock.GetTimestamp();
        var bucket = Find(key, now);
        lock (bucket)
        {
            bucket.Level = Math.Min(burst, bucket.Level + (clock.GetElapsedTime(bucket.At, now).TotalSeconds * perSecond));
            bucket.At = now;
            var allowed = bucket.Level >= 1;
            if (allowed) bucket.Level--;
            return new(allowed, burst, (int)bucket.Level, Seconds(burst - bucket.Level), Seconds(1 - bucket.Level));
        }
    }

    private int Seconds(double missing) => missing <= 0 ? 0 : (int)Math.Ceiling(missing / perSecond);

    private Bucket Find(TKey key, long now)
    {
        if (buckets.TryGetValue(key, out var bucket)) return bucket;
        if (buckets.Count >= maxBuckets) Sweep(now);
        return buckets.Count >= maxBuckets ? shared : buckets.GetOrAdd(key, static (_, start) => new Bucket { Level = start.burst, At = start.now }, (burst, now));
    }

    private void Sweep(long now)
    {
        var last = Interlocked.Read(ref sweptAt);
        if (last != 0 && clock.GetElapsedTime(last, now) < SweepPause) return;
        if (Interlocked.CompareExchange(ref sweptAt, now, last) != last) return;

        var refill = TimeSpan.FromSeconds((double)burst / perSecond);
        foreach (var (key, bucket) in buckets)
        {
            // Idle long enough to be full, which is what a new one would be.
            if (clock.GetElapsedTime(bucket.At, now) >= refill) buckets.TryRemove(key, out _);
        }
    }

    private sealed class Bucket
    {
        public double Level { get; set; }

        public long At { get; set; }
    }
}
