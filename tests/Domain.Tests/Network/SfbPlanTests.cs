using Signaling.Domain.Network;
using Signaling.Domain.Network.Planning;
using Xunit;
using static Signaling.Domain.Tests.Network.Plans;

namespace Signaling.Domain.Tests.Network;

/// <summary>Skype for Business beyond its tables: hosts, Edges, circuits, Cloud Connector, broadcasts.</summary>
public sealed class SfbPlanTests
{
    private static readonly NetworkDocument Online = Networks.With(ProfileName.SfbOnline, Feature.PrivateCircuit, Feature.Federation),
        Hybrid = Networks.With(ProfileName.SfbHybrid, Feature.PrivateCircuit, Feature.Hybrid, Feature.Federation),
        Connector = Networks.With(ProfileName.SfbCloudConnector, Feature.PrivateCircuit);

    private static readonly Organizer AtHome = new() { Home = UserHome.OnPrem };

    [Fact]
    [Trait("CallFlow", "#162"), Trait("CallFlow", "#182"), Trait("CallFlow", "#234")]
    public void Plan_OfAConference_IsHostedAtTheOrganizersHome()
    {
        Assert.Equal("us", (Group(Inside("a") with { Region = "asia" }) with { Organizer = new() { HomeRegion = "us", Tenant = "fabrikam" } }).In(Online).HostRegion);
        Assert.Equal("us", (Group(Inside("a") with { Region = "asia" }) with { Organizer = new() { HomeRegion = "us" } }).In(Online).HostRegion);
        Assert.Equal("asia", (Group(Inside("a") with { Region = "asia" }) with { Organizer = new() { HomeRegion = "us" } }).In(Networks.Plain).HostRegion);
    }

    [Theory]
    [InlineData(true, true, false, 1), InlineData(true, true, true, 2), InlineData(true, false, false, 1), InlineData(false, true, false, 0), InlineData(false, false, false, 1), InlineData(false, false, true, 2)]
    [Trait("CallFlow", "#163"), Trait("CallFlow", "#166"), Trait("CallFlow", "#167")]
    public void Plan_OfAConference_HasAsManyEdgesAsHostPlaceAndFirewallAsk(bool online, bool inside, bool strict, int edges)
    {
        var user = (inside ? Inside("a") : Outside("a")) with { Transports = strict ? [PerimeterProtocol.Tcp] : [PerimeterProtocol.Udp, PerimeterProtocol.Tcp] };

        Assert.Equal(edges, (Group(user) with { Organizer = online ? new() : AtHome }).In(Hybrid).Relays.Count);
    }

    [Fact]
    [Trait("CallFlow", "#164"), Trait("CallFlow", "#175"), Trait("CallFlow", "#176"), Trait("CallFlow", "#177")]
    public void Plan_OfABlockedPair_UsesTheCircuitToTheOnlineEdgeOnly()
    {
        Assert.Equal("a ExpressRoute|b Internet", Call(Inside("a"), Outside("b")).In(Online).MediaPaths());
        Assert.Equal("a Internet|b Internet", (Call(Inside("a"), Outside("b")) with { Connectivity = new() { Relay = RelayOwner.FederatedTenant } }).In(Online).MediaPaths());
        Assert.Equal("a Internet", Group(Outside("a")).In(Online).MediaPaths());
        Assert.Equal("a Local|b Local", Call(Inside("a"), Inside("b")).In(Online).MediaPaths());
    }

    [Fact]
    [Trait("CallFlow", "#141"), Trait("CallFlow", "#249")]
    public void Plan_OfAnEdgeOnPremises_IsInternetToStrangersAndCircuitToTheOwnConference()
    {
        var byEdge = new Connectivity { Relay = RelayOwner.OnPremEdge };

        Assert.Equal("a Internet|b Internet", (Call(Inside("a") with { Home = UserHome.OnPrem }, Outside("b")) with { Connectivity = byEdge }).In(Hybrid).MediaPaths());
        Assert.Equal("a Internet,ExpressRoute", (Group(Outside("a") with { Home = UserHome.OnPrem }) with { Organizer = new(), Connectivity = byEdge }).In(Hybrid).MediaPaths());
    }

    [Fact]
    [Trait("CallFlow", "#165"), Trait("CallFlow", "#184")]
    public void Plan_OfSignaling_GoesHomeAndOverAnEdgeWhereItMust()
    {
        var plan = Call(Inside("a") with { HomeRegion = "us", FrontEndReachable = false }, Inside("b") with { HomeRegion = "kr" }).In(Online);

        Assert.Equal(["edge,homeServer", "homeServer"], plan.Signaling.Select(leg => string.Join(',', leg.Hops)));
        Assert.Equal(["us", "kr"], plan.Signaling.Select(leg => leg.Region));
        Assert.Equal("a Local|b Local", plan.MediaPaths());
    }

    [Theory]
    [InlineData(true, "a ExpressRoute,ServiceBackbone"), InlineData(false, "a Internet")]
    [Trait("CallFlow", "#181")]
    public void Plan_OfAHostInAnotherGeography_NeedsThePremiumCircuit(bool premium, string media)
    {
        var document = Online.Hq(hq => hq with { PrivateCircuit = new() { Geography = "europe", Premium = premium } });

        var plan = (Group(Inside("a")) with { Organizer = new() { HomeRegion = "asia" } }).In(document);

        Assert.Equal(media, plan.MediaPaths());
        Assert.Equal(!premium, plan.WarningCodes().Contains(PlanWarningCode.CircuitNotPremium));
        Assert.Equal("a ExpressRoute", (Group(Inside("a")) with { Organizer = new() { HomeRegion = "eu" } }).In(document).MediaPaths());
    }

    [Fact]
    [Trait("CallFlow", "#185"), Trait("CallFlow", "#186")]
    public void Plan_OfMixedParticipants_GoesByEachOnesPlaceAndTheOrganizers()
    {
        Assert.Equal("a ExpressRoute|b Internet", Group(Inside("a"), Outside("b")).In(Online).MediaPaths());
        Assert.Equal("a Internet", (Group(Inside("a")) with { Organizer = AtHome with { Tenant = "fabrikam" } }).In(Online).MediaPaths());
    }

    [Fact]
    [Trait("CallFlow", "#187"), Trait("CallFlow", "#188")]
    public void Plan_OfAConferenceOnPremises_IsLocalAndSignalsByHome()
    {
        var plan = (Group(Inside("a"), Inside("b") with { Home = UserHome.OnPrem }) with { Organizer = AtHome }).In(Hybrid);
        var remote = Group(Outside("a")) with { Organizer = AtHome };

        Assert.Equal(("a ExpressRoute|b Local", "a Local|b Local"), (plan.SignalingPaths(), plan.MediaPaths()));
        Assert.Equal("a Internet", remote.In(Hybrid).MediaPaths());
        Assert.Equal("a Internet,ExpressRoute", (remote with { Connectivity = new() { Relay = RelayOwner.OnlineEdge } }).In(Hybrid).MediaPaths());
    }

    [Fact]
    [Trait("CallFlow", "#189")]
    public void Plan_OfAHybridUserOutside_IsInternetUnlessTheOwnEdgeRelays()
    {
        var joined = Group(Outside("a") with { Home = UserHome.OnPrem }) with { Organizer = new() };

        Assert.Equal("a Internet", joined.In(Hybrid).MediaPaths());
        Assert.Equal("a Internet,ExpressRoute", (joined with { Connectivity = new() { Relay = RelayOwner.OnPremEdge } }).In(Hybrid).MediaPaths());
    }

    [Fact]
    [Trait("CallFlow", "#190"), Trait("CallFlow", "#246"), Trait("CallFlow", "#212")]
    public void Plan_ByCloudConnector_TurnsAtTheCloudAndKeepsMediaInside()
    {
        var inside = Phone(Inside("a"), "connector");
        var outside = Phone(Outside("a"), "connector").In(Connector);

        Assert.Equal(("a ExpressRoute", "a Local"), (inside.In(Connector).SignalingPaths(), inside.In(Connector).MediaPaths()));
        Assert.Equal(["cloud", "cloudConnector"], inside.In(Connector).Signaling[0].Hops);
        Assert.Equal("a Local", inside.In(Connector with { CloudConnectorPstnSignaling = CloudConnectorSignaling.Table }).SignalingPaths());
        Assert.Equal(["cloudConnectorEdge", "cloudConnector", "pstn"], outside.Media[0].Hops);
    }

    [Fact]
    [Trait("CallFlow", "#209")]
    public void Plan_UnderCloudConnector_IsAsOnlineForAllButPhones()
    {
        foreach (var vector in Vector.All.Where(line => line.Entry is >= 194 and <= 199))
        {
            var (online, connector) = (vector.Document(), vector.Document() with { Profile = ProfileName.SfbCloudConnector });
            Assert.Equal(vector.Scenario().In(online).SignalingPaths(), vector.Scenario().In(connector).SignalingPaths());
            Assert.Equal(vector.Scenario().In(online).MediaPaths(), vector.Scenario().In(connector).MediaPaths());
        }
    }

    [Fact]
    [Trait("CallFlow", "#191"), Trait("CallFlow", "#192"), Trait("CallFlow", "#193")]
    public void Plan_OfABroadcast_IsAConferenceForPresentersAndAStreamForTheRest()
    {
        var plan = new Scenario { Kind = CallKind.Broadcast, Participants = [Inside("a"), Inside("b") with { Role = BroadcastRole.Attendee }] }.In(Online);

        Assert.Equal("a ExpressRoute|b Internet", plan.MediaPaths());
        Assert.Equal([true, false], plan.Media.Select(leg => leg.Bidirectional));
        Assert.Equal(Group(Inside("a")).In(Online).MediaPaths(), plan.MediaPaths().Split('|')[0]);
        Assert.Contains(PlanHint.ContentDeliveryNetwork, plan.Hints);
    }

    [Fact]
    [Trait("CallFlow", "#171")]
    public void Plan_OfAPeerWithoutCircuit_IsInternetOnItsSide()
    {
        var call = Call(Inside("a"), new() { Id = "b", Location = Location.FederatedNetwork, Tenant = "fabrikam" });

        Assert.Equal("a ExpressRoute|b ExpressRoute", call.In(Online).MediaPaths());
        Assert.Contains(PlanAssumption.PeersHaveExpressRoute, call.In(Online).Assumptions);
        Assert.Equal("a ExpressRoute|b Internet", call.In(Online with { AssumePeersHaveExpressRoute = false }).MediaPaths());
    }

    [Fact]
    [Trait("CallFlow", "#172")]
    public void Plan_Local_CrossesNoPerimeter() =>
        Assert.All(FlowCatalogue.All.Where(flow => flow.Segment == PathSegment.Local), flow => Assert.False(flow.CrossesPerimeter));

    [Fact]
    [Trait("CallFlow", "#247"), Trait("CallFlow", "#248")]
    public void Plan_OfSignalingToAConference_GoesToItsHost()
    {
        var user = Inside("a") with { Home = UserHome.OnPrem };

        Assert.Equal("a Local|b Local", Call(user, user with { Id = "b" }).In(Hybrid).SignalingPaths());
        Assert.Equal("a ExpressRoute", (Group(user) with { Organizer = new() }).In(Hybrid).SignalingPaths());
        Assert.Equal("a Internet", (Group(Inside("a")) with { Organizer = AtHome with { Tenant = "fabrikam" } }).In(Hybrid).SignalingPaths());
    }
}
