using Signaling.Domain.Network;
using static Signaling.Domain.Network.PerimeterProtocol;
using static Signaling.Domain.Quality.Readiness.FirewallAction;

namespace Signaling.Domain.Quality.Readiness;

/// <summary>What to open for the SBCs that stand in a network. Signaling and media of theirs begin on either side, so each way is opened (CALL-FLOWS #55, #129).</summary>
internal static class SbcFirewallRules
{
    private static readonly string[] Anywhere = ["any"];

    /// <summary>Entries behind rules with an SBC's own ports, of which the documents name none.</summary>
    public static IReadOnlyList<int> Entries { get; } = [43, 48, 51, 52, 129];

    /// <summary>The rules of one network.</summary>
    public static IEnumerable<FirewallRule> Of(CustomerNetwork network, NetworkModel model, IReadOnlyList<ServiceHost> hosts)
    {
        var here = model.Document.Trunks.Where(trunk => trunk.Sbc is not null && NetworkOf(trunk, model) == network.Id).ToArray();
        foreach (var trunk in here)
        {
            foreach (var rule in WithService(network, trunk, hosts, FlowId.Flow4, FlowId.Flow4Prime, 48, "")) yield return rule;
            if (FirewallRules.OnCircuit(network, model))
            {
                foreach (var rule in WithService(network, trunk, hosts, FlowId.Flow1, FlowId.Flow1Prime, 43, ", on the private circuit")) yield return rule;
            }

            if (!trunk.MediaBypass) continue;
            if (!model.MustRelay(network, network))
                yield return new(AllowInside, network.Id, Udp, network.InternalPrefixes, AddressOf(trunk), [], FlowId.Flow5B, false, $"media past the service to the SBC {trunk.Sbc!.Id}", 51);
            if (trunk.Sbc!.RoutableFromInternet && !model.MustRelay(network, null))
                yield return new(AllowOut, network.Id, Udp, AddressOf(trunk), Anywhere, null, FlowId.Flow2, false, $"media of the SBC {trunk.Sbc.Id} with users outside, directly; without it a relay carries them", 134);
            foreach (var other in model.Document.Trunks.Where(other => other.MediaBypass && other.Sbc is not null && other.Sbc.Id != trunk.Sbc.Id && TenantOf(other, model) == TenantOf(trunk, model)))
                yield return new(AllowInside, network.Id, Udp, AddressOf(trunk), AddressOf(other), [], FlowId.Flow5C, false, $"media of calls from phone to phone, from the SBC {trunk.Sbc.Id} to {other.Sbc!.Id}", 52);
        }
    }

    private static IEnumerable<FirewallRule> WithService(CustomerNetwork network, Trunk trunk, IReadOnlyList<ServiceHost> hosts, FlowId outwards, FlowId inwards, int entry, string how)
    {
        var proxies = trunk.Route.Count > 0 ? trunk.Route : Anywhere;
        var media = hosts.Where(host => host.Role != ServiceRole.Edge).ToArray();
        string[] service = [.. media.Select(host => host.Host).Distinct()];
        var id = trunk.Sbc!.Id;
        yield return new(AllowIn, network.Id, Tcp, proxies, AddressOf(trunk), [], inwards, true, $"SIP over TLS to the SBC {id}{how}", entry);
        yield return new(AllowOut, network.Id, Tcp, AddressOf(trunk), proxies, [], outwards, true, $"SIP over TLS from the SBC {id}{how}", 129);
        if (service.Length > 0) yield return new(AllowIn, network.Id, Udp, service, AddressOf(trunk), [], inwards, true, $"media to the SBC {id}{how}", entry);
        foreach (var host in media) yield return new(AllowOut, network.Id, Udp, AddressOf(trunk), [host.Host], host.Udp, outwards, true, $"media from the SBC {id}{how}", host.Udp.Count > 0 ? 219 : 129);
    }

    // Another tenant's SBC stands elsewhere, unless the document says where.
    private static string? NetworkOf(Trunk trunk, NetworkModel model) =>
        trunk.Network ?? (TenantOf(trunk, model) == model.Document.Tenant ? model.Document.CustomerNetworks[0].Id : null);

    private static string TenantOf(Trunk trunk, NetworkModel model) => trunk.Tenant ?? model.Document.Tenant;

    private static string[] AddressOf(Trunk trunk) => [trunk.Sbc!.PublicAddress];
}
