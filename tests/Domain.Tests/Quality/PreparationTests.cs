using Signaling.Domain.Network;
using Signaling.Domain.Quality.Readiness;
using Signaling.Domain.Sdp;
using Signaling.Domain.Tests.Network;
using Xunit;

namespace Signaling.Domain.Tests.Quality;

/// <summary>Arithmetic and tables that prepare a network: public addresses, bandwidth, symptoms, marks, rules.</summary>
public sealed class PreparationTests
{
    [Theory]
    [InlineData(10_000, 4, 2_000, null, 5, 1, true)]
    [InlineData(10_000, 5, 2_000, null, 5, 0, false)]
    [InlineData(10_001, 5, 2_000, null, 6, 1, true)]
    [InlineData(1, 0, 2_000, null, 1, 1, true)]
    [InlineData(10_000, 5, 2_000, 64, 10, 5, true)] // 2,000 devices × 64 ports do not fit into one address: 1,008 do
    [Trait("CallFlow", "#225"), Trait("CallFlow", "#304")]
    public void NatPool_ForDevicesAndAddresses_SaysWhatIsMissing(int devices, int addresses, int most, int? ports, long required, long shortfall, bool risk)
    {
        var pool = NatPool.Of(devices, addresses, most, ports);

        Assert.Equal((required, shortfall, risk), (pool.Required, pool.Shortfall, pool.PortExhaustionRisk));
    }

    [Fact]
    [Trait("CallFlow", "#225")]
    public void NatPool_OfADescription_CountsEachPublicAddressOfTheInternetOnce()
    {
        var sites = (string[][])[["198.51.100.0/29", "198.51.100.4/30", "2001:db8:ffff::/48"], ["198.51.100.6/32", "203.0.113.7/32"]];
        var document = Networks.Teams(Feature.PrivateCircuit);
        var network = document.CustomerNetworks[0] with { PrivateCircuit = null, InternalPrefixes = [], VpnPrefixes = [] };
        var many = document with { CustomerNetworks = [.. sites.Select((prefixes, index) => network with { Id = $"{index}", EgressPrefixes = [.. prefixes.Select(prefix => new EgressPrefix { Prefix = prefix })] })] };

        Assert.Equal(9, NatPool.AddressesOf(Build(many))); // eight, of which four and one are named again, and one
        Assert.Equal(256, NatPool.AddressesOf(Build(document))); // those of the circuit are not the Internet's
        Assert.Null(NatPool.AddressesOf(Build(Networks.Plain.Hq(hq => hq with { EgressPrefixes = [] }))));
    }

    [Fact]
    [Trait("CallFlow", "#218")]
    public void Bandwidth_OnEveryStretch_MustCarryEverything()
    {
        var rates = new BandwidthRates { Audio = 100, Video = 2_000 };
        BandwidthSessions[] sessions = [new(MediaKind.Audio, 20, 20), new(MediaKind.Video, 4, 10)];

        var plan = BandwidthPlan.Of(sessions, [new("LAN", 1000, 1000), new("Internet", 50, 50, OtherUpMbps: 35, OtherDownMbps: 30), new("Wi-Fi", 10, 21)], rates);

        Assert.Equal((10, 22), (plan.RequiredUpMbps, plan.RequiredDownMbps));
        Assert.Equal(["Internet", "Wi-Fi"], plan.Insufficient);
        Assert.Equal(15, plan.Hops[1].AvailableUpMbps);
    }

    [Fact]
    [Trait("CallFlow", "#302")]
    public void Bandwidth_OfAKindWithoutARate_IsNotPlannedAndNamesIt()
    {
        var plan = BandwidthPlan.Of([new(MediaKind.Audio, 1, 1), new(MediaKind.Video, 1, 0), new(MediaKind.ScreenShare, 0, 0)], [new("Internet", 1, 1)], new() { Audio = 100 });

        Assert.Equal([MediaKind.Video], plan.Missing);
        Assert.Empty(plan.Hops);
    }

    [Fact]
    public void Rates_ThatSayNothing_AreTakenFromTheOthers() =>
        Assert.Equal(new() { Audio = 1, Video = 3, FileTransfer = 4 }, new BandwidthRates { Audio = 1 }.Or(new() { Audio = 2, Video = 3, FileTransfer = 4 }));

    [Theory]
    [InlineData(Symptom.Slow, SymptomCause.InsufficientBandwidth)]
    [InlineData(Symptom.Dropping, SymptomCause.FirewallOrProxyBlocker)]
    [InlineData(Symptom.Static, SymptomCause.JitterOrPacketLoss)]
    [InlineData(Symptom.Cutout, SymptomCause.JitterOrPacketLoss)]
    [InlineData(Symptom.Robotic, SymptomCause.JitterOrPacketLoss)]
    [Trait("CallFlow", "#221")]
    public void Symptoms_EachOfThem_HaveACause(Symptom symptom, SymptomCause cause)
    {
        Assert.Equal(cause, Diagnosis.All[(int)symptom].Cause);
        Assert.Equal(symptom, Diagnosis.All[(int)symptom].Symptom);
        Assert.Equal(Enum.GetValues<Symptom>().Length, Diagnosis.All.Count);
    }

    [Fact]
    public void Qos_OfANetwork_MarksItsKindsAndKnowsThemByHostAndPort()
    {
        var model = Build(Networks.Plain);

        var advice = QosAdvice.Of(model, FirewallRules.HostsOf(model));

        Assert.Equal([46, 34, 34], advice.Marks.Select(mark => mark.Dscp)); // RFC 8837, section 5
        Assert.Contains(advice.Matches, match => match.Host == "turn.eu.example" && match.Ports.SequenceEqual([3478, 3479, 3480, 3481]));
        Assert.DoesNotContain(advice.Matches, match => match.Host == "eu.example");
    }

    private static NetworkModel Build(NetworkDocument document)
    {
        Assert.True(NetworkModel.TryBuild(document, out var model, out _));
        return model!;
    }
}
