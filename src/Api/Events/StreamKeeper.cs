using Signaling.Api.Calls;

namespace Signaling.Api.Events;

/// <summary>Looks at all connections once a second, so that none needs a timer of its own: tokens that end, inboxes that could not be
/// read, devices that have stopped polling or gone.</summary>
internal sealed partial class StreamKeeper(DeviceStreams streams, CallPresence presence, WaitingRoom room, TimeProvider clock, ILogger<StreamKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // Told a minute before, closed a minute after: a device whose clock is off still has time to renew.
    private static readonly TimeSpan Warning = TimeSpan.FromSeconds(60), Grace = TimeSpan.FromSeconds(60);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The edge stops.
        }
    }

    private async Task LookAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        foreach (var stream in streams.All)
        {
            stream.CatchUp();
            streams.AskAgain(stream);
            if (now >= stream.ExpiresAt + Grace)
            {
                stream.Close(ControlMessage.Closed("token_expired"));
            }
            else if (now >= stream.ExpiresAt - Warning && !stream.IsWarned)
            {
                stream.IsWarned = true;
                _ = WarnAsync(stream);
            }
        }

        room.Clear();
        await streams.ForgetGoneAsync(cancel);
        await presence.RetryAsync();
    }

    private async Task WarnAsync(DeviceStream stream)
    {
        try
        {
            await stream.Window.ControlAsync(ControlMessage.TokenExpiring, CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (Exception failure)
        {
            LogNotWarned(failure.Message);
        }
    }

    [LoggerMessage(3202, LogLevel.Debug, "A connection could not be told that its token ends: {Reason}", EventName = "NotWarned")]
    private partial void LogNotWarned(string reason);
}
