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
        foreach (var call in due) await ExpireAsync(call, cancel);
        return due.Length;
    }

    // One that this edge cannot read must not keep the others waiting; an edge that can finds it due again when the lease ends.
    private async Task ExpireAsync(DueCall due, CancellationToken cancel)
    {
        try
        {
            await calls.ExpireAsync(due.Tenant, due.Call, cancel);
        }
        catch (Exception failure) when (failure is StoreSchemaNewerException or InvalidDataException)
        {
            LogUnreadable(due.Call.Value, failure.Message);
        }
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

    [LoggerMessage(3002, LogLevel.Warning, "The deadline of call {Call} is left to another edge: {Reason}", EventName = "DeadlineLeft")]
    private partial void LogUnreadable(string call, string reason);
}
