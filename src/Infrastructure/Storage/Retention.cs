namespace Signaling.Infrastructure.Storage;

/// <summary>How long both stores remember what no setting decides.</summary>
public static class Retention
{
    /// <summary>A request that took effect, by its idempotency key: a day.</summary>
    public static TimeSpan Request { get; } = TimeSpan.FromDays(1);

    /// <summary>Where an inbox ended, after the last of its user's devices was seen: a day. Longer than its events, so that a device
    /// which missed nothing in a quiet time need not resync.</summary>
    public static TimeSpan InboxEnd { get; } = TimeSpan.FromDays(1);
}
