namespace Signaling.Domain.Calls;

/// <summary>The times and bounds within which calls live; an operator sets them.</summary>
public sealed record CallLimits
{
    /// <summary>Every limit at its default.</summary>
    public static CallLimits Default { get; } = new();

    /// <summary>How long a call rings. The default value is 45 seconds.</summary>
    public TimeSpan RingTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How long an offer in a connected call waits for its answer. The default value is 30 seconds.</summary>
    public TimeSpan OfferTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an answered call waits for a relayed candidate where policies let nothing else pass. The default value is 25 seconds.</summary>
    public TimeSpan RelayTimeout { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>The longest a connected call lasts. The default value is 24 hours.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long a device that has vanished from a call may take to come back. The default value is 30 seconds.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a device without a stream of events may do nothing in a call. The default value is 5 minutes.</summary>
    public TimeSpan InactiveAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Times a call may be sent on. The default value is 5.</summary>
    public int MaxRedirects { get; init; } = 5;

    /// <summary>Devices of a callee that may speak about one call. The default value is 100.</summary>
    public int MaxDevices { get; init; } = 100;

    /// <summary>Calls that one user may have open at once. The default value is 50.</summary>
    public int MaxActiveCalls { get; init; } = 50;

    /// <summary>Candidates of one device for one offer. The default value is 200.</summary>
    public int MaxCandidates { get; init; } = 200;
}
