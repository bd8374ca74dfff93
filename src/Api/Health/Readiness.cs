namespace Signaling.Api.Health;

/// <summary>Asks every <see cref="ReadinessCheck"/>, all at once and never for long.</summary>
internal sealed partial class Readiness(IEnumerable<ReadinessCheck> checks, Drain drain, TimeProvider clock, ILogger<Readiness> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly ReadinessCheck[] checks = [.. checks];

    /// <summary>What works and what does not, now.</summary>
    public async Task<ReadinessResponse> AskAsync(CancellationToken cancel)
    {
        var up = await Task.WhenAll(checks.Select(check => IsUpAsync(check, cancel)));
        var parts = checks.Zip(up, (check, works) => KeyValuePair.Create(check.Name, works ? "up" : "down")).ToDictionary();
        return new(!drain.HasBegun && Array.TrueForAll(up, works => works) ? "ready" : "not_ready", drain.HasBegun, parts);
    }

    private async Task<bool> IsUpAsync(ReadinessCheck check, CancellationToken cancel)
    {
        try
        {
            return await check.IsUpAsync(cancel).AsTask().WaitAsync(Patience, clock, cancel);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            LogDown(check.Name, failure.Message);
            return false;
        }
    }

    [LoggerMessage(4001, LogLevel.Warning, "Not ready: {Check} does not answer ({Reason})", EventName = "ReadinessCheckFailed")]
    private partial void LogDown(string check, string reason);
}
