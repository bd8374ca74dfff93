using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Signaling.Api.Calls;

/// <summary>When a device counts as gone, and how long its calls wait for it.</summary>
internal sealed class PresenceOptions
{
    public const string Section = "Presence";

    /// <summary>How long a device may be silent before it counts as gone: a hub connection without a ping, a stream that no longer
    /// takes what is sent, a long poll without a next one. Devices must ping at least twice within it; SignalR's clients do every
    /// 15 seconds unless told otherwise.</summary>
    /// <value>The default value is 30 seconds; 1 second to 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan NoticeAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a device that is gone may take to come back, on any edge, before its call ends as <c>peer_lost</c>. After an
    /// outage of the store it has this long from the store's return on.</summary>
    /// <value>The default value is 30 seconds; 1 second to 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a device that never had a stream of events may do nothing in its call, not even read it, before the call
    /// ends as <c>peer_lost</c>.</summary>
    /// <value>The default value is 5 minutes; 1 second to 24 hours.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan InactiveAfter { get; set; } = TimeSpan.FromMinutes(5);
}

/// <summary>Checks <see cref="PresenceOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class PresenceOptionsValidator : IValidateOptions<PresenceOptions>;
