using System.ComponentModel.DataAnnotations;

namespace Signaling.Api.Transport;

/// <summary>Over what the edge is reached; section <c>Https</c>.</summary>
internal sealed class HttpsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Https";

    /// <summary>Addresses and CIDR ranges of the proxies that end TLS before this edge, such as <c>10.0.0.0/8</c>: from them plain HTTP is served, and their <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed. Default: none.</summary>
    public IList<string> TrustedProxies { get; init; } = [];

    /// <summary>How long browsers keep to HTTPS once they have seen it (RFC 6797); zero sends no such header. Default 365 days, range 0 to 730 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "730.00:00:00")]
    public TimeSpan HstsMaxAge { get; init; } = TimeSpan.FromDays(365);

    /// <summary>The largest request body, in bytes. Default 1 MB, range 64 KB to 16 MB; it must hold a description of <c>Sdp:MaxBytes</c> written as JSON.</summary>
    [Range(64 * 1024, 16 * 1024 * 1024)]
    public int MaxBodyBytes { get; init; } = 1024 * 1024;
}
