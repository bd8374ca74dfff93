using Signaling.Domain.Network;
using Xunit;
using static Signaling.Domain.Network.NetworkErrorCode;

namespace Signaling.Domain.Tests.Network;

/// <summary>Documents that do not hold together: each fault by its path, and all at once.</summary>
public sealed class NetworkRulesTests
{
    private static readonly NetworkDocument Circuit = Networks.Teams(Feature.PrivateCircuit), Direct = Networks.Teams(Feature.DirectRouting);

    private static readonly (int? Entry, string What, NetworkDocument Document, NetworkErrorCode Code, string Path)[] Faults =
    [
        (null, "no name", Networks.Plain.Hq(hq => hq with { Id = "" }), IdInvalid, "customerNetworks[0].id"),
        (null, "name twice", Networks.Plain with { Regions = [.. Networks.Plain.Regions, Networks.Plain.Regions[0]] }, IdTwice, "regions[2].id"),
        (null, "no range", Networks.Plain.Hq(hq => hq with { VpnPrefixes = ["10.200.0.0/16", "10.0.0.1/8"] }), PrefixInvalid, "customerNetworks[0].vpnPrefixes[1]"),
        (142, "one range, two ways", Circuit.Hq(hq => hq with { EgressPrefixes = [hq.EgressPrefixes[0], hq.EgressPrefixes[0] with { Outbound = EgressPath.ExpressRoute, Inbound = EgressPath.ExpressRoute }] }), PrefixTwice, "customerNetworks[0].egressPrefixes[1].prefix"),
        (259, "egress on both ways", Circuit.Hq(hq => hq with { EgressPrefixes = [hq.EgressPrefixes[0], hq.EgressPrefixes[0] with { Outbound = EgressPath.ExpressRoute, Inbound = EgressPath.ExpressRoute }] }), PrefixTwice, "customerNetworks[0].egressPrefixes[1].prefix"),
        (142, "out by circuit, in by Internet", Circuit.Hq(hq => hq with { EgressPrefixes = [hq.EgressPrefixes[0], new() { Prefix = "192.0.2.0/28", Outbound = EgressPath.ExpressRoute }] }), AsymmetricRoute, "customerNetworks[0].egressPrefixes[1]"),
        (143, "asymmetric routes are told with the reason", Circuit.Hq(hq => hq with { EgressPrefixes = [hq.EgressPrefixes[0], new() { Prefix = "192.0.2.0/28", Inbound = EgressPath.ExpressRoute }] }), AsymmetricRoute, "customerNetworks[0].egressPrefixes[1]"),
        (179, "circuit alone", Circuit.Hq(hq => hq with { EgressPrefixes = [hq.EgressPrefixes[1]] }), InternetRequired, "customerNetworks[0].egressPrefixes"),
        (140, "flow 4 blocked", Circuit.Hq(hq => hq with { Perimeters = [new() { Allow = [new() { FirstPort = 3478, LastPort = 3481 }] }] }), Flow4MustStayEnabled, "customerNetworks[0].perimeters[0].allow"),
        (7, "uptime", Circuit.Hq(hq => hq with { PrivateCircuit = new() { Uptime = 1.5 } }), ValueOutOfRange, "customerNetworks[0].privateCircuit.uptime"),
        (2, "ports", Networks.Plain.Hq(hq => hq with { Perimeters = [new() { Allow = [new() { FirstPort = 10, LastPort = 9 }] }] }), ValueOutOfRange, "customerNetworks[0].perimeters[0].allow[0]"),
        (85, "feature of another profile", Networks.Plain with { Features = [Feature.Hybrid] }, FeatureNotEnabled, "features[0]"),
        (84, "circuit in the plain topology", Networks.Plain.Hq(hq => hq with { PrivateCircuit = new() }), FeatureNotEnabled, "customerNetworks[0].privateCircuit"),
        (4, "region without relay", Networks.Plain with { Regions = [Networks.Plain.Regions[0] with { Relays = [] }] }, ValueMissing, "regions[0].relays"),
        (99, "media server inside", Networks.Plain with { Regions = [Networks.Plain.Regions[0] with { MediaServers = ["10.0.0.5"] }] }, PublicAddressRequired, "regions[0].mediaServers[0]"),
        (255, "direct routing in acs", Networks.Plain with { Trunks = Networks.Sbcs }, FeatureNotEnabled, "trunks[1].kind"),
        (96, "direct routing without SBC", Direct with { Trunks = [new() { Id = "x", Kind = TrunkKind.DirectRouting }] }, ValueMissing, "trunks[0].sbc"),
        (123, "not certified", Sbc(sbc => sbc with { Certified = false }), SbcNotCertified, "trunks[0].sbc.certified"),
        (124, "no UDP", Sbc(sbc => sbc with { UdpFromService = false }), SbcNotReachable, "trunks[0].sbc.udpFromService"),
        (125, "private address", Sbc(sbc => sbc with { PublicAddress = "192.168.1.4" }), PublicAddressRequired, "trunks[0].sbc.publicAddress"),
        (153, "passes media on", Sbc(sbc => sbc with { RelaysToNextHop = true }), SbcMustTerminateMedia, "trunks[0].sbc.relaysToNextHop"),
        (154, "strange proxy", Direct with { Trunks = [Networks.Sbcs[1] with { Route = ["sip.native.example", "proxy.other.example"] }], NativeSipProxies = ["sip.native.example"] }, ThirdPartySipProxyNotSupported, "trunks[0].route[1]"),
        (null, "pair with a stranger", Networks.Plain with { Pairs = [new() { Between = ["hq", "branch"] }] }, ReferenceUnknown, "pairs[0].between[1]"),
        (null, "pair of one", Networks.Plain with { Pairs = [new() { Between = ["hq"] }] }, ValueMissing, "pairs[0].between"),
        (null, "pair twice", Networks.Plain with { Pairs = [new() { Between = ["hq", "internet"] }, new() { Between = ["internet", "hq"] }] }, IdTwice, "pairs[1].between"),
        (null, "network named internet", Networks.Plain.Hq(hq => hq with { Id = "internet" }), IdInvalid, "customerNetworks[0].id"),
        (null, "name of blanks", Networks.Plain.Hq(hq => hq with { Id = "  " }), IdInvalid, "customerNetworks[0].id"),
        (null, "name with a blank before it", Networks.Plain.Hq(hq => hq with { Id = " hq" }), IdInvalid, "customerNetworks[0].id"),
        (null, "name with a control character", Networks.Plain.Hq(hq => hq with { Id = "h\0q" }), IdInvalid, "customerNetworks[0].id"),
        (4, "signaling nowhere", Networks.Plain with { Regions = [Networks.Plain.Regions[0] with { SignalingUrls = ["https://eu.example", "nonsense"] }] }, ValueOutOfRange, "regions[0].signalingUrls[1]"),
        (4, "relay without a name", Networks.Plain with { Regions = [Networks.Plain.Regions[0] with { Relays = [""] }] }, ValueOutOfRange, "regions[0].relays[0]"),
        (4, "relay with a port", Networks.Plain with { Regions = [Networks.Plain.Regions[0] with { Relays = ["turn.eu.example:3478"] }] }, ValueOutOfRange, "regions[0].relays[0]"),
        (125, "address for tests of machines", Sbc(sbc => sbc with { PublicAddress = "198.18.0.1" }), PublicAddressRequired, "trunks[0].sbc.publicAddress"),
        (125, "private address as IPv6", Sbc(sbc => sbc with { PublicAddress = "::ffff:192.168.1.4" }), PublicAddressRequired, "trunks[0].sbc.publicAddress"),
        (107, "tenant twice", Networks.Teams(Feature.Federation) with { FederatedTenants = [new() { Tenant = "f" }, new() { Tenant = "f", UsesService = true }] }, IdTwice, "federatedTenants[1].tenant"),
        (107, "tenant without a name", Networks.Teams(Feature.Federation) with { FederatedTenants = [new()] }, ValueMissing, "federatedTenants[0].tenant"),
    ];

    public static IEnumerable<TheoryDataRow<int>> Rows => Faults.Index().Select(row =>
    {
        var data = new TheoryDataRow<int>(row.Index) { TestDisplayName = row.Item.What };
        return row.Item.Entry is { } entry ? data.WithTrait("CallFlow", $"#{entry}") : data;
    });

    [Theory, MemberData(nameof(Rows))]
    public void Check_ForEachFault_NamesItAtItsPath(int row)
    {
        var (_, _, document, code, path) = Faults[row];

        Assert.Contains(NetworkRules.Check(document), wrong => (wrong.Code, wrong.Path) == (code, path) && wrong.Detail.EndsWith('.'));
        Assert.False(NetworkModel.TryBuild(document, out _, out _));
    }

    [Fact]
    public void Check_OfSeveralFaults_NamesThemAll()
    {
        var document = Networks.Plain with { Features = [Feature.Hybrid], Trunks = Networks.Sbcs, CustomerNetworks = [new() { InternalPrefixes = ["x", "y"] }] };

        Assert.Equal(
            ["customerNetworks[0].id", "customerNetworks[0].internalPrefixes[0]", "customerNetworks[0].internalPrefixes[1]", "features[0]", "trunks[1].kind", "trunks[2].kind", "trunks[3].kind", "trunks[4].kind"],
            NetworkRules.Check(document).Select(wrong => wrong.Path).Order());
    }

    [Fact]
    public void Check_OfMoreThanADocumentMayHold_SaysSoAndLooksNoFurther() =>
        Assert.Equal(TooMany, Assert.Single(NetworkRules.Check(new() { Regions = [.. Enumerable.Repeat(new Region(), 101)] })).Code);

    [Fact]
    [Trait("CallFlow", "#142"), Trait("CallFlow", "#259"), Trait("CallFlow", "#7"), Trait("CallFlow", "#122")]
    public void Check_OfEachNetworkOfTheTests_FindsNothing()
    {
        Assert.Empty(NetworkRules.Check(Circuit)); // two egress prefixes, one a way
        Assert.Empty(NetworkRules.Check(Direct));
        Assert.Empty(NetworkRules.Check(new()));
        Assert.Equal((0.999, true), (Circuit.CustomerNetworks[0].PrivateCircuit!.Uptime, Circuit.CustomerNetworks[0].PrivateCircuit!.Qos));
    }

    [Fact]
    public void Document_WithNullsInsteadOfLists_CountsThemAsEmpty() =>
        Assert.Empty(NetworkRules.Check(new() { CustomerNetworks = null!, Regions = [null!], Trunks = null!, Features = null!, Tenant = null! }));

    private static NetworkDocument Sbc(Func<Sbc, Sbc> change) => Direct with { Trunks = [Networks.Sbcs[1] with { Sbc = change(Networks.Sbcs[1].Sbc!) }] };
}
