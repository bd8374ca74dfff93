using Signaling.Domain.Network;

namespace Signaling.Domain.Quality.Readiness;

/// <summary>What a network's description alone says about its readiness.</summary>
internal static class ModelFindings
{
    public static IEnumerable<Finding> Of(NetworkModel model, ReadinessNeeds needs) =>
        model.Document.CustomerNetworks.SelectMany(network => Of(network, model.Profile, needs));

    /// <summary>Ports of the service that the perimeters let out, of those that the profile names.</summary>
    public static IEnumerable<int> Open(CustomerNetwork network, PerimeterProtocol protocol, IEnumerable<int> ports) =>
        ports.Where(port => network.Perimeters.All(perimeter => perimeter.Passes(protocol, port, port, PerimeterDestination.Service)));

    private static IEnumerable<Finding> Of(CustomerNetwork network, Profile profile, ReadinessNeeds needs)
    {
        var where = network.Id;
        foreach (var finding in Ports(network, profile.Ports)) yield return finding;
        if (network.Policies.PacketShaper) yield return new(FindingCode.PacketShaper, profile.PacketShaper, where, "Let media go past devices that shape, sniff or inspect packets.", 158);
        if (network is { VpnPrefixes.Count: > 0, Policies.SplitTunnel: false }) yield return VpnWarning.Of(profile, needs.VpnHelp, where);
        if (network.Assessments.Count == 0) yield return new(FindingCode.AssessmentRecommended, Verdict.Pass, where, "Have the network assessed, inside its sites and towards the service: round trip, loss and jitter at busy times. Put the result into `assessments`.", 3);
    }

    private static IEnumerable<Finding> Ports(CustomerNetwork network, PortNeeds? needed)
    {
        if (needed is null) yield break;
        var tcp = needed.Tcp.Except(Open(network, PerimeterProtocol.Tcp, needed.Tcp)).ToArray();
        var udp = needed.Udp.Except(Open(network, PerimeterProtocol.Udp, needed.Udp)).ToArray();
        if (tcp.Length > 0) yield return new(FindingCode.TcpBlocked, Verdict.Fail, network.Id, $"The perimeters of {network.Id} stop TCP {ReportFindings.Ports(tcp)} to the service: let it out; signaling needs it.", 219);
        if (udp.Length == needed.Udp.Count) yield return new(FindingCode.UdpBlocked, needed.AllRequired ? Verdict.Fail : Verdict.Warn, network.Id, $"The perimeters of {network.Id} stop UDP {ReportFindings.Ports(udp)} to the service: let it out; until then media go over TCP.", 219);
        else if (udp.Length > 0) yield return new(FindingCode.UdpPortsClosed, needed.AllRequired ? Verdict.Fail : Verdict.Warn, network.Id, $"The perimeters of {network.Id} stop UDP {ReportFindings.Ports(udp)} to the service: let it out.", 220);
    }
}
