using Signaling.Domain.Network;
using Signaling.Domain.Quality.Readiness;
using Signaling.Domain.Tests.Network;
using Xunit;
using static Signaling.Domain.Network.PerimeterProtocol;

namespace Signaling.Domain.Tests.Quality;

/// <summary>What to open in a firewall, drawn from the flows that a network has.</summary>
public sealed class FirewallRulesTests
{
    private static readonly int[] RelayPorts = [3478, 3479, 3480, 3481];

    [Fact]
    [Trait("CallFlow", "#219"), Trait("CallFlow", "#226")]
    public void Rules_OfThePlainTopology_NameEveryHostWithItsPorts()
    {
        var rules = Of(Networks.Plain);

        foreach (var host in (string[])["eu.example", "asia.example", "turn.eu.example", "turn.asia.example", "203.0.113.10"]) Assert.Contains(rules, rule => rule.To.Contains(host));
        Assert.All(rules.Where(rule => rule is { Flow: FlowId.Flow4, Protocol: Udp }), rule => Assert.Equal(RelayPorts, rule.Ports));
        Assert.All(rules.Where(rule => rule is { Flow: FlowId.Flow4, Protocol: Tcp }), rule => Assert.Equal([443], rule.Ports));
        Assert.All(rules.Where(rule => rule.To.Contains("eu.example")), rule => Assert.True(rule.Required));
    }

    [Fact]
    [Trait("CallFlow", "#219")]
    public void Rules_OfTeams_HavePort80Too() =>
        Assert.Contains(Of(Networks.Teams()), rule => rule.Protocol == Tcp && rule.To.Contains("eu.example") && rule.Ports!.SequenceEqual([80, 443]));

    [Fact]
    [Trait("CallFlow", "#55")]
    public void Rules_OpenInwards_WhereTheFlowDoes() =>
        Assert.All(Of(Networks.Teams(Feature.DirectRouting, Feature.PrivateCircuit)).Where(rule => rule.Action is FirewallAction.AllowIn or FirewallAction.AllowOut), rule =>
            Assert.Equal(FlowCatalogue.Of(rule.Flow).OpensInwards, rule.Action == FirewallAction.AllowIn));

    [Fact]
    [Trait("CallFlow", "#140")]
    public void Rules_WithAPrivateCircuit_KeepTheWayOverTheInternet()
    {
        var rules = Of(Networks.Teams(Feature.PrivateCircuit));

        foreach (var flow in (FlowId[])[FlowId.Flow1, FlowId.Flow4]) Assert.Contains(rules, rule => rule.Flow == flow && rule.To.Contains("turn.eu.example"));
        Assert.DoesNotContain(Of(Networks.Teams()), rule => rule.Flow == FlowId.Flow1);
    }

    [Fact]
    [Trait("CallFlow", "#227")]
    public void Rules_OfAVpn_LeaveRelaysOutOfTheTunnel()
    {
        Assert.Contains(Of(Networks.Plain), rule => rule.Action == FirewallAction.PastVpn && rule.To.Contains("turn.eu.example") && rule.From.Contains("10.200.0.0/16"));
        Assert.DoesNotContain(Of(Networks.Plain.Hq(hq => hq with { VpnPrefixes = [] })), rule => rule.Action == FirewallAction.PastVpn);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Rules_ForDirectMedia_AreThereUnlessTheOwnerForbidsIt(bool blocked, bool expected) =>
        Assert.Equal(expected, Of(Networks.Plain.Hq(hq => hq with { Policies = new() { BlockDirectExternalMedia = blocked } })).Any(rule => rule is { Flow: FlowId.Flow2, Ports: null }));

    [Fact]
    public void Rules_OfAnSbc_NameThePortsAsMissing()
    {
        var rules = Of(Networks.Teams(Feature.DirectRouting));

        Assert.Contains(rules, rule => rule is { Flow: FlowId.Flow4Prime, Ports: [] } && rule.To.Contains("203.0.113.51"));
        Assert.Contains(rules, rule => rule.Flow == FlowId.Flow5B);
        Assert.Equal("trunks[*].sbc ports", Assert.Single(Missing(Networks.Teams(Feature.DirectRouting))).Name);
        Assert.Empty(Missing(Networks.Plain));
    }

    [Theory]
    [InlineData(ProfileName.Acs, false, false, true)]
    [InlineData(ProfileName.Teams, false, true, true)] // all its ports are required
    [InlineData(ProfileName.Acs, true, true, false)]   // an owner who wants UDP alone needs it, and nothing else to relays
    [Trait("CallFlow", "#242")]
    public void Rules_ToARelay_AreRequiredAsProfileAndOwnerSay(ProfileName profile, bool udpOnly, bool udpRequired, bool tcp)
    {
        var rules = Of(Networks.With(profile).Hq(hq => hq with { Policies = new() { UdpOnly = udpOnly } })).Where(rule => rule.To.Contains("turn.eu.example")).ToArray();

        Assert.Equal(udpRequired, rules.Single(rule => rule is { Protocol: Udp, Flow: FlowId.Flow4 }).Required);
        Assert.Equal(tcp, rules.Any(rule => rule.Protocol == Tcp));
    }

    [Fact]
    [Trait("CallFlow", "#129")]
    public void Rules_OfAnSbc_OpenBothWaysAndOnTheCircuitToo()
    {
        var rules = Of(Networks.Teams(Feature.DirectRouting, Feature.PrivateCircuit));

        foreach (var flow in (FlowId[])[FlowId.Flow4, FlowId.Flow1]) Assert.Contains(rules, rule => rule.Flow == flow && rule.From.Contains("203.0.113.51") && rule.To.Contains("turn.eu.example") && rule.Ports!.SequenceEqual(RelayPorts));
        foreach (var flow in (FlowId[])[FlowId.Flow4Prime, FlowId.Flow1Prime]) Assert.Contains(rules, rule => rule.Flow == flow && rule is { Action: FirewallAction.AllowIn, Protocol: Udp } && rule.To.Contains("203.0.113.51"));
        Assert.Contains(rules, rule => rule is { Flow: FlowId.Flow4, Protocol: Tcp, Ports: [] } && rule.From.Contains("203.0.113.51"));
    }

    [Fact]
    [Trait("CallFlow", "#52"), Trait("CallFlow", "#134")]
    public void Rules_OfSbcsWithBypass_ReachUsersOutsideAndEachOtherWithinOneTenant()
    {
        var rules = Of(Networks.Teams(Feature.DirectRouting));

        Assert.Contains(rules, rule => rule is { Flow: FlowId.Flow2, Action: FirewallAction.AllowOut, Ports: null } && rule.From.SequenceEqual(["203.0.113.52"]));
        Assert.Equal(["203.0.113.52 203.0.113.53", "203.0.113.53 203.0.113.52"], rules.Where(rule => rule.Flow == FlowId.Flow5C).Select(rule => $"{rule.From[0]} {rule.To[0]}"));
        Assert.DoesNotContain(rules, rule => rule.From.Concat(rule.To).Contains("203.0.113.54")); // the other tenant's stands elsewhere
    }

    [Theory]
    [InlineData(false, true, true)]
    [InlineData(true, false, false)]
    [Trait("CallFlow", "#90")]
    public void Rules_OfSbcsWithBypass_OpenNoWayThatTheOwnerSendsByARelay(bool relayOnly, bool inside, bool outside)
    {
        var rules = Of(Networks.Teams(Feature.DirectRouting).Hq(hq => hq with { Policies = new() { RelayOnly = relayOnly } }));

        Assert.Equal(inside, rules.Any(rule => rule.Flow == FlowId.Flow5B));
        Assert.Equal(outside, rules.Any(IsOutside));
        // What is said of a pair counts more than what a network says of itself.
        Assert.Equal(!outside, Of(Paired(relayOnly ? PairMedia.Direct : PairMedia.RelayOnly)).Any(IsOutside));

        static bool IsOutside(FirewallRule rule) => rule.Flow == FlowId.Flow2 && rule.From.SequenceEqual(["203.0.113.52"]);
        NetworkDocument Paired(PairMedia media) => Networks.Teams(Feature.DirectRouting).Hq(hq => hq with { Policies = new() { RelayOnly = relayOnly } }) with { Pairs = [new() { Between = ["hq", PairRule.Internet], Media = media }] };
    }

    [Fact]
    [Trait("CallFlow", "#50"), Trait("CallFlow", "#112")]
    public void Rules_ToRelaysThatTheDocumentKnows_AreThereWithWhatIsMissing()
    {
        RelayPool[] pools = [new() { Owner = RelayOwner.OnPremEdge, Prefixes = ["203.0.113.64/30"] }, new() { Owner = RelayOwner.FederatedTenant, Prefixes = ["203.0.113.72/30"] }, new() { Owner = RelayOwner.Service, Prefixes = ["203.0.113.80/28"] }];
        var known = Networks.Teams(Feature.Hybrid, Feature.Federation) with { RelayPools = pools };

        var rules = Of(known);

        Assert.Equal([FlowId.Flow5A, FlowId.Flow2, FlowId.Flow4], pools.Select(pool => Assert.Single(rules, rule => rule.To.SequenceEqual(pool.Prefixes)).Flow));
        Assert.Equal(["relayPools[*] ports"], Missing(known).Select(one => one.Name));
        Assert.Equal(["relayPools of the owner onPremEdge"], Missing(Networks.Teams(Feature.Hybrid)).Select(one => one.Name));
        Assert.Equal(["ports of the profile"], Missing(Networks.With(ProfileName.SfbOnline)).Select(one => one.Name));
    }

    [Fact]
    [Trait("CallFlow", "#161"), Trait("CallFlow", "#307")]
    public void Rules_ToTheOwnersEndpoints_AreAsTheDocumentSays()
    {
        var rules = Of(Networks.Plain with { Endpoints = [new() { Host = "turn2.example", Prefixes = ["203.0.113.96/28"], Ports = [3478, 5349], Required = true, Purpose = "second relay" }] });

        var own = Assert.Single(rules, rule => rule.To.Contains("turn2.example"));
        Assert.Equal((Udp, true, "second relay", FlowId.Flow4), (own.Protocol, own.Required, own.Purpose, own.Flow));
        Assert.Equal(["turn2.example", "203.0.113.96/28"], own.To);
        Assert.Equal([3478, 5349], own.Ports);
    }

    [Fact]
    public void Rules_ToAnAddress_ComeFromRangesOfItsFamily()
    {
        var rules = Of(Networks.Plain);

        Assert.Equal(["10.0.0.0/8"], rules.First(rule => rule is { Flow: FlowId.Flow4 } && rule.To.Contains("203.0.113.10")).From);
        Assert.Equal(["10.0.0.0/8", "2001:db8:1::/48"], rules.First(rule => rule is { Flow: FlowId.Flow4 } && rule.To.Contains("turn.eu.example")).From);
    }

    [Theory]
    [InlineData(PairMedia.Direct, true)]
    [InlineData(PairMedia.RelayOnly, false)]
    [InlineData(PairMedia.None, false)]
    [InlineData(null, false)]
    [Trait("CallFlow", "#266")]
    public void Rules_OfOwnersWhoWantRelays_OpenDirectWaysOnlyWherePairsSayIt(PairMedia? media, bool expected)
    {
        var branch = new CustomerNetwork { Id = "branch", InternalPrefixes = ["172.16.0.0/12"], EgressPrefixes = [new() { Prefix = "192.0.2.9/32" }] };
        string[][] pairs = [["hq", "hq"], ["internet", "hq"], ["branch", "hq"]];
        var document = Networks.Plain.Hq(hq => hq with { Policies = new() { RelayOnly = true } });

        var rules = Of(document with { CustomerNetworks = [.. document.CustomerNetworks, branch], Pairs = media is { } said ? [.. pairs.Select(pair => new PairRule { Between = pair, Media = said })] : [] });

        var direct = rules.Where(rule => rule is { Network: "hq", Ports: null }).ToArray();
        Assert.Equal(expected, direct.Any(rule => rule.Flow == FlowId.Flow5));
        Assert.Equal(expected, direct.Any(rule => rule.Flow == FlowId.Flow2 && rule.To.Contains("any")));
        Assert.Equal(expected, direct.Any(rule => rule.To.SequenceEqual(["172.16.0.0/12", "192.0.2.9/32"])));
    }

    [Fact]
    public void Rules_WhereNoNetworkIsDescribed_AreForAny() =>
        Assert.All(Of(Networks.Plain with { CustomerNetworks = [] }), rule => Assert.Equal(("any", FlowId.Flow4), (rule.Network, rule.Flow)));

    private static IReadOnlyList<FirewallRule> Of(NetworkDocument document) => FirewallRules.Of(document.Model(), FirewallRules.HostsOf(document.Model()));

    private static MissingValue[] Missing(NetworkDocument document) => [.. FirewallRules.Missing(document.Model(), Of(document))];
}
