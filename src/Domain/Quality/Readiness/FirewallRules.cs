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
            ? [.. ToService(new() { Id = "any", InternalPrefixes = Anywhere }, model, hosts, FlowId.Flow4, "")]
            : [.. model.Document.CustomerNetworks.SelectMany(network => Of(network, model, hosts))];

    private static IEnumerable<FirewallRule> Of(CustomerNetwork network, NetworkModel model, IReadOnlyList<ServiceHost> hosts) =>
    [
        .. ToService(network, model, hosts, FlowId.Flow4, ""),
        .. OnCircuit(network, model) ? ToService(network, model, hosts, FlowId.Flow1, ", on the private circuit") : [],
        .. Names(network), .. Direct(network, model), .. Relays(network, model), .. PastTheVpn(network, hosts), .. SbcFirewallRules.Of(network, model, hosts),
    ];

    /// <summary>Whether a network's way to the service may take a private circuit (CALL-FLOWS #139).</summary>
    internal static bool OnCircuit(CustomerNetwork network, NetworkModel model) => model.Has(Feature.PrivateCircuit) && network.PrivateCircuit is not null;

    private static IEnumerable<FirewallRule> ToService(CustomerNetwork network, NetworkModel model, IReadOnlyList<ServiceHost> hosts, FlowId flow, string how)
    {
        var all = model.Profile.Ports is { AllRequired: true }; // then UDP is no matter of taste (CALL-FLOWS #242)
        var udpOnly = network.Policies.UdpOnly;
        foreach (var host in hosts)
        {
            var purpose = host.Role switch
            {
                ServiceRole.Edge => "HTTPS and WebSocket: call control and events",
                ServiceRole.Relay => "media through the relay",
                _ => "media of group calls",
            } + how;
            if (host.Role == ServiceRole.Edge) yield return Rule(AllowOut, network, Tcp, [host.Host], host.Tcp, flow, true, purpose, 219);
            else
            {
                if (host.Tcp.Count > 0 && !udpOnly) yield return Rule(AllowOut, network, Tcp, [host.Host], host.Tcp, flow, all || host.Role == ServiceRole.Relay, $"{purpose}, where UDP is closed", 219);
                if (host.Udp.Count > 0 || host.Tcp.Count == 0) yield return Rule(AllowOut, network, Udp, [host.Host], host.Udp, flow, all || udpOnly, purpose, 219);
            }
        }

        foreach (var own in model.Document.Endpoints)
            yield return Rule(AllowOut, network, own.Protocol, [.. own.Host is { } name ? [name] : Array.Empty<string>(), .. own.Prefixes], own.Ports, flow, own.Required, (own.Purpose ?? "as the network's document says") + how, 161);
    }

    private static IEnumerable<FirewallRule> Names(CustomerNetwork network)
    {
        foreach (var protocol in (PerimeterProtocol[])[Udp, Tcp])
            yield return Rule(AllowOut, network, protocol, Anywhere, [NameService], FlowId.Flow2, true, "name resolution, from devices or from the name servers that they ask", 223);
    }

    private static IEnumerable<FirewallRule> Direct(CustomerNetwork network, NetworkModel model)
    {
        if (!network.Policies.InternalUdpBlocked && !model.MustRelay(network, network))
            yield return new(AllowInside, network.Id, Udp, network.InternalPrefixes, network.InternalPrefixes, null, FlowId.Flow5, false, "media between users inside, directly", 49);
        if (!model.MustRelay(network, null))
            yield return Rule(AllowOut, network, Udp, Anywhere, null, FlowId.Flow2, false, "media with users outside, directly; without it a relay carries them", 44);
        foreach (var other in model.Document.CustomerNetworks.Where(other => other.Id != network.Id && model.PairOf(network.Id, other.Id) == PairMedia.Direct))
            yield return Rule(AllowOut, network, Udp, [.. other.InternalPrefixes, .. other.EgressPrefixes.Select(one => one.Prefix)], null, FlowId.Flow2, false, $"media with users of {other.Id}, directly", 266);
    }

    /// <summary>Relays that the document knows by their addresses: the service's, its own at its edge, other tenants' (CALL-FLOWS #152).</summary>
    private static IEnumerable<FirewallRule> Relays(CustomerNetwork network, NetworkModel model)
    {
        foreach (var pool in model.Document.RelayPools.Where(pool => pool.Prefixes.Count > 0))
        {
            var ports = model.Profile.Ports;
            var rule = pool.Owner switch
            {
                RelayOwner.OnPremEdge => model.Has(Feature.Hybrid) ? Rule(AllowInside, network, Udp, pool.Prefixes, [], FlowId.Flow5A, false, "media to the Skype for Business Edge on site", 50) : null,
                RelayOwner.FederatedTenant => model.Has(Feature.Federation) ? Rule(AllowOut, network, Udp, pool.Prefixes, [], FlowId.Flow2, false, "media through a federated tenant's relay", 112) : null,
                _ => Rule(AllowOut, network, Udp, pool.Prefixes, ports?.Udp ?? [], FlowId.Flow4, ports is { AllRequired: true } || network.Policies.UdpOnly, "media through the relay", 152),
            };
            if (rule is not null) yield return rule;
        }
    }

    private static IEnumerable<FirewallRule> PastTheVpn(CustomerNetwork network, IReadOnlyList<ServiceHost> hosts)
    {
        if (network.VpnPrefixes.Count == 0) yield break;
        foreach (var host in hosts.Where(host => host.Role != ServiceRole.Edge))
        {
            if (host.Udp.Count > 0) yield return new(PastVpn, network.Id, Udp, network.VpnPrefixes, [host.Host], host.Udp, FlowId.Flow3, false, "media of remote users: leave this host out of the tunnel", 227);
            if (host.Tcp.Count > 0 && !network.Policies.UdpOnly) yield return new(PastVpn, network.Id, Tcp, network.VpnPrefixes, [host.Host], host.Tcp, FlowId.Flow3, false, "media of remote users: leave this host out of the tunnel", 227);
        }
    }

    private static FirewallRule Rule(FirewallAction action, CustomerNetwork network, PerimeterProtocol protocol, IReadOnlyList<string> to, IReadOnlyList<int>? ports, FlowId flow, bool required, string purpose, int entry) =>
        new(action, network.Id, protocol, network.InternalPrefixes.Count > 0 ? OfFamily(network.InternalPrefixes, to) : Anywhere, to, ports, flow, required, purpose, entry);

    // No firewall takes a rule from IPv6 to IPv4. Names may be either.
    private static IReadOnlyList<string> OfFamily(IReadOnlyList<string> from, IReadOnlyList<string> to)
    {
        var families = to.Select(IsIpv4).ToHashSet();
        var fit = families.Contains(null) ? from : [.. from.Where(one => families.Contains(IsIpv4(one)))];
        return fit.Count > 0 ? fit : from;
    }

    private static bool? IsIpv4(string text) => Prefix.TryParse(text, out var prefix) ? prefix.IsIpv4 : Address.TryParse(text, out var address) ? address.IsIpv4 : null;

    /// <summary>Values that rules need and nobody has given (CALL-FLOWS section Q).</summary>
    /// <param name="model">The network.</param>
    /// <param name="rules">Its rules.</param>
    public static IEnumerable<MissingValue> Missing(NetworkModel model, IReadOnlyList<FirewallRule> rules)
    {
        var open = rules.Where(rule => rule.Ports is []).ToArray();
        if (open.Any(IsOfSbc))
            yield return new("trunks[*].sbc ports", "The documents name no ports of SBCs; take them from the SBC's own configuration.", 48);
        if (open.Any(IsOfSfbRelay))
            yield return new("relayPools[*] ports", "The documents name no ports of Skype for Business relays; take them from the Edge's own configuration.", 50);
        if (open.Any(rule => !IsOfSbc(rule) && !IsOfSfbRelay(rule)))
            yield return new("ports of the profile", "The documents name no ports for this profile.", 242);
        if (model.Has(Feature.Hybrid) && !model.Document.RelayPools.Any(pool => pool is { Owner: RelayOwner.OnPremEdge, Prefixes.Count: > 0 }))
            yield return new("relayPools of the owner onPremEdge", "Nobody has said where the Edge on site is: there is no rule for media to it (flow 5A).", 50);
    }

    private static bool IsOfSbc(FirewallRule rule) => SbcFirewallRules.Entries.Contains(rule.Entry);

    private static bool IsOfSfbRelay(FirewallRule rule) => rule.Flow is FlowId.Flow5A || rule.Entry == 112;

    private static string HostOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? parsed.IdnHost : url;

    private static int? PortOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? parsed.Port : null;
}
