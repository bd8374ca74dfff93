using System.Diagnostics;
using Signaling.Api.Problems;

namespace Signaling.Api.Calls;

/// <summary>Notices that this process has stood still, as one that was paused or whose machine was does, and refuses the commands that lay in
/// its connections meanwhile: whoever sent them has given up, or has asked another edge.</summary>
/// <remarks>What was on its way to the store when the process stopped carries the time after which the store refuses it; this is for what
/// the process had not read yet.</remarks>
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

    /// <summary>Refuses commands on calls for a second after a standstill, with <c>command_expired</c>.</summary>
    public async Task LetPassAsync(HttpContext context, RequestDelegate next)
    {
        var isCommand = !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && context.Request.Path.StartsWithSegments("/v1/calls", StringComparison.Ordinal);
        await (isCommand && HasJustEnded ? Problem.WriteAsync(context, "command_expired") : next(context));
    }

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
