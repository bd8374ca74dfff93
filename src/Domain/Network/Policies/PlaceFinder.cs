using System.Collections.Immutable;
using Signaling.Domain.Sdp;

namespace Signaling.Domain.Network.Policies;

/// <summary>Finds a device's place from what a request shows, together with what the same device has shown before (CALL-FLOWS #94).</summary>
public static class PlaceFinder
{
    private const int MaxSigns = 16;

    /// <summary>The place now.</summary>
    /// <param name="source">The address that the request came from; null when not known.</param>
    /// <param name="candidates">Candidates that came with it.</param>
    /// <param name="declared">What the request says of the place; null when nothing.</param>
    /// <param name="before">What was found before; null when nothing.</param>
    public static DevicePlace Find(NetworkModel model, string? source, IEnumerable<IceCandidate> candidates, DeclaredPlace? declared, DevicePlace? before)
    {
        Address? from = Address.TryParse(source, out var address) ? address : null;
        var known = before is not null && IsSameWay(model, from, before.Source) ? before : null; // who has moved has other addresses
        var (hosts, tunnel) = (known?.Hosts.ToBuilder() ?? ImmutableArray.CreateBuilder<string>(), known?.Tunnel.ToBuilder() ?? ImmutableArray.CreateBuilder<string>());
        foreach (var candidate in candidates)
        {
            if (candidate.Type is IceCandidateType.Host) Add(hosts, candidate.Address, VpnTunnel.IsVpn(model, candidate.Address));
            foreach (var sign in VpnTunnel.Signs(model, candidate)) Add(tunnel, sign, first: false);
        }

        declared ??= known?.Declared;
        var found = Settle(model, from, hosts, declared);
        var place = new DevicePlace(found.Location, found.Network?.Id, found.Doubt) { Source = source, Hosts = hosts.ToImmutable(), Tunnel = tunnel.ToImmutable(), Declared = declared };
        return known is not null && place with { Hosts = known.Hosts } == known ? known : place; // one more address that tells nothing new
    }

    private static ResolvedLocation Settle(NetworkModel model, Address? source, IReadOnlyList<string> hosts, DeclaredPlace? declared)
    {
        var found = LocationResolver.Resolve(model, source, hosts, declared?.ViaVpn ?? false);
        return found.Location is Location.Unknown && declared is { Location: { } said and not Location.Unknown } ? new(said, found.Network, null) : found;
    }

    private static bool IsSameWay(NetworkModel model, Address? source, string? before) =>
        Address.TryParse(before, out var old) ? source is { } now && model.PlaceOf(now) == model.PlaceOf(old) : source is null;

    // What shows the VPN goes before what shows nothing, should there be too many.
    private static void Add(ImmutableArray<string>.Builder all, string one, bool first)
    {
        if (all.Contains(one)) return;
        if (first) all.Insert(0, one);
        else all.Add(one);
        if (all.Count > MaxSigns) all.Count = MaxSigns;
    }
}
