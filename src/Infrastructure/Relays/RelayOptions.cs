using System.ComponentModel.DataAnnotations;

namespace Signaling.Infrastructure.Relays;

/// <summary>Which relays (TURN servers) devices are sent to, and the secret shared with them; section <c>Relays</c>.</summary>
public sealed class RelayOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Relays";

    /// <summary>What edge and relays share: coturn's <c>static-auth-secret</c>. At least 16 characters. Default: none, and then no relay is handed out.</summary>
    [MinLength(16)]
    public string? Secret { get; init; }

    /// <summary>How long a credential is good for. Default 30 minutes, range 1 minute to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00")]
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The relays. Default: none.</summary>
    public IList<RelayServerOptions> Servers { get; init; } = [];

    /// <summary>How many of them one answer names, the caller's region first: browsers try each, and slow down with many. Default 2, range 1 to 8.</summary>
    [Range(1, 8)]
    public int MaxServers { get; init; } = 2;

    /// <summary>Accepts ports other than UDP 3478 to 3481 and TCP 443, for a relay on a test machine; refused in Production. Default false.</summary>
    public bool AllowAnyPort { get; init; }
}
