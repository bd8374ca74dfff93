using System.Collections.Immutable;

namespace Signaling.Domain.Network.Policies;

/// <summary>Where a device in a call was found, and by what. Its own affair: the other side is never shown it.</summary>
/// <param name="Location">The place.</param>
/// <param name="Network">The customer network that it is in, or signals through; null for none.</param>
/// <param name="Doubt">Why the place is unknown; null when it is known.</param>
public sealed record DevicePlace(Location Location, string? Network, LocationDoubt? Doubt)
{
    /// <summary>A place that nothing is known of.</summary>
    public static DevicePlace Unknown { get; } = new(Location.Unknown, null, LocationDoubt.SourceNotGiven);

    /// <summary>The address that its requests came from.</summary>
    public string? Source { get; init; }

    /// <summary>Addresses of host candidates that it has shown, and names that stand for hidden ones; at most 16.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary>By what candidates that lead through the VPN are known: <c>id:3</c> for the browser's number of the interface, else an address; at most 16.</summary>
    public ImmutableArray<string> Tunnel { get; init; } = [];

    /// <summary>What it has declared itself; null when nothing.</summary>
    public DeclaredPlace? Declared { get; init; }

    /// <summary>Whether it is inside a customer network for certain.</summary>
    public bool IsInside => Location is Location.CustomerNetwork;

    public bool Equals(DevicePlace? other) =>
        other is not null && (Location, Network, Doubt, Source, Declared) == (other.Location, other.Network, other.Doubt, other.Source, other.Declared)
        && Hosts.SequenceEqual(other.Hosts) && Tunnel.SequenceEqual(other.Tunnel);

    public override int GetHashCode() => HashCode.Combine(Location, Network, Doubt, Source, Hosts.Length, Tunnel.Length);
}

/// <summary>Where a device says that it is. It settles a doubt; what the addresses show for certain it does not change.</summary>
/// <param name="Location">The place; null when not said.</param>
/// <param name="ViaVpn">Whether it has come by VPN.</param>
public sealed record DeclaredPlace(Location? Location, bool ViaVpn);
