using Microsoft.Extensions.Options;
using Signaling.Api.Health;

namespace Signaling.Api.Events;

/// <summary>Sends the devices of an edge that is about to stop to other edges, one by one, and waits until they have gone.</summary>
internal sealed partial class Farewell(DeviceStreams streams, Drain drain, IOptions<DrainOptions> options, TimeProvider clock, ILogger<Farewell> log)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    /// <summary>Stops taking new calls and connections, tells each device to go, and returns when all have gone or time is up.</summary>
    public async Task SayAsync(CancellationToken cancel)
    {
        drain.Begin();
        if (!streams.All.Any()) return;

        LogBegins(streams.All.Count());
        await Task.Delay(options.Value.Notice, clock, cancel);
        var told = streams.All.ToArray();
        Random.Shared.Shuffle(told);
        for (var i = 0; i < told.Length; i++)
        {
            _ = TellAsync(told[i]);
            // Timers are coarse: many devices go together in each of their steps.
            if (i + 1 < told.Length && i % Math.Max(1, told.Length / 100) == 0) await Task.Delay(options.Value.Spread / Math.Min(100, told.Length), clock, cancel);
        }

        for (var waited = TimeSpan.Zero; waited < options.Value.Patience && streams.All.Any(); waited += Glance) await Task.Delay(Glance, clock, cancel);
        LogEnds(streams.All.Count());
        foreach (var stayed in streams.All) stayed.Close(ControlMessage.Closed("draining"));
    }

    private async Task TellAsync(DeviceStream stream)
    {
        try
        {
            await stream.Window.ControlAsync(ControlMessage.Drain, CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(2), clock);
        }
        catch (Exception failure)
        {
            LogNotTold(failure.Message); // it is gone, or will notice when the connection ends
        }
    }

    [LoggerMessage(3301, LogLevel.Information, "Draining: {Devices} connections are sent to other edges", EventName = "DrainBegins")]
    private partial void LogBegins(int devices);

    [LoggerMessage(3302, LogLevel.Information, "Drained: {Devices} connections are left and will be closed", EventName = "DrainEnds")]
    private partial void LogEnds(int devices);

    [LoggerMessage(3303, LogLevel.Debug, "A connection could not be told to go: {Reason}", EventName = "NotSentAway")]
    private partial void LogNotTold(string reason);
}
