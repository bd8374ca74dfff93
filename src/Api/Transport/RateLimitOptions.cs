using System.ComponentModel.DataAnnotations;

namespace Signaling.Api.Transport;

/// <summary>How much one user, or one address, may ask of this edge; section <c>RateLimits</c>. Each is a bucket that holds a burst and refills evenly.</summary>
internal sealed class RateLimitOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "RateLimits";

    /// <summary>Whether there are limits at all. Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Requests a second of one user, on all devices together. Default 50, range 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int UserPerSecond { get; init; } = 50;

    /// <summary>Requests that one user may send at once. Default 200, range 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int UserBurst { get; init; } = 200;

    /// <summary>Requests a second from one address (IPv6: one /64), signed in or not. Default 2,000, range 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int AddressPerSecond { get; init; } = 2_000;

    /// <summary>Requests that one address may send at once. Default 8,000, range 1 to 10,000,000.</summary>
    [Range(1, 10_000_000)]
    public int AddressBurst { get; init; } = 8_000;

    /// <summary>Event streams, hub connections and polls a second that one user may open. Default 10, range 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int AttachPerSecond { get; init; } = 10;

    /// <summary>Event streams, hub connections and polls that one user may open at once. Default 60, range 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int AttachBurst { get; init; } = 60;

    /// <summary>Devices that one user may have connected to one edge, whatever the transport. Default 100, range 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int ConnectionsPerUser { get; init; } = 100;
}
