using Signaling.Infrastructure.Relays;

namespace Signaling.Api.Edges;

/// <summary>What a firewall has to let through.</summary>
/// <param name="Endpoints">Each from the clients' network outwards; answers come back on the same connection or flow.</param>
internal sealed record EndpointsResponse(IReadOnlyList<EndpointResponse> Endpoints);

/// <summary>One host, protocol and set of ports (CALL-FLOWS #161, #219).</summary>
/// <param name="Category"><c>signaling</c>: without it there are no calls; <c>relay</c>: without it there are none between networks that cannot reach each other.</param>
/// <param name="Protocol"><c>udp</c> or <c>tcp</c>.</param>
/// <param name="Host">Name or address.</param>
/// <param name="Ports">Destination ports.</param>
/// <param name="Region">The region it stands in, if it has one.</param>
/// <param name="Required">Whether calls can do without: media prefer UDP and fall back to TCP where it is closed.</param>
/// <param name="Purpose">What goes there, in words.</param>
internal sealed record EndpointResponse(string Category, string Protocol, string Host, IReadOnlyList<int> Ports, string? Region, bool Required, string Purpose)
{
    /// <summary>Where an edge is reached.</summary>
    public static EndpointResponse OfEdge(Uri url, string? region) =>
        new("signaling", "tcp", url.IdnHost, [url.Port], region, Required: true, "HTTPS and WebSocket: the API and its events");

    /// <summary>Where a relay is reached, once for each way.</summary>
    public static IEnumerable<EndpointResponse> OfRelay(RelayServerOptions relay)
    {
        if (relay.Udp.Count > 0) yield return new("relay", "udp", relay.Host, [.. relay.Udp], relay.Region, Required: false, "STUN, and media over TURN/UDP: the best path that a relay can give");
        if (relay.Tcp.Count + relay.Tls.Count > 0) yield return new("relay", "tcp", relay.Host, [.. relay.Tcp.Union(relay.Tls)], relay.Region, Required: true, "media over TURN/TCP or TURN/TLS, where UDP is closed");
    }
}
