namespace Signaling.Domain.Network;

/// <summary>Finds out where a device is. A VPN user looks internal by source address and is recognised by what else it shows; what cannot be told is unknown, not guessed (CALL-FLOWS #1, #94).</summary>
public static class LocationResolver
{
    private const string MdnsSuffix = ".local";

    /// <summary>Where a device is.</summary>
    /// <param name="model">The network.</param>
    /// <param name="source">The address that its signaling comes from, as the service sees it; null when not known.</param>
    /// <param name="hosts">Addresses of its host candidates; browsers give names ending in <c>.local</c> instead (RFC 8828).</param>
    /// <param name="viaVpn">Whether it declares to have come by VPN.</param>
    public static ResolvedLocation Resolve(NetworkModel model, Address? source, IReadOnlyList<string> hosts, bool viaVpn)
    {
        var at = source is { } address ? model.PlaceOf(address) : null;
        var shown = hosts.Select(text => Address.TryParse(text, out var host) ? model.PlaceOf(host) : null).ToList();
        var vpn = at is { Role: AddressRole.Vpn } ? at : shown.Find(place => place is { Role: AddressRole.Vpn });

        if (viaVpn) return new(Location.InternetViaVpn, (vpn ?? at)?.Network, null);
        if (source is null) return new(Location.Unknown, null, LocationDoubt.SourceNotGiven);
        return at switch
        {
            null => new(Location.Internet, null, null), // its signaling did not come through any of these networks, whatever tunnels it has
            { Role: AddressRole.Guest } => new(Location.GuestPrivateNetwork, null, null),
            _ when vpn is not null => new(Location.InternetViaVpn, vpn.Network, null),
            { Role: AddressRole.Internal } => new(Location.CustomerNetwork, at.Network, null),
            _ => OfEgress(at.Network!, hosts, shown),
        };
    }

    private static ResolvedLocation OfEgress(CustomerNetwork network, IReadOnlyList<string> hosts, List<AddressPlace?> shown) =>
        shown.Exists(place => place is { Role: AddressRole.Internal } && place.Network == network) ? new(Location.CustomerNetwork, network, null)
        : hosts.Any(text => text.EndsWith(MdnsSuffix, StringComparison.OrdinalIgnoreCase)) ? new(Location.Unknown, network, LocationDoubt.HostAddressesHidden)
        : hosts.Count > 0 ? new(Location.Unknown, network, LocationDoubt.HostAddressesForeign)
        : network.VpnPrefixes.Count > 0 ? new(Location.Unknown, network, LocationDoubt.VpnNotExcluded)
        : new(Location.CustomerNetwork, network, null);
}

/// <summary>Where a device was found.</summary>
/// <param name="Location">The place.</param>
/// <param name="Network">The customer network that it is in, or signals through.</param>
/// <param name="Doubt">Why the place is unknown; null when it is known.</param>
public sealed record ResolvedLocation(Location Location, CustomerNetwork? Network, LocationDoubt? Doubt);

/// <summary>Why a place cannot be told.</summary>
public enum LocationDoubt
{
    /// <summary>Neither a place nor a source address was given.</summary>
    SourceNotGiven,

    /// <summary>The browser hides host addresses behind names; inside and VPN look the same.</summary>
    HostAddressesHidden,

    /// <summary>The source is the customer network's, the host addresses are not.</summary>
    HostAddressesForeign,

    /// <summary>The source is the customer network's, which VPN users share, and no host address tells them apart.</summary>
    VpnNotExcluded,
}
