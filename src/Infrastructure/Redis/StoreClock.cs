namespace Signaling.Infrastructure.Redis;

/// <summary>The store's time as this edge knows it: its own steady clock, set by replies. Wall clocks of edges never matter, but before
/// the first reply.</summary>
/// <remarks>A reply says how late it was when it was written, not when it came; the one that was quickest on its way is nearest to the
/// truth, and so the latest time of the last replies is believed. What a slow reply says does not set the clock back; that the store's
/// own clock was set back, by hand or by a failover, is believed after ten seconds at most.</remarks>
internal sealed class StoreClock(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly long start = time.GetTimestamp();
    private long offset = time.GetUtcNow().UtcTicks; // store time at start, in ticks
    private long best = long.MinValue, bestBefore = long.MinValue; // the same by the replies of this window, and of the one before
    private TimeSpan windowEnd;

    public DateTimeOffset Now => new(Interlocked.Read(ref offset) + time.GetElapsedTime(start).Ticks, TimeSpan.Zero);

    /// <summary>Sets the clock by a reply that has just come.</summary>
    /// <param name="milliseconds">Store time since 1970.</param>
    public void Set(long milliseconds)
    {
        var elapsed = time.GetElapsedTime(start);
        var said = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcTicks - elapsed.Ticks;
        lock (gate)
        {
            if (elapsed >= windowEnd)
            {
                // After a long silence the window before is no witness either.
                bestBefore = elapsed < windowEnd + Window ? best : long.MinValue;
                (best, windowEnd) = (long.MinValue, elapsed + Window);
            }

            best = Math.Max(best, said);
            Interlocked.Exchange(ref offset, Math.Max(best, bestBefore));
        }
    }
}
