using static Signaling.Domain.Network.NetworkErrorCode;

namespace Signaling.Domain.Network;

/// <summary>Private circuits, the ways in and out, and what perimeters must leave open (CALL-FLOWS #139 to #143, #179).</summary>
internal static class CircuitRules
{
    private const int Https = 443;

    public static void Check(NetworkDocument document, CustomerNetwork network, string path, List<NetworkError> wrong)
    {
        foreach (var (index, egress) in network.EgressPrefixes.Index())
        {
            if (egress.Outbound != egress.Inbound)
                wrong.Add(new(AsymmetricRoute, $"{path}.egressPrefixes[{index}]", "Let answers come back the way the requests went; a firewall that keeps state drops them otherwise.", 142));
            if (network.PrivateCircuit is null && EgressPath.ExpressRoute == egress.Outbound)
                wrong.Add(new(ReferenceUnknown, $"{path}.egressPrefixes[{index}].outbound", "Describe the private circuit that it takes, or let it take the Internet.", 142));
        }

        foreach (var (index, perimeter) in network.Perimeters.Index())
        {
            foreach (var (number, rule) in perimeter.Allow.Index())
            {
                if (rule.FirstPort is < 1 or > 65535 || rule.LastPort > 65535 || rule.LastPort < rule.FirstPort)
                    wrong.Add(new(ValueOutOfRange, $"{path}.perimeters[{index}].allow[{number}]", "Give firstPort and lastPort, 1 to 65535, the first not above the last.", 2));
            }
        }

        if (network.PrivateCircuit is not { } circuit) return;
        if (!document.Features.Contains(Feature.PrivateCircuit))
            wrong.Add(new(FeatureNotEnabled, $"{path}.privateCircuit", "Turn on the feature `privateCircuit`, in a profile that has it.", 85));
        if (circuit.Uptime is not (> 0 and <= 1)) wrong.Add(new(ValueOutOfRange, $"{path}.privateCircuit.uptime", "Give a share above 0, at most 1, such as 0.999.", 7));
        if (network.EgressPrefixes.Count > 0 && network.EgressPrefixes.All(one => one.Outbound == EgressPath.ExpressRoute))
            wrong.Add(new(InternetRequired, $"{path}.egressPrefixes", "Add the addresses that use the Internet; name resolution, certificate lists and more cannot use the circuit.", 179));
        foreach (var (index, perimeter) in network.Perimeters.Index())
        {
            if (!perimeter.Passes(PerimeterProtocol.Tcp, Https, Https, PerimeterDestination.Service))
                wrong.Add(new(Flow4MustStayEnabled, $"{path}.perimeters[{index}].allow", "Let TCP 443 to the service pass; calls depend on it, private circuit or not.", 140));
        }
    }
}
