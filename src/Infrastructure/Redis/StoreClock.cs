namespace Signaling.Infrastructure.Redis;

/// <summary>The store's time as this edge knows it: its own steady clock, set by each reply. Wall clocks of edges never matter, but
/// before the first reply.</summary>
internal sealed class StoreClock(TimeProvider time)
{
    private readonly long start = time.GetTimestamp();
    private long offset = time.GetUtcNow().UtcTicks; // store time at start, in ticks

    public DateTimeOffset Now => new(Interlocked.Read(ref offset) + time.GetElapsedTime(start).Ticks, TimeSpan.Zero);

    /// <summary>Sets the clock by a reply that has just come.</summary>
    /// <param name="milliseconds">Store time since 1970.</param>
    public void Set(long milliseconds) =>
        Interlocked.Exchange(ref offset, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcTicks - time.GetElapsedTime(start).Ticks);
}
