using Signaling.Domain.Network;
using Signaling.Domain.Network.Planning;
using Xunit;
using static Signaling.Domain.Tests.Network.Plans;

namespace Signaling.Domain.Tests.Network;

/// <summary>Two users: direct, relayed, forbidden; federation and hybrid.</summary>
public sealed class OneToOnePlanTests
{
    private static readonly Participant Friend = Outside("b") with { Kind = EndpointKind.SfbUser, Tenant = "fabrikam" }, Colleague = Outside("b") with { Kind = EndpointKind.SfbUser, Home = UserHome.OnPrem };

    private static readonly NetworkDocument NoUdp = Networks.Plain.Hq(hq => hq with { Perimeters = [new() { Allow = [new() { Protocol = PerimeterProtocol.Tcp, FirstPort = 443, LastPort = 443 }] }] });

    [Fact]
    [Trait("CallFlow", "#10"), Trait("CallFlow", "#57"), Trait("CallFlow", "#183")]
    public void Plan_OfAnyCall_HasSignalingAndMediaApartWithAPathEachAndBothWays()
    {
        var plan = Call(Inside("a"), Outside("b")).In(Networks.Plain);

        Assert.Equal((2, 2), (plan.Signaling.Count, plan.Media.Count));
        Assert.All(plan.Segments(), segment => Assert.Equal(PathSegment.Internet, segment));
        Assert.All(plan.Media, leg => Assert.True(leg.Bidirectional));
    }

    [Fact]
    [Trait("CallFlow", "#86"), Trait("CallFlow", "#265"), Trait("CallFlow", "#49")]
    public void Plan_OfTwoInside_IsFlow5WhicheverCalls()
    {
        Assert.Equal("a 5|b 5", Call(Inside("a"), Inside("b")).In(Networks.Plain).Media());
        Assert.Equal("b 5|a 5", Call(Inside("b"), Inside("a")).In(Networks.Plain).Media());
    }

    [Fact]
    [Trait("CallFlow", "#67")]
    public void Plan_OfTwoInsideWithUdpBlocked_FallsToTheRelayAndWarns()
    {
        var plan = Call(Inside("a"), Inside("b"), direct: true).In(Networks.Plain.Hq(hq => hq with { Policies = new() { InternalUdpBlocked = true } }));

        Assert.Equal("a 4|b 4", plan.Media());
        Assert.Contains(PlanWarningCode.InternalUdpBlocked, plan.WarningCodes());
    }

    [Fact]
    [Trait("CallFlow", "#68"), Trait("CallFlow", "#95"), Trait("CallFlow", "#269"), Trait("CallFlow", "#268")]
    public void Plan_OfTwoOutside_IsFlow6OrBothToTheRelay()
    {
        Assert.Equal("a 6|b 6", Call(Outside("a"), Outside("b")).In(Networks.Plain).Media());
        Assert.Equal("a 3|b 3", Call(Outside("a"), Outside("b"), direct: false).In(Networks.Plain).Media());
        Assert.Equal("a 3|b 3", Call(Vpn("a"), Outside("b"), direct: false).In(Networks.Plain).Media());
        Assert.Equal("a 6|b 6", Call(Vpn("a"), Vpn("b"), direct: true).In(Networks.Plain).Media());
    }

    [Fact]
    [Trait("CallFlow", "#267"), Trait("CallFlow", "#89"), Trait("CallFlow", "#66")]
    public void Plan_OfInsideAndOutsideThatConnect_IsFlow2WithoutRelay()
    {
        var plan = Call(Inside("a"), Outside("b"), direct: true).In(Networks.Plain);

        Assert.Equal(("a 2|b 2", MediaMode.Direct, 0), (plan.Media(), plan.Mode, plan.Relays.Count));
    }

    [Fact]
    [Trait("CallFlow", "#266")]
    public void Plan_OfTwoCustomerNetworks_IsFlow2EachOr4Each()
    {
        var two = Networks.Plain with { CustomerNetworks = [.. Networks.Plain.CustomerNetworks, new() { Id = "plant" }] };
        var (a, b) = (Inside("a") with { Network = "hq" }, Inside("b") with { Network = "plant" });

        Assert.Equal("a 2|b 2", Call(a, b, direct: true).In(two).Media());
        Assert.Equal("a 4|b 4", Call(a, b, direct: false).In(two).Media());
        Assert.Contains(PlanAssumption.FlowInferred, Call(a, b, direct: true).In(two).Assumptions);
    }

    [Fact]
    [Trait("CallFlow", "#87"), Trait("CallFlow", "#88"), Trait("CallFlow", "#64"), Trait("CallFlow", "#69")]
    public void Plan_OfARelayedCall_UsesTheSameFlowByOtherProtocolAndAddress()
    {
        var plan = Call(Inside("a") with { Region = "eu" }, Outside("b") with { Region = "eu" }).In(Networks.Plain);

        Assert.Equal((FlowId.Flow4, FlowId.Flow4), (plan.Signaling[0].Flows[0], plan.Media[0].Flows[0]));
        Assert.Equal(("https://eu.example", "turn.eu.example"), (plan.Signaling[0].Address, plan.Media[0].Address));
        Assert.Equal(("rest", PerimeterProtocol.Udp), (plan.Signaling[0].Protocol, plan.Media[0].Transport));
        Assert.Equal(RelayOwner.Service, Assert.Single(plan.Relays).Owner);
    }

    [Theory]
    [InlineData("a", "a"), InlineData("b", "b"), InlineData("a b", "a"), InlineData("", "a b")]
    [Trait("CallFlow", "#39"), Trait("CallFlow", "#70"), Trait("CallFlow", "#71")]
    public void Plan_OfReachableRelays_UsesThatOneOrBoth(string reachable, string used)
    {
        var call = Call(Inside("a"), Outside("b")) with { Connectivity = new() { Direct = false, ReachableRelays = reachable.Split(' ', StringSplitOptions.RemoveEmptyEntries) } };

        Assert.Equal(used.Split(' '), call.In(Networks.Plain).Relays.Select(relay => relay.AllocatedBy));
    }

    [Fact]
    [Trait("CallFlow", "#78"), Trait("CallFlow", "#8"), Trait("CallFlow", "#41")]
    public void Plan_OfTwoRegions_BindsEachToItsOwnWithTheBackboneBetween()
    {
        var call = Call(
            Inside("a") with { EdgeRoundTripMilliseconds = new Dictionary<string, int> { ["asia"] = 210, ["eu"] = 18 } }, Outside("b") with { Region = "asia" }) with
        { Connectivity = new() { Direct = false, ReachableRelays = [] } };

        var plan = call.In(Networks.Plain);

        Assert.Equal(["eu", "asia"], plan.Signaling.Select(leg => leg.Region));
        Assert.Equal("a Internet|b Internet,ServiceBackbone", plan.SignalingPaths());
        Assert.Equal(["eu", "asia"], plan.Relays.Select(relay => relay.Region));
    }

    [Fact]
    [Trait("CallFlow", "#90")]
    public void Plan_WhereTheOwnerBlocksDirectMedia_RelaysThemAndLeavesTheInsideAlone()
    {
        var blocked = Networks.Plain.Hq(hq => hq with { Policies = new() { BlockDirectExternalMedia = true } });

        var plan = Call(Inside("a"), Outside("b"), direct: true).In(blocked);

        Assert.Equal(("a 4|b 3", MediaMode.Relayed), (plan.Media(), plan.Mode));
        Assert.Contains(PlanWarningCode.DirectMediaBlocked, plan.WarningCodes());
        Assert.Contains(90, plan.Rules);
        Assert.Equal("a 3|b 4", Call(Outside("a"), Inside("b"), direct: true).In(blocked).Media());
        Assert.Equal("a 3|b 4", Call(Vpn("a"), Inside("b"), direct: true).In(blocked).Media());
        Assert.Equal("a 5|b 5", Call(Inside("a"), Inside("b")).In(blocked).Media());
        Assert.Equal("a 6|b 6", Call(Outside("a"), Outside("b")).In(blocked).Media());
    }

    [Fact]
    [Trait("CallFlow", "#2"), Trait("CallFlow", "#12"), Trait("CallFlow", "#243"), Trait("CallFlow", "#170")]
    public void Plan_BehindAPerimeter_TakesTheBestThatIsOpenOrSaysThatNothingIs()
    {
        var tcp = Call(Inside("a"), Outside("b"), direct: true).In(NoUdp);
        var http = Call(Inside("a"), Outside("b") with { Transports = [PerimeterProtocol.HttpTunnel] }).In(Networks.Plain);

        Assert.Equal((PerimeterProtocol.Tcp, MediaMode.Relayed), (tcp.Media[0].Transport, tcp.Mode));
        Assert.Equal([PlanWarningCode.UdpBlocked, PlanWarningCode.MediaOverTcp], tcp.WarningCodes());
        Assert.Equal((PlanWarningCode.MediaTunnelledOverHttp, Verdict.Fail), (http.Warnings[^1].Code, http.Warnings[^1].Severity));
        Assert.Equal(PlanError.NoViableMediaPath, Call(Inside("a"), Outside("b")).RefusedIn(Networks.Plain.Hq(hq => hq with { Perimeters = [new()] })));
        Assert.Equal(PlanError.NoSignalingPath, Call(Inside("a"), Inside("b")).RefusedIn(Networks.Plain.Hq(hq => hq with { Perimeters = [new()] }))); // media would stay inside
        Assert.Equal(PlanError.NoSignalingPath, Call(Inside("a"), Outside("b")).RefusedIn(Open(PerimeterProtocol.Udp, 3478, 3481)));
        Assert.Equal(PerimeterProtocol.HttpTunnel, Call(Inside("a"), Outside("b")).In(Open(PerimeterProtocol.HttpTunnel, 443, 443)).Media[0].Transport);

        static NetworkDocument Open(PerimeterProtocol protocol, int first, int last) =>
            Networks.Plain.Hq(hq => hq with { Perimeters = [new() { Allow = [new() { Protocol = protocol, FirstPort = first, LastPort = last }] }] });
    }

    [Fact]
    [Trait("CallFlow", "#40"), Trait("CallFlow", "#158")]
    public void Plan_PastAPacketShaper_Warns() =>
        Assert.Contains(PlanWarningCode.PacketShaperOnPath, Call(Inside("a"), Outside("b")).In(Networks.Plain.Hq(hq => hq with { Policies = new() { PacketShaper = true } })).WarningCodes());

    [Fact]
    [Trait("CallFlow", "#227"), Trait("CallFlow", "#228"), Trait("CallFlow", "#29"), Trait("CallFlow", "#229")]
    public void Plan_OfAVpnWithoutSplitTunnel_WarnsWithTheFourReasons()
    {
        var warning = Call(Vpn("a"), Inside("b")).In(Networks.Plain).Warnings.Single(one => one.Code == PlanWarningCode.MediaOverVpn);

        Assert.Equal(["NotDesignedForRealtime", "MayBlockUdp", "DoubleEncryption", "HairpinThroughVpn"], warning.Reasons);
        Assert.DoesNotContain("Teams", warning.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(PlanWarningCode.MediaOverVpn, Call(Vpn("a"), Inside("b")).In(Networks.Plain.Hq(hq => hq with { Policies = new() { SplitTunnel = true } })).WarningCodes());
    }

    [Fact]
    [Trait("CallFlow", "#91"), Trait("CallFlow", "#92"), Trait("CallFlow", "#93"), Trait("CallFlow", "#45")]
    public void Plan_OfVpnUsers_NeverHasMediaInTheVpn()
    {
        foreach (var other in new[] { Inside("b"), Outside("b"), Vpn("b") })
        {
            foreach (bool? direct in new bool?[] { true, false, null })
            {
                var plan = Call(Vpn("a"), other, direct).In(Networks.Plain);
                Assert.Equal([FlowId.Flow2Prime, FlowId.Flow4], plan.Signaling[0].Flows);
                Assert.DoesNotContain(FlowId.Flow2Prime, plan.Media.SelectMany(leg => leg.Flows));
            }
        }
    }

    [Fact]
    [Trait("CallFlow", "#152"), Trait("CallFlow", "#253")]
    public void Plan_WithARelayOutsideOfThePools_IsRefused()
    {
        var pools = Networks.Teams(Feature.Federation) with { RelayPools = [new() { Prefixes = ["203.0.113.0/28"] }, new() { Owner = RelayOwner.FederatedTenant, Prefixes = ["203.0.113.128/28"] }] };

        Assert.Equal(PlanError.ThirdPartyRelayNotSupported, By("203.0.113.99").RefusedIn(pools));
        Assert.Equal((RelayOwner.Service, "203.0.113.5"), (By("203.0.113.5").In(pools).Relays[0].Owner, By("203.0.113.5").In(pools).Relays[0].Address));
        Assert.Equal("203.0.113.99", By("203.0.113.99").In(pools with { RelayPools = [] }).Media[0].Address); // without pools nothing is known of relays
        Assert.Equal(RelayOwner.FederatedTenant, By("203.0.113.130").In(pools).Relays[0].Owner);

        static Scenario By(string relay) => Call(Inside("a"), Friend) with { Connectivity = new() { Direct = false, RelayAddress = relay } };
    }

    [Fact]
    [Trait("CallFlow", "#107"), Trait("CallFlow", "#108"), Trait("CallFlow", "#109"), Trait("CallFlow", "#110"), Trait("CallFlow", "#250")]
    public void Plan_OfAFederatedCall_NeedsTrustAndHasAGateway()
    {
        var trusting = Networks.Teams(Feature.Federation);

        Assert.Equal(PlanError.FederationNotAllowed, Call(Inside("a"), Friend).RefusedIn(Networks.Teams()));
        Assert.Equal(PlanError.FederationNotAllowed, Call(Inside("a"), Friend with { Tenant = "stranger" }).RefusedIn(trusting));
        var plan = Call(Inside("a"), Friend, direct: false).In(trusting);
        Assert.True(plan.Federated);
        Assert.Equal(["gateway"], plan.Signaling[0].Hops);
        Assert.False(plan.Signaling[1].InScope);
        Assert.Equal("a 4|b 4", plan.Media());
        Assert.Equal("a 4|b 3", Call(Inside("a"), Friend with { Tenant = "woodgrove" }, direct: false).In(trusting).Media());
        Assert.Equal("a 4|b 3", Call(Inside("a"), Friend with { Tenant = "woodgrove" }, direct: false).In(trusting).Signaling());
    }

    [Fact]
    [Trait("CallFlow", "#111"), Trait("CallFlow", "#112"), Trait("CallFlow", "#113"), Trait("CallFlow", "#114"), Trait("CallFlow", "#115"), Trait("CallFlow", "#271")]
    public void Plan_OfAFederatedCall_IsDirectElseByEitherRelay()
    {
        var trusting = Networks.Teams(Feature.Federation);

        Assert.Equal((MediaMode.Direct, "a 2|b 2"), (Call(Inside("a"), Friend, direct: true).In(trusting).Mode, Call(Inside("a"), Friend, direct: true).In(trusting).Media()));
        Assert.Equal(RelayOwner.Service, Call(Inside("a"), Friend, direct: false).In(trusting).Relays[0].Owner);
        var theirs = (Call(Inside("a"), Friend) with { Connectivity = new() { Direct = false, Relay = RelayOwner.FederatedTenant } }).In(trusting);
        Assert.Equal((RelayOwner.FederatedTenant, "a 2|b -"), (theirs.Relays[0].Owner, theirs.Media()));
        Assert.Contains(PlanHint.InitialReverseBlock, theirs.Hints);
    }

    [Fact]
    [Trait("CallFlow", "#116"), Trait("CallFlow", "#117"), Trait("CallFlow", "#118"), Trait("CallFlow", "#119"), Trait("CallFlow", "#120"), Trait("CallFlow", "#121"), Trait("CallFlow", "#270")]
    public void Plan_OfAHybridCall_NeedsTheFeatureAndHasAGatewayInEachCase()
    {
        var hybrid = Networks.Teams(Feature.Hybrid);
        var byEdge = Call(Inside("a"), Colleague) with { Connectivity = new() { Direct = false, Relay = RelayOwner.OnPremEdge } };

        Assert.Equal(PlanError.TopologyDoesNotInclude, byEdge.RefusedIn(Networks.Teams()));
        Assert.Equal(PlanError.TopologyDoesNotInclude, (byEdge with { Participants = [Inside("a"), Inside("b")] }).RefusedIn(Networks.Teams()));
        foreach (var (call, media) in new[] { (Call(Inside("a"), Inside("b") with { Kind = EndpointKind.SfbUser, Home = UserHome.OnPrem }), "a 5|b 5"), (Call(Inside("a"), Colleague, direct: false), "a 4|b 3"), (byEdge, "a 5A|b -") })
        {
            var plan = call.In(hybrid);
            Assert.Equal(media, plan.Media());
            Assert.Equal((true, false), (plan.Signaling[0].Hops.Contains("gateway"), plan.Signaling[1].InScope));
        }
    }

    [Fact]
    [Trait("CallFlow", "#58"), Trait("CallFlow", "#262")]
    public void Plan_OfTeamsWithSkypeForBusinessOnline_TalksOneToOneAndDoesNotMeet()
    {
        var sfb = Inside("b") with { Kind = EndpointKind.SfbUser };

        Assert.Equal("a 5|b 5", Call(Inside("a"), sfb).In(Networks.Teams()).Media());
        Assert.Equal("a 6|b 6", Call(Outside("a"), sfb with { Location = Location.Internet }).In(Networks.Teams()).Media());
        Assert.Equal(PlanError.MeetingInteropNotSupported, Group(Inside("a"), sfb).RefusedIn(Networks.Teams()));
        Assert.Equal(PlanError.TopologyDoesNotInclude, Call(Inside("a"), sfb).RefusedIn(Networks.Plain));
    }

    [Fact]
    [Trait("CallFlow", "#155")]
    public void Plan_WithAnSbcBetweenUsers_IsRefused() =>
        Assert.Equal(PlanError.SbcBetweenServiceEndpoints, Group(Inside("a"), new() { Id = "s", Kind = EndpointKind.Sbc, Location = Location.CustomerNetwork }, Inside("b")).RefusedIn(Networks.Teams()));

    [Fact]
    [Trait("CallFlow", "#84")]
    public void Plan_InThePlainTopology_HasNoFlowOfAnyOptionalOne()
    {
        FlowId[] optional = [FlowId.Flow1, FlowId.Flow1Prime, FlowId.Flow4Prime, FlowId.Flow5A, FlowId.Flow5B, FlowId.Flow5C];
        foreach (var b in new[] { Inside("b"), Outside("b"), Vpn("b") })
        {
            Assert.Empty(Call(Inside("a"), b).In(Networks.Plain).AllFlows().Intersect(optional));
            Assert.Empty(Group(Inside("a"), b).In(Networks.Plain).AllFlows().Intersect(optional));
        }
    }

    [Fact]
    [Trait("CallFlow", "#169"), Trait("CallFlow", "#210")]
    public void Plan_OfWhatNobodySaid_SaysWhatItAssumes()
    {
        Assert.Equal([PlanAssumption.RecommendedFirewallNatProxyRouter, PlanAssumption.DirectBlocked], Call(Inside("a") with { Region = "eu" }, Outside("b") with { Region = "eu" }).In(Networks.Plain).Assumptions);
        Assert.Contains(PlanAssumption.ServiceNotDescribed, Call(Outside("a"), Outside("b"), direct: false).In(new()).Assumptions);
        Assert.Equal("a Internet|b Internet", Call(Inside("a"), Outside("b"), direct: true).In(Networks.With(ProfileName.SfbOnline, Feature.PrivateCircuit)).MediaPaths());
    }

    [Fact]
    [Trait("CallFlow", "#74"), Trait("CallFlow", "#83"), Trait("CallFlow", "#252")]
    public void Steps_OfACall_FollowEachUsersPlace()
    {
        Assert.Equal("2 / 4 / 4 / 3 / 3 / 3,4 / 4,3 / 4,3", Call(Inside("a"), Outside("b")).In(Networks.Plain).StepText());
        Assert.Equal(" / 3 / 3 / 4 / 4 / 4,3 / 3,4 / 3,4", Call(Outside("a"), Inside("b")).In(Networks.Plain).StepText());
    }

    [Fact]
    [Trait("CallFlow", "#139"), Trait("CallFlow", "#140"), Trait("CallFlow", "#278"), Trait("CallFlow", "#42")]
    [Trait("CallFlow", "#144"), Trait("CallFlow", "#145"), Trait("CallFlow", "#146"), Trait("CallFlow", "#147"), Trait("CallFlow", "#148"), Trait("CallFlow", "#149"), Trait("CallFlow", "#150"), Trait("CallFlow", "#151")]
    public void Plan_OverAPrivateCircuit_MovesFlow4AndLeavesTheOthers()
    {
        var circuit = Networks.Teams(Feature.PrivateCircuit);

        var plan = Call(Inside("a"), Outside("b"), direct: false).In(circuit);

        Assert.Equal("2 / 1 / 1 / 3 / 3 / 3,1 / 1,3 / 1,3", plan.StepText());
        Assert.Equal(["4", "4'"], plan.Dependencies.Select(flow => flow.ToWire()));
        Assert.Equal("a 5|b 5", Call(Inside("a"), Inside("b")).In(circuit).Media());
        Assert.Equal("a 2|b 2", Call(Inside("a"), Outside("b"), direct: true).In(circuit).Media());
        Assert.Equal("a 2',1|b 3", Call(Vpn("a"), Outside("b"), direct: true).In(circuit).Signaling());
    }
}
