using System.Diagnostics;
using Signaling.Api.Problems;

namespace Signaling.Api.Calls;

/// <summary>Notices that this process has stood still, as one that was paused or whose machine was does. What lay in its connections meanwhile is refused
/// for a second, with <c>command_expired</c>: whoever sent it has given up, or has asked another edge.</summary>
/// <remarks>What was on its way to the store when the process stopped carries the time after which the store refuses it.</remarks>
internal sealed class Standstill : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250), Noticed = TimeSpan.FromSeconds(5), Aftermath = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private long beaten = Stopwatch.GetTimestamp();
    private long? resumed;

    /// <summary>Whether the process has gone on only just now.</summary>
    public bool HasJustEnded
    {
        get
        {
            lock (gate)
            {
                Look();
                return resumed is { } since && Stopwatch.GetElapsedTime(since) < Aftermath;
            }
        }
    }

    /// <summary>Refuses commands for a second after a standstill, once they have been read whole.</summary>
    public static ValueTask<object?> LetPassAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        return !HttpMethods.IsGet(context.Request.Method) && context.RequestServices.GetRequiredService<Standstill>().HasJustEnded ? new(Problem.For("command_expired")) : next(invocation);
    }

    /// <summary>The time after which the store refuses a command; one that has passed, where the process stood still while the command was on its way.</summary>
    /// <param name="since">When the command was asked, as <see cref="Stopwatch.GetTimestamp"/> counts.</param>
    public static DateTimeOffset NotAfter(DateTimeOffset time, long since) => Stopwatch.GetElapsedTime(since) < Noticed ? time : DateTimeOffset.UnixEpoch;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                lock (gate)
                {
                    Look();
                    beaten = Stopwatch.GetTimestamp();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The edge stops.
        }
    }

    private void Look()
    {
        if (Stopwatch.GetElapsedTime(beaten) > Noticed) resumed = Stopwatch.GetTimestamp();
    }
}
