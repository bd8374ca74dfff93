using static Signaling.Domain.Network.Endpoints.TrafficCategory;

namespace Signaling.Domain.Network.Endpoints;

/// <summary>All that a firewall has to let through: what the deployment has, and what the tenant's live network adds (CALL-FLOWS #161, #307).</summary>
public static class EndpointCatalogue
{
    private const int Https = 443;
    private static readonly int[] RelayPorts = [3478, 3479, 3480, 3481], HttpsAlone = [Https];

    /// <summary>Both together; what the deployment has comes first, and is not said twice.</summary>
    public static IReadOnlyList<EndpointEntry> Of(IEnumerable<EndpointEntry> deployment, NetworkModel? model)
    {
        List<EndpointEntry> all = [];
        HashSet<(TrafficCategory, PerimeterProtocol, string?, string)> seen = [];
        foreach (var entry in deployment.Concat(model is null ? [] : OfNetwork(model.Document)))
        {
            if (seen.Add((entry.Category, entry.Protocol, entry.Host?.ToLowerInvariant(), string.Join(',', entry.Addresses)))) all.Add(entry);
        }

        return all;
    }

    private static IEnumerable<EndpointEntry> OfNetwork(NetworkDocument document) =>
    [
        .. document.Regions.SelectMany(OfRegion),
        .. document.RelayPools.Where(pool => pool.Owner is RelayOwner.Service or RelayOwner.OnlineEdge && pool.Prefixes.Count > 0).SelectMany(pool => Relays(null, pool.Prefixes, null)),
        .. document.Endpoints.Select(one => new EndpointEntry(one.Category, one.Protocol, one.Host, one.Prefixes, one.Ports, null, one.Required, one.Purpose ?? "as the network's document says")),
    ];

    private static IEnumerable<EndpointEntry> OfRegion(Region region) =>
    [
        .. region.SignalingUrls.Select(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri : null).OfType<Uri>()
            .Select(uri => new EndpointEntry(TrafficCategory.Signaling, PerimeterProtocol.Tcp, uri.IdnHost, [], [uri.Port], region.Id, Required: true, "HTTPS and WebSocket: the API and its events")),
        .. region.Relays.SelectMany(host => Relays(host, [], region.Id)),
        .. region.MediaServers.Select(host => new EndpointEntry(Media, PerimeterProtocol.Udp, host, [], [], region.Id, Required: false, "media of group calls, on ports that the server names; else through a relay")),
    ];

    private static IEnumerable<EndpointEntry> Relays(string? host, IReadOnlyList<string> ranges, string? region) =>
    [
        new(Relay, PerimeterProtocol.Udp, host, ranges, RelayPorts, region, Required: false, "STUN, and media over TURN/UDP: the best path that a relay can give"),
        new(Relay, PerimeterProtocol.Tcp, host, ranges, HttpsAlone, region, Required: true, "media over TURN/TCP or TURN/TLS, where UDP is closed"),
    ];
}
