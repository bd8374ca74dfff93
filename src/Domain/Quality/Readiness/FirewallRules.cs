using Signaling.Domain.Network;
using static Signaling.Domain.Network.PerimeterProtocol;
using static Signaling.Domain.Quality.Readiness.FirewallAction;

namespace Signaling.Domain.Quality.Readiness;

/// <summary>What to open, drawn from the flows that a network has (CALL-FLOWS #55, #219, #226).</summary>
public static class FirewallRules
{
    private const int NameService = 53;
    private static readonly string[] Anywhere = ["any"];

    /// <summary>The hosts that a document's regions name, with the profile's ports.</summary>
    public static IReadOnlyList<ServiceHost> HostsOf(NetworkModel model)
    {
        var (udp, tcp) = (model.Profile.Ports?.Udp ?? [], model.Profile.Ports?.Tcp ?? []);
        return
        [
            .. model.Document.Regions.SelectMany(region => region.SignalingUrls).Distinct().Select(url => new ServiceHost(ServiceRole.Edge, HostOf(url), [], PortOf(url) is { } port ? [.. tcp.Union([port]).Order()] : tcp)),
            .. model.Document.Regions.SelectMany(region => region.Relays).Distinct().Select(host => new ServiceHost(ServiceRole.Relay, host, udp, tcp)),
            .. model.Document.Regions.SelectMany(region => region.MediaServers).Distinct().Select(host => new ServiceHost(ServiceRole.MediaServer, host, udp, tcp)),
        ];
    }

    /// <summary>The rules of every customer network; of any network where none is described.</summary>
    /// <param name="model">The network.</param>
    /// <param name="hosts">The service.</param>
    public static IReadOnlyList<FirewallRule> Of(NetworkModel model, IReadOnlyList<ServiceHost> hosts) =>
        model.Document.CustomerNetworks.Count == 0
            ? [.. Outwards(new() { Id = "any", InternalPrefixes = Anywhere }, hosts, FlowId.Flow4, "")]
            : [.. model.Document.CustomerNetworks.SelectMany(network => Of(network, model, hosts))];

    private static IEnumerable<FirewallRule> Of(CustomerNetwork network, NetworkModel model, IReadOnlyList<ServiceHost> hosts) =>
    [
        .. Outwards(network, hosts, FlowId.Flow4, ""),
        .. model.Has(Feature.PrivateCircuit) && network.PrivateCircuit is not null ? Outwards(network, hosts, FlowId.Flow1, ", on the private circuit") : [],
        .. Names(network), .. Direct(network), .. PastTheVpn(network, hosts), .. Phones(network, model, hosts),
    ];

    private static IEnumerable<FirewallRule> Outwards(CustomerNetwork network, IReadOnlyList<ServiceHost> hosts, FlowId flow, string how)
    {
        foreach (var host in hosts)
        {
            var purpose = host.Role switch
            {
                ServiceRole.Edge => "HTTPS and WebSocket: call control and events",
                ServiceRole.Relay => "media through the relay",
                _ => "media of group calls",
            } + how;
            if (host.Tcp.Count > 0 || host.Role == ServiceRole.Edge) yield return Rule(AllowOut, network, Tcp, [host.Host], host.Tcp, flow, host.Role != ServiceRole.MediaServer, host.Role == ServiceRole.Edge ? purpose : $"{purpose}, where UDP is closed", 219);
            if (host.Udp.Count > 0 || host.Role == ServiceRole.MediaServer) yield return Rule(AllowOut, network, Udp, [host.Host], host.Udp, flow, false, purpose, 219);
        }
    }

    private static IEnumerable<FirewallRule> Names(CustomerNetwork network)
    {
        foreach (var protocol in (PerimeterProtocol[])[Udp, Tcp])
            yield return Rule(AllowOut, network, protocol, Anywhere, [NameService], FlowId.Flow2, true, "name resolution, from devices or from the name servers that they ask", 223);
    }

    private static IEnumerable<FirewallRule> Direct(CustomerNetwork network)
    {
        if (!network.Policies.InternalUdpBlocked)
            yield return new(AllowInside, network.Id, Udp, network.InternalPrefixes, network.InternalPrefixes, null, FlowId.Flow5, false, "media between users inside, directly", 49);
        if (!network.Policies.BlockDirectExternalMedia)
            yield return Rule(AllowOut, network, Udp, Anywhere, null, FlowId.Flow2, false, "media with users outside, directly; without it a relay carries them", 44);
    }

    private static IEnumerable<FirewallRule> PastTheVpn(CustomerNetwork network, IReadOnlyList<ServiceHost> hosts)
    {
        if (network.VpnPrefixes.Count == 0) yield break;
        foreach (var host in hosts.Where(host => host.Role != ServiceRole.Edge))
        {
            if (host.Udp.Count > 0) yield return new(PastVpn, network.Id, Udp, network.VpnPrefixes, [host.Host], host.Udp, FlowId.Flow3, false, "media of remote users: leave this host out of the tunnel", 227);
            if (host.Tcp.Count > 0) yield return new(PastVpn, network.Id, Tcp, network.VpnPrefixes, [host.Host], host.Tcp, FlowId.Flow3, false, "media of remote users: leave this host out of the tunnel", 227);
        }
    }

    private static IEnumerable<FirewallRule> Phones(CustomerNetwork network, NetworkModel model, IReadOnlyList<ServiceHost> hosts)
    {
        string[] service = [.. hosts.Where(host => host.Role != ServiceRole.Edge).Select(host => host.Host).Distinct()];
        foreach (var trunk in model.Document.Trunks.Where(trunk => trunk.Sbc is not null && (trunk.Network ?? model.Document.CustomerNetworks[0].Id) == network.Id))
        {
            string[] sbc = [trunk.Sbc!.PublicAddress];
            yield return new(AllowIn, network.Id, Tcp, trunk.Route.Count > 0 ? trunk.Route : Anywhere, sbc, [], FlowId.Flow4Prime, true, $"SIP over TLS to the SBC {trunk.Sbc.Id}", 48);
            yield return new(AllowIn, network.Id, Udp, service, sbc, [], FlowId.Flow4Prime, true, $"media to the SBC {trunk.Sbc.Id}", 48);
            if (trunk.MediaBypass) yield return new(AllowInside, network.Id, Udp, network.InternalPrefixes, sbc, [], FlowId.Flow5B, false, $"media past the service to the SBC {trunk.Sbc.Id}", 51);
        }
    }

    private static FirewallRule Rule(FirewallAction action, CustomerNetwork network, PerimeterProtocol protocol, IReadOnlyList<string> to, IReadOnlyList<int>? ports, FlowId flow, bool required, string purpose, int entry) =>
        new(action, network.Id, protocol, network.InternalPrefixes.Count > 0 ? network.InternalPrefixes : Anywhere, to, ports, flow, required, purpose, entry);

    /// <summary>Ports that rules need and nobody has given (CALL-FLOWS section Q).</summary>
    public static IEnumerable<MissingValue> Missing(IReadOnlyList<FirewallRule> rules)
    {
        if (rules.Any(rule => rule.Ports is [] && rule.Flow is FlowId.Flow4Prime or FlowId.Flow5B))
            yield return new("trunks[*].sbc ports", "The documents name no ports of SBCs; take them from the SBC's own configuration.", 48);
        if (rules.Any(rule => rule.Ports is [] && rule.Flow is not (FlowId.Flow4Prime or FlowId.Flow5B)))
            yield return new("ports of the profile", "The documents name no ports for this profile.", 242);
    }

    private static string HostOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? parsed.IdnHost : url;

    private static int? PortOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? parsed.Port : null;
}
