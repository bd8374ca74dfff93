using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;

namespace Signaling.Api.Calls;

/// <summary>Ends what time ends: any edge leases what is due and lets the rules decide, so that no timer dies with an edge.</summary>
internal sealed partial class DeadlineSweeper(ICallStore store, CallService calls, TimeProvider clock, ILogger<DeadlineSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250), Lease = TimeSpan.FromMilliseconds(700);
    private const int BatchSize = 100;

    private bool failing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await NextAsync(timer, stoppingToken))
        {
            try
            {
                while (await SweepAsync(stoppingToken) == BatchSize) { }
                failing = false;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The deadlines stand where they stood; the next round tries again, four times a second, and says so once.
                if (!failing) LogFailure(failure is StoreUnavailableException ? null : failure, failure.Message);
                failing = true;
            }
        }
    }

    private async Task<int> SweepAsync(CancellationToken cancel)
    {
        var due = await store.LeaseDueAsync(Lease, BatchSize, cancel);
        foreach (var call in due) await calls.ExpireAsync(call.Tenant, call.Call, cancel);
        return due.Length;
    }

    private static async ValueTask<bool> NextAsync(PeriodicTimer timer, CancellationToken cancel)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(3001, LogLevel.Warning, "Deadlines could not be swept: {Reason}", EventName = "DeadlineSweepFailed")]
    private partial void LogFailure(Exception? failure, string reason);
}
