using System.Diagnostics;

namespace Signaling.Infrastructure.Tests;

/// <summary>
/// How long something took, without the time for which the machine kept this process waiting: a bound on it says what the product takes,
/// on a machine that has other things to do as well. Where nothing else runs it is a stopwatch.
/// </summary>
public sealed class FairWatch
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10), Usual = TimeSpan.FromMilliseconds(5);
    private static readonly Lock Gate = new();
    private static long beganBeat = Stopwatch.GetTimestamp();
    private static TimeSpan lateBefore;

    private readonly long begun = Stopwatch.GetTimestamp();
    private readonly TimeSpan late = Late();

    static FairWatch() => _ = BeatAsync();

    private FairWatch()
    {
    }

    /// <summary>The time since <see cref="StartNew"/> that was not the machine's; zero or more.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            var fair = Stopwatch.GetElapsedTime(begun) - (Late() - late);
            return fair > TimeSpan.Zero ? fair : TimeSpan.Zero;
        }
    }

    public static FairWatch StartNew() => new();

    // How late the beats were in all, up to now: whoever waits ten milliseconds beside the test is woken as late as the product is.
    private static TimeSpan Late()
    {
        lock (Gate) return lateBefore + LateBy(Stopwatch.GetElapsedTime(beganBeat));
    }

    private static TimeSpan LateBy(TimeSpan took) => took > Beat + Usual ? took - Beat : TimeSpan.Zero;

    private static async Task BeatAsync()
    {
        while (true)
        {
            await Task.Delay(Beat).ConfigureAwait(false);
            lock (Gate)
            {
                lateBefore += LateBy(Stopwatch.GetElapsedTime(beganBeat));
                beganBeat = Stopwatch.GetTimestamp();
            }
        }
    }
}
