using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Signaling.Domain.Calls;

namespace Signaling.Api.Calls;

/// <summary>How long calls ring, wait, last and are kept.</summary>
internal sealed class CallOptions
{
    public const string Section = "Calls";

    /// <summary>How long a call rings before it ends as <c>timed_out</c>.</summary>
    /// <value>The default value is 45 seconds; 1 second to 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan RingTimeout { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>How long an offer in a connected call waits for its answer.</summary>
    /// <value>The default value is 30 seconds; 1 second to 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan OfferTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an answered call waits for a relayed candidate of either side, where the policies of the live network let nothing else
    /// pass, before it ends as <c>no_relay</c>.</summary>
    /// <value>The default value is 25 seconds; 1 second to 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan RelayTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>The longest a connected call lasts.</summary>
    /// <value>The default value is 24 hours; 1 minute to 36 hours.</value>
    [Range(typeof(TimeSpan), "00:01:00", "1.12:00:00")]
    public TimeSpan MaxDuration { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long an ended call can still be read.</summary>
    /// <value>The default value is 24 hours; 1 minute to 30 days.</value>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan KeepEndedFor { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long after it came a command may still be written; the store refuses it then. At least 0.2 seconds shorter than
    /// <c>Redis:CommandTimeout</c>, so that nothing which was answered with 503 is written later.</summary>
    /// <value>The default value is 1.2 seconds; 0.1 to 10 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:10")]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(1.2);

    /// <summary>Open calls that one user may have.</summary>
    /// <value>The default value is 50; 1 to 1000.</value>
    [Range(1, 1000)]
    public int MaxActiveCalls { get; set; } = 50;

    /// <summary>Times that a ringing call may be sent on.</summary>
    /// <value>The default value is 5; 0 to 20.</value>
    [Range(0, 20)]
    public int MaxRedirects { get; set; } = 5;

    /// <summary>ICE candidates that one device may send for one offer.</summary>
    /// <value>The default value is 200; 10 to 1000.</value>
    [Range(10, 1000)]
    public int MaxCandidates { get; set; } = 200;

    /// <summary>Longest in-call message, in characters.</summary>
    /// <value>The default value is 4096; 1 to 65536.</value>
    [Range(1, 65536)]
    public int MaxMessageLength { get; set; } = 4096;

    /// <summary>The same, as the rules take it.</summary>
    public CallLimits ToLimits(PresenceOptions presence) => new()
    {
        Grace = presence.Grace,
        InactiveAfter = presence.InactiveAfter,
        RingTimeout = RingTimeout,
        OfferTimeout = OfferTimeout,
        RelayTimeout = RelayTimeout,
        MaxDuration = MaxDuration,
        MaxRedirects = MaxRedirects,
        MaxActiveCalls = MaxActiveCalls,
        MaxCandidates = MaxCandidates,
    };
}

/// <summary>Checks <see cref="CallOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class CallOptionsValidator : IValidateOptions<CallOptions>;
