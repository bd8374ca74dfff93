namespace Signaling.Api.Telemetry;

/// <summary>Times what is asked of the store, and puts it into the trace.</summary>
internal static class StoreReads
{
    /// <summary>Asks, and counts the time that it took under the name of the operation, whatever came of it.</summary>
    public static async Task<T> TimeReadAsync<T>(this SignalingMetrics metrics, TimeProvider clock, string operation, Func<Task<T>> read)
    {
        using var span = SignalingTracing.StartStore(operation);
        var begun = clock.GetTimestamp();
        try
        {
            return await read();
        }
        finally
        {
            metrics.Read(operation, clock.GetElapsedTime(begun));
        }
    }
}
