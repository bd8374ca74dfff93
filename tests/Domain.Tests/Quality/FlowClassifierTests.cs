using Signaling.Domain.Network;
using Signaling.Domain.Quality;
using Signaling.Domain.Quality.Paths;
using Xunit;
using static Signaling.Domain.Tests.Quality.Reports;

namespace Signaling.Domain.Tests.Quality;

/// <summary>The table of section P2, row by row, and every other combination.</summary>
public sealed class FlowClassifierTests
{
    private static readonly NetworkDocument Plain = Described;

    private static readonly Dictionary<string, ResolvedLocation> Places = new()
    {
        ["hq"] = Inside(Plain).Place,
        ["branch"] = Inside(Plain, network: "branch").Place,
        ["internet"] = Outside("x").Place,
        ["vpn"] = ViaVpn(Plain, "x").Place,
        ["guest"] = new(Location.GuestPrivateNetwork, null, null),
        ["unknown"] = Nowhere("x").Place,
    };

    [Theory]
    [Trait("CallFlow", "#59"), Trait("CallFlow", "#265"), Trait("CallFlow", "#266"), Trait("CallFlow", "#267"), Trait("CallFlow", "#268"), Trait("CallFlow", "#269")]
    [Trait("CallFlow", "#270"), Trait("CallFlow", "#271"), Trait("CallFlow", "#272"), Trait("CallFlow", "#278")]
    [InlineData("hq", "hq", MediaCarrier.None, false, "5", 265)]
    [InlineData("hq", "branch", MediaCarrier.None, false, "2", 266)]
    [InlineData("branch", "hq", MediaCarrier.Relay, false, "4", 269)]
    [InlineData("hq", "internet", MediaCarrier.None, false, "2", 267)]
    [InlineData("vpn", "hq", MediaCarrier.None, false, "2", 267)]
    [InlineData("internet", "vpn", MediaCarrier.None, false, "6", 268)]
    [InlineData("hq", "internet", MediaCarrier.Relay, false, "4", 269)]
    [InlineData("internet", "hq", MediaCarrier.Relay, false, "3", 269)]
    [InlineData("guest", "hq", MediaCarrier.Relay, false, "3", 269)]
    [InlineData("vpn", "hq", MediaCarrier.Relay, false, "3", 269)]
    [InlineData("hq", "internet", MediaCarrier.OnPremEdge, false, "5A", 270)]
    [InlineData("hq", "internet", MediaCarrier.FederatedRelay, false, "2", 271)]
    [InlineData("hq", "internet", MediaCarrier.MediaServer, false, "4", 272)]
    [InlineData("internet", "hq", MediaCarrier.MediaServer, false, "3", 272)]
    [InlineData("hq", "internet", MediaCarrier.Relay, true, "1", 269)]
    [InlineData("hq", "internet", MediaCarrier.None, true, "2", 267)]
    [InlineData("hq", "hq", MediaCarrier.None, true, "5", 265)]
    [InlineData("internet", "hq", MediaCarrier.Relay, true, "3", 269)]
    [InlineData("unknown", "hq", MediaCarrier.Relay, false, "", 269)]
    [InlineData("hq", "unknown", MediaCarrier.Relay, false, "4", 269)]
    [InlineData("hq", "unknown", MediaCarrier.None, false, "", 267)]
    public void FlowsOf_ARow_IsTheDocuments(string self, string other, MediaCarrier carrier, bool circuit, string flows, int entry)
    {
        Assert.Equal(flows, Text(FlowClassifier.FlowsOf(Places[self], Places[other], carrier, circuit)));
        Assert.Equal(entry, FlowClassifier.EntryOf(Places[self], Places[other], carrier));
    }

    [Fact]
    public void FlowsOf_EveryCombination_HasAtMostOneAndNeverAVpnOrASbc()
    {
        foreach (var self in Places.Values)
        foreach (var other in Places.Values)
        foreach (var carrier in Enum.GetValues<MediaCarrier>())
        foreach (var circuit in (bool[])[false, true])
        {
            var flows = FlowClassifier.FlowsOf(self, other, carrier, circuit);

            Assert.True(flows.Count <= 1);
            Assert.DoesNotContain(flows, flow => flow is FlowId.Flow2Prime or FlowId.Flow4Prime or FlowId.Flow1Prime or FlowId.Flow5B or FlowId.Flow5C);
            Assert.True(circuit || !flows.Contains(FlowId.Flow1));
        }
    }

    [Theory]
    [InlineData("203.0.113.5", MediaCarrier.Relay)]
    [InlineData("203.0.113.70", MediaCarrier.OnPremEdge)]
    [InlineData("203.0.113.130", MediaCarrier.FederatedRelay)]
    [InlineData(null, MediaCarrier.Relay)]
    public void Explain_OfARelay_KnowsWhoseItIs(string? address, MediaCarrier carrier)
    {
        var leg = Explain(Plain, Inside(Plain).With(Relay(PathTransport.Udp, address: address)), Outside("ben")).Caller;

        Assert.Equal(FlowClassifier.FlowsOf(Places["hq"], Places["internet"], carrier, false), leg.RealFlows);
    }
}
