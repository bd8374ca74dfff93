namespace Signaling.Chaos.Rig;

/// <summary>The times that edges are started with and the model reckons with.</summary>
internal static class Timing
{
    /// <summary>How long a call rings.</summary>
    public static TimeSpan RingTimeout { get; } = TimeSpan.FromSeconds(2);

    /// <summary>How long an offer in a call waits for its answer.</summary>
    public static TimeSpan OfferTimeout { get; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a device may be away before its calls end.</summary>
    public static TimeSpan Grace { get; } = TimeSpan.FromSeconds(20);

    /// <summary>How long after it came an invitation may be written; its ringing counts from when it came.</summary>
    public static TimeSpan CommandTimeout { get; } = TimeSpan.FromSeconds(1.2);

    /// <summary>How late a deadline may be met while the store is there: a second, and the machine's own delay.</summary>
    public static TimeSpan DeadlineSlack { get; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How long an edge may take to say 503: two seconds, and the machine's own delay.</summary>
    public static TimeSpan RefusalWithin { get; } = TimeSpan.FromSeconds(2.5);

    /// <summary>How long a client waits for an answer before it asks another edge.</summary>
    public static TimeSpan ClientPatience { get; } = TimeSpan.FromSeconds(4);
}
