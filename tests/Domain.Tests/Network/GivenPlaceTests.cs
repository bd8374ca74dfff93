using Signaling.Domain.Network;
using Signaling.Domain.Network.Planning;
using Xunit;
using static Signaling.Domain.Tests.Network.Plans;

namespace Signaling.Domain.Tests.Network;

/// <summary>What participants say of themselves: places that addresses contradict, regions and relays that are not there, names that clash.</summary>
public sealed class GivenPlaceTests
{
    private static readonly NetworkDocument Two = Networks.Plain with
    {
        CustomerNetworks = [Networks.Plain.CustomerNetworks[0], new() { Id = "branch", EgressPrefixes = [new() { Prefix = "192.0.2.0/28" }], Policies = new() { BlockDirectExternalMedia = true } }],
    };

    [Theory]
    [InlineData(Location.CustomerNetwork, true, "192.168.1.7")]
    [InlineData(Location.CustomerNetwork, false, "10.200.0.5")]
    [InlineData(Location.Internet, true, "192.168.1.7")]
    [Trait("CallFlow", "#94")]
    public void Plan_OfAVpnUserWhoDeclaresAnotherPlace_KnowsTheVpn(Location declared, bool viaVpn, string host)
    {
        var plan = Call(new() { Id = "a", Location = declared, ViaVpn = viaVpn, SourceAddress = "198.51.100.7", HostCandidates = [host] }, Inside("b"), direct: false).In(Networks.Plain);

        Assert.Equal(("a 2',4|b 4", "a 3|b 4"), (plan.Signaling(), plan.Media()));
    }

    [Theory]
    [InlineData("198.51.100.7", "0f3a.local", Location.CustomerNetwork, Location.CustomerNetwork)]
    [InlineData("198.51.100.7", "10.1.2.3", Location.GuestPrivateNetwork, Location.GuestPrivateNetwork)]
    [InlineData("192.0.2.200", "10.200.0.5", Location.Internet, Location.Internet)]
    public void Plan_OfADeclaredPlace_TakesItWhereNothingShowsTheVpn(string source, string host, Location declared, Location expected) =>
        Assert.Equal(expected, Call(new() { Id = "a", Location = declared, SourceAddress = source, HostCandidates = [host] }, Inside("b")).In(Networks.Plain).Places[0].Location);

    [Fact]
    [Trait("CallFlow", "#90")]
    public void Plan_OfADeclaredPlaceAmongSeveralNetworks_FindsTheNetworkByTheAddress()
    {
        var plan = Call(new() { Id = "a", Location = Location.CustomerNetwork, SourceAddress = "192.0.2.7" }, Outside("b"), direct: true).In(Two);

        Assert.Equal(("branch", MediaMode.Relayed), (plan.Places[0].Network, plan.Mode));
    }

    [Fact]
    [Trait("CallFlow", "#41"), Trait("CallFlow", "#69")]
    public void Plan_OfRegionsAndRelaysThatAreNotThere_IsRefused()
    {
        Assert.Equal(PlanError.ScenarioReferenceUnknown, Call(Inside("a") with { Region = "mars" }, Outside("b")).RefusedIn(Networks.Plain));
        Assert.Equal(PlanError.ScenarioReferenceUnknown, Call(Inside("a") with { EdgeRoundTripMilliseconds = new Dictionary<string, int> { ["eu"] = 18, ["mars"] = 5 } }, Outside("b")).RefusedIn(Networks.Plain));
        Assert.Equal("mars", Call(Inside("a") with { Region = "mars" }, Outside("b")).In(Networks.Plain with { Regions = [] }).Signaling[0].Region); // nothing is known of regions
        Assert.Equal(PlanError.ScenarioReferenceUnknown, (Call(Inside("a"), Outside("b")) with { Connectivity = new() { Direct = false, ReachableRelays = ["c"] } }).RefusedIn(Networks.Plain));
    }

    [Theory]
    [InlineData(CallKind.OneToOne, 1, "This kind of call takes 2 `participants`; the scenario has 1.")]
    [InlineData(CallKind.OneToOne, 3, "This kind of call takes 2 `participants`; the scenario has 3.")]
    [InlineData(CallKind.Pstn, 3, "This kind of call takes 1 to 2 `participants`; the scenario has 3.")]
    [InlineData(CallKind.Hairpin, 1, "A hairpin joins two trunks and takes no `participants`; the scenario has 1.")]
    [InlineData(CallKind.Group, 101, "This kind of call takes 1 to 100 `participants`; the scenario has 101.")]
    public void Plan_OfTooFewOrTooMany_SaysHowManyItTakes(CallKind kind, int count, string detail)
    {
        Scenario scenario = new() { Kind = kind, Participants = [.. Enumerable.Range(0, count).Select(number => Inside($"a{number}"))] };

        Assert.Equal(new PlanOutcome.Refused(PlanError.ScenarioInvalid, detail), RoutePlanner.Plan(scenario, Networks.Teams(Feature.DirectRouting).Model()));
    }

    [Fact]
    public void Plan_OfAUserNamedAsTheSbc_IsRefused() =>
        Assert.Equal(PlanError.ScenarioInvalid, Phone(Inside("sbc2"), "bypass").RefusedIn(Networks.Teams(Feature.DirectRouting)));

    [Fact]
    [Trait("CallFlow", "#174")]
    public void Plan_OfSomebodyHomedOnPremisesWhereNobodyIs_IsRefused()
    {
        var user = Inside("a") with { Home = UserHome.OnPrem };

        Assert.Equal(PlanError.TopologyDoesNotInclude, Call(user, Inside("b")).RefusedIn(Networks.With(ProfileName.SfbOnline)));
        Assert.Equal(PlanError.TopologyDoesNotInclude, (Group(Inside("a")) with { Organizer = new() { Home = UserHome.OnPrem } }).RefusedIn(Networks.With(ProfileName.SfbCloudConnector)));
        Assert.Equal(MediaMode.Direct, Call(user, Inside("b")).In(Networks.With(ProfileName.SfbHybrid)).Mode);
    }

    [Fact]
    public void Plan_WithNullInsteadOfWhatIsKnown_TakesTheDefaults() =>
        Assert.Equal("a 5|b 5", (Call(Inside("a") with { Transports = null! }, Inside("b")) with { MediaKinds = null! }).In(Networks.Plain).Media());

    [Fact]
    [Trait("CallFlow", "#259"), Trait("CallFlow", "#42")]
    public void Plan_OverAPrivateCircuit_ShowsTheEgressOfEachWay()
    {
        var relayed = Call(Inside("a"), Vpn("b"), direct: false).In(Networks.Teams(Feature.PrivateCircuit));
        var direct = Call(Inside("a"), Outside("b"), direct: true).In(Networks.Teams(Feature.PrivateCircuit));
        var plain = Call(Inside("a"), Inside("b")).In(Networks.Plain);

        Assert.Equal("192.0.2.0/28 192.0.2.0/28", Egress(relayed)); // flow 1 of a; the VPN's signaling comes through the network, its media do not
        Assert.Equal(["192.0.2.0/28"], relayed.Signaling[1].Egress);
        Assert.Empty(relayed.Media[1].Egress);
        Assert.Equal("192.0.2.0/28 198.51.100.0/24", Egress(direct)); // flows 1 and 2
        Assert.Empty(direct.Media[1].Egress);
        Assert.Equal("198.51.100.0/24 ", Egress(plain)); // flows 4 and 5

        static string Egress(RoutePlan plan) => $"{string.Join(',', plan.Signaling[0].Egress)} {string.Join(',', plan.Media[0].Egress)}";
    }
}
