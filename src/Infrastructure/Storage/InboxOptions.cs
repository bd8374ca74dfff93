using System.ComponentModel.DataAnnotations;

namespace Signaling.Infrastructure.Storage;

/// <summary>How much of each user's inbox is kept; the section <c>Inbox</c>. A device whose place was trimmed away is told to resync.</summary>
public sealed class InboxOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Inbox";

    /// <summary>How long an event is kept, from 10 seconds to a day. The default value is 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Events kept a user, 10 to 10,000. The default value is 500.</summary>
    [Range(10, 10_000)]
    public int MaxEvents { get; set; } = 500;

    /// <summary>Bytes of events kept a user, 16 kB to 64 MB; a session description counts with the one event that brings it, and the newest
    /// event is kept whatever its size. The default value is 1 MB.</summary>
    [Range(16 * 1024, 64 * 1024 * 1024)]
    public int MaxBytes { get; set; } = 1024 * 1024;
}
