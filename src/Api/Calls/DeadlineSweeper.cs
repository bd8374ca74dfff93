using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;

namespace Signaling.Api.Calls;

/// <summary>Does what time makes due: any edge leases it and lets the rules decide, so that no timer dies with an edge.</summary>
/// <remarks>What an edge has leased and does not do, because it is gone or paused, is due for all others when the lease ends. Looking and
/// lease together stay below a second.</remarks>
internal sealed partial class DeadlineSweeper(ICallStore store, CallService calls, CallPresence presence, TimeProvider clock, ILogger<DeadlineSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200), Lease = TimeSpan.FromMilliseconds(450);
    private const int BatchSize = 100, AtOnce = 16;

    private bool failing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await NextAsync(timer, stoppingToken))
        {
            try
            {
                while (await SweepAsync(stoppingToken) >= BatchSize) { }
                failing = false;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The deadlines stand where they stood; the next round tries again, five times a second, and says so once.
                if (!failing) LogFailure(failure is StoreUnavailableException ? null : failure, failure.Message);
                failing = true;
            }
        }
    }

    // One that cannot be done must not keep the others waiting behind it.
    private async Task<int> SweepAsync(CancellationToken cancel)
    {
        var due = await store.LeaseDueAsync(Lease, BatchSize, cancel);
        if (due.Count > 0) Failpoint("lease-decision");
        Exception? failed = null;
        IEnumerable<Func<Task>> work =
        [
            .. due.Lost.Select(lost => (Func<Task>)(() => presence.LoseAsync(lost, cancel))),
            .. due.Calls.Select(call => (Func<Task>)(() => ExpireAsync(call, cancel))),
        ];
        await Parallel.ForEachAsync(work, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (one, _) =>
        {
            try
            {
                await one();
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Interlocked.CompareExchange(ref failed, failure, null);
            }
        });
        return failed is null ? due.Count : throw failed;
    }

    // One that this edge cannot read must not keep the others waiting; an edge that can finds it due again when the lease ends.
    private async Task ExpireAsync(DueCall due, CancellationToken cancel)
    {
        try
        {
            await calls.ExpireAsync(due, cancel);
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

    // Where the chaos suite ends or stops an edge (tests/chaos); in any other build there is nothing here.
    static partial void Failpoint(string place);

    [LoggerMessage(3001, LogLevel.Warning, "Deadlines could not be swept: {Reason}", EventName = "DeadlineSweepFailed")]
    private partial void LogFailure(Exception? failure, string reason);

    [LoggerMessage(3002, LogLevel.Warning, "The deadline of call {Call} is left to another edge: {Reason}", EventName = "DeadlineLeft")]
    private partial void LogUnreadable(string call, string reason);
}
