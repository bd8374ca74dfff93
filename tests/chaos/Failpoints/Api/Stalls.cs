using System.Diagnostics;

[assembly: HostingStartup(typeof(Signaling.Chaos.Stalls))]

namespace Signaling.Chaos;

/// <summary>Writes into the edge's log when this process got no time, or its thread pool no thread: what was late then was not the product's waiting.</summary>
internal sealed class Stalls : IHostingStartup
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50), Late = TimeSpan.FromMilliseconds(400);

    public void Configure(IWebHostBuilder builder) => new Thread(Watch) { IsBackground = true, Name = "stalls" }.Start();

    private static void Watch()
    {
        while (true)
        {
            var begun = Stopwatch.GetTimestamp();
            Thread.Sleep(Beat);
            var slept = Stopwatch.GetElapsedTime(begun) - Beat;
            var (queued, ran) = (Stopwatch.GetTimestamp(), new ManualResetEventSlim());
            ThreadPool.UnsafeQueueUserWorkItem(static done => done.Set(), ran, preferLocal: false);
            ran.Wait();
            var waited = Stopwatch.GetElapsedTime(queued);
            if (slept > Late || waited > Late)
                Console.WriteLine($"{DateTimeOffset.UtcNow:HH:mm:ss.fff} STALL: this thread slept {slept.TotalSeconds:0.0} s too long, the pool took {waited.TotalSeconds:0.0} s; {ThreadPool.ThreadCount} threads, {ThreadPool.PendingWorkItemCount} waiting");
        }
    }
}
