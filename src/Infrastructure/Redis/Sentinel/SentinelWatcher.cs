using Microsoft.Extensions.Logging;

namespace Signaling.Infrastructure.Redis.Sentinel;

/// <summary>Asks the Sentinels twice a second where the primary is, and says when it has moved. The client library cannot (StackExchange.Redis
/// 1.2.6 does not follow Sentinel).</summary>
/// <param name="moved">Called when the primary is at another place than before, and the first time.</param>
internal sealed class SentinelWatcher(RedisOptions options, RedisCertificates certificates, TimeProvider time, Action<string> moved, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly SentinelLink[] links =
        [.. options.Sentinels!.Split(',', StringSplitOptions.TrimEntries).Select(address => new SentinelLink(address, options, certificates))];
    private readonly CancellationTokenSource end = new();
    private SentinelAnswer.Primary? believed;
    private bool complained;
    private Task watching = Task.CompletedTask;

    /// <summary>Asks once, and goes on asking.</summary>
    /// <exception cref="RedisUnsuitableException">A Sentinel answers, and none knows the name or lets us in; says what to change.</exception>
    public async Task StartAsync(CancellationToken cancel)
    {
        try
        {
            if (await LookAsync(cancel) is { } fault) throw new RedisUnsuitableException(fault);
        }
        finally
        {
            watching = Task.Run(WatchAsync, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await watching;
        foreach (var link in links) link.Dispose();
        end.Dispose();
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(end.Token))
            {
                var fault = await LookAsync(end.Token);
                if (fault is not null && !complained) SentinelLog.Unusable(logger, fault);
                complained = fault is not null;
            }
        }
        catch (OperationCanceledException)
        {
            // The edge ends.
        }
    }

    // What is wrong when Sentinels answer and none says where the primary is; null when nothing is, or when they are all away.
    private async Task<string?> LookAsync(CancellationToken cancel)
    {
        var answers = await Task.WhenAll(links.Select(link => link.AskAsync(cancel)));
        var before = believed?.Address;
        believed = SentinelChoice.Of(answers, believed, links.Length);
        if (believed is { } primary && primary.Address != before)
        {
            SentinelLog.Moved(logger, before is null ? LogLevel.Information : LogLevel.Warning, options.SentinelName!, primary.Address, primary.Epoch);
            moved(primary.Address);
        }

        if (answers.Any(answer => answer is SentinelAnswer.Primary)) return null;
        if (answers.Any(answer => answer is SentinelAnswer.UnknownName))
            return $"No Sentinel at {Those<SentinelAnswer.UnknownName>()} watches a primary named '{options.SentinelName}': set Redis:SentinelName to the name of the line `sentinel monitor` in their configuration.";
        if (answers.Any(answer => answer is SentinelAnswer.LocksUsOut))
            return $"The Sentinels at {Those<SentinelAnswer.LocksUsOut>()} do not let us in: Redis:SentinelPassword is missing or not theirs. It is another than Redis:Password.";
        return null;

        string Those<TAnswer>() => string.Join(", ", links.Where((_, n) => answers[n] is TAnswer).Select(link => link.Address));
    }
}
