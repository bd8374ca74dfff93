using Signaling.Domain.Network;
using static Signaling.Domain.Quality.Readiness.PreparationState;

namespace Signaling.Domain.Quality.Readiness;

/// <summary>What there is to prepare, and how far a network is with it (CALL-FLOWS #222).</summary>
internal static class Preparation
{
    public static IReadOnlyList<PreparationStep> Of(NetworkModel model, IReadOnlyList<NetworkReport> reports, IReadOnlyList<JudgedReport> judged, IReadOnlyList<Finding> findings, ReadinessNeeds needs, IReadOnlyList<MissingValue> missing)
    {
        var networks = model.Document.CustomerNetworks;
        return
        [
            Step("names", 223, Found(FindingCode.DnsResolution) ? ToDo : reports.Any(one => one.Names.Any(name => name.State == CheckState.Open) || one.Edges.Any(edge => edge.Https == CheckState.Open)) ? Done : Unknown, "Let every device resolve the hosts of GET /v1/endpoints."),
            Step("ports", 219, Found(FindingCode.UdpBlocked, FindingCode.UdpPortsClosed, FindingCode.TcpBlocked, FindingCode.EdgeUnreachable, FindingCode.WebSocketBlocked) ? ToDo : judged.Any(one => one.Verdict.Kind != NetworkKind.Unknown) ? Done : Unknown, "Open what GET /v1/networks/{id}/firewall-rules lists."),
            Step("nat", 224, Found(FindingCode.NatMappingChanged) ? ToDo : judged.Any(one => one.Verdict.Nat.Stable is true) ? Done : Unknown, "Keep UDP mappings for as long as they are used."),
            Step("natPool", 225, Found(FindingCode.PortExhaustionRisk) ? ToDo : Unknown, needs.MaxDevicesPerAddress is null ? "Say how many devices one public address carries; then POST /v1/networks/{id}/nat-pool." : "Ask POST /v1/networks/{id}/nat-pool whether there are enough public addresses."),
            Step("bandwidth", 218, Unknown, missing.Any(one => one.Entry == 302) ? "Set `Readiness:Rates`; then POST /v1/networks/{id}/bandwidth." : "Ask POST /v1/networks/{id}/bandwidth whether every stretch has room."),
            Step("vpn", 227, Found(FindingCode.MediaOverVpn) ? ToDo : networks.Count > 0 ? Done : Unknown, "Let media go past VPNs (split tunnel)."),
            Step("inspection", 158, Found(FindingCode.PacketShaper) ? ToDo : networks.Count > 0 ? Done : Unknown, "Let media go past devices that shape, sniff or inspect packets."),
            Step("assessment", 3, networks.Count == 0 || Found(FindingCode.AssessmentRecommended) ? ToDo : Done, "Have the network assessed, inside its sites and towards the service."),
        ];

        bool Found(params ReadOnlySpan<FindingCode> codes)
        {
            foreach (var code in codes)
            {
                if (findings.Any(one => one.Code == code)) return true;
            }

            return false;
        }

        static PreparationStep Step(string name, int entry, PreparationState state, string detail) => new(name, state, detail, entry);
    }
}
