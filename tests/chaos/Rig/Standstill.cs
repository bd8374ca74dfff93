using System.Collections.Concurrent;
using System.Diagnostics;

namespace Signaling.Chaos.Rig;

/// <summary>When this driver itself got no time, or its thread pool no thread: what it measured then is its own delay.</summary>
internal sealed class Standstill
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20), Late = TimeSpan.FromMilliseconds(100);
    private static readonly ConcurrentQueue<(long From, long To)> Seen = new();

    /// <summary>Begins to watch.</summary>
    public static void Watch() => new Thread(WatchOn) { IsBackground = true, Name = "standstill" }.Start();

    /// <summary>For how long of the time since a timestamp this driver stood still.</summary>
    public static TimeSpan Since(long timestamp) =>
        Seen.Aggregate(TimeSpan.Zero, (sum, one) => one.To > timestamp ? sum + Stopwatch.GetElapsedTime(Math.Max(one.From, timestamp), one.To) : sum);

    private static void WatchOn()
    {
        while (true)
        {
            var begun = Stopwatch.GetTimestamp();
            Thread.Sleep(Beat);
            var ran = new ManualResetEventSlim();
            ThreadPool.UnsafeQueueUserWorkItem(static done => done.Set(), ran, preferLocal: false);
            ran.Wait();
            if (Stopwatch.GetElapsedTime(begun) - Beat > Late) Seen.Enqueue((begun, Stopwatch.GetTimestamp()));
        }
    }
}
