using Signaling.Domain.Network;
using Signaling.Domain.Network.Planning;
using Xunit;
using static Signaling.Domain.Tests.Network.Plans;

namespace Signaling.Domain.Tests.Network;

/// <summary>What a network's owner wants decides the plan: relays alone, UDP alone, rules for pairs.</summary>
public sealed class PolicyPlanTests
{
    private static readonly NetworkDocument Two = Networks.Plain with
    {
        CustomerNetworks = [Networks.Plain.CustomerNetworks[0], new() { Id = "branch", InternalPrefixes = ["172.16.0.0/12"], EgressPrefixes = [new() { Prefix = "192.0.2.0/28" }] }],
    };

    private static readonly Participant Hq = Inside("a") with { Network = "hq" }, Branch = Inside("b") with { Network = "branch" };

    [Theory]
    [InlineData(false, null, MediaMode.Direct)]
    [InlineData(true, null, MediaMode.Relayed)]
    [InlineData(true, PairMedia.Direct, MediaMode.Direct)]
    [InlineData(false, PairMedia.RelayOnly, MediaMode.Relayed)]
    [Trait("CallFlow", "#90")]
    public void Plan_BetweenTwoNetworks_FollowsThePairBeforeEither(bool blocks, PairMedia? pair, MediaMode mode)
    {
        var document = Two with
        {
            CustomerNetworks = [.. Two.CustomerNetworks.Select(one => one with { Policies = new() { BlockDirectExternalMedia = blocks } })],
            Pairs = pair is { } media ? [new() { Between = ["branch", "hq"], Media = media }] : [],
        };

        Assert.Equal(mode, Call(Hq, Branch, direct: true).In(document).Mode);
        Assert.Equal(mode, Call(Branch, Hq, direct: true).In(document).Mode);
        Assert.Equal(MediaMode.Direct, Call(Hq, Inside("b") with { Network = "hq" }, direct: true).In(document).Mode); // another pair
    }

    [Fact]
    public void Plan_BetweenNetworksThatMayNot_IsRefusedWhateverTheKindOfCall()
    {
        var apart = Two with { Pairs = [new() { Between = ["hq", "branch"], Media = PairMedia.None }] };
        var calling = Networks.Teams(Feature.DirectRouting) with { Pairs = [new() { Between = ["hq", "internet"], Media = PairMedia.None }] };

        Assert.Equal(PlanError.MediaBetweenNetworksNotAllowed, Call(Hq, Branch, direct: true).RefusedIn(apart));
        Assert.Equal(PlanError.MediaBetweenNetworksNotAllowed, Call(Hq, Branch, direct: true).RefusedIn(apart with { Profile = ProfileName.SfbOnline }));
        Assert.Equal(PlanError.MediaBetweenNetworksNotAllowed, Group(Outside("c"), Branch, Hq).RefusedIn(apart));
        Assert.Equal(PlanError.MediaBetweenNetworksNotAllowed, Phone(Outside("a"), "bypass", direct: true).RefusedIn(calling));
        Assert.Equal(MediaMode.SbcBypassDirect, Phone(Inside("a"), "bypass").In(calling).Mode);
        Assert.Equal(MediaMode.MediaServer, Group(Outside("c"), Branch).In(apart).Mode);
    }

    [Theory]
    [InlineData(false, PairMedia.Direct, MediaMode.SbcBypassDirect)]
    [InlineData(true, PairMedia.Direct, MediaMode.SbcBypassDirect)]
    [InlineData(true, null, MediaMode.SbcBypassRelayed)]
    [InlineData(false, PairMedia.RelayOnly, MediaMode.SbcBypassRelayed)]
    [Trait("CallFlow", "#90")]
    public void Plan_OfARemoteUserAndAnSbc_FollowsThePairToo(bool blocks, PairMedia? pair, MediaMode mode)
    {
        var document = Networks.Teams(Feature.DirectRouting).Hq(hq => hq with { Policies = new() { BlockDirectExternalMedia = blocks } });

        Assert.Equal(mode, Phone(Outside("a"), "bypass", direct: true).In(document with { Pairs = pair is { } media ? [new() { Between = ["hq", "internet"], Media = media }] : [] }).Mode);
    }

    [Fact]
    [Trait("CallFlow", "#36")]
    public void Plan_InARelayOnlyNetwork_RelaysToServersAndSbcsToo()
    {
        var document = Networks.Teams(Feature.DirectRouting).Hq(hq => hq with { Policies = new() { RelayOnly = true } });

        Assert.Equal(["relay,mediaServer", "mediaServer", "mediaServer"], Group(Inside("a"), Outside("b"), Outside("c")).In(document).Media.Select(leg => string.Join(',', leg.Hops)));
        Assert.Equal(("relay,mediaServer,pstn", 1), (string.Join(',', Phone(Inside("a")).In(document).Media[0].Hops), Phone(Inside("a")).In(document).Relays.Count));
        Assert.Equal((MediaMode.SbcBypassRelayed, "a 4|sbc2 4"), (Phone(Inside("a"), "bypass").In(document).Mode, Phone(Inside("a"), "bypass").In(document).Media()));
    }

    [Fact]
    public void Plan_WithThePairOfInternet_CountsForRemoteAndVpnUsers()
    {
        var document = Two with { Pairs = [new() { Between = ["hq", "internet"], Media = PairMedia.RelayOnly }] };

        Assert.Equal(MediaMode.Relayed, Call(Hq, Outside("b"), direct: true).In(document).Mode);
        Assert.Equal(MediaMode.Relayed, Call(Vpn("a"), Hq with { Id = "b" }, direct: true).In(document).Mode);
        Assert.Equal(MediaMode.Direct, Call(Hq, Branch, direct: true).In(document).Mode);
    }

    [Fact]
    public void Plan_InARelayOnlyNetwork_RelaysInsideToo() =>
        Assert.Equal(MediaMode.Relayed, Call(Inside("a"), Inside("b"), direct: true).In(Networks.Plain.Hq(hq => hq with { Policies = new() { RelayOnly = true } })).Mode);

    [Fact]
    [Trait("CallFlow", "#12")]
    public void Plan_InAUdpOnlyNetworkWhoseFirewallStopsUdp_IsRefused()
    {
        Perimeter closed = new() { Allow = [new() { Protocol = PerimeterProtocol.Tcp, FirstPort = 443, LastPort = 443 }] };
        var document = Networks.Plain.Hq(hq => hq with { Perimeters = [closed] });

        Assert.Equal(PerimeterProtocol.Tcp, Call(Inside("a"), Outside("b"), direct: false).In(document).Media[0].Transport);
        Assert.Equal(PlanError.NoViableMediaPath, Call(Inside("a"), Outside("b"), direct: false).RefusedIn(document.Hq(hq => hq with { Policies = new() { UdpOnly = true } })));
    }

    [Theory]
    [InlineData(null, Verdict.Fail)]
    [InlineData(VpnMedia.Discouraged, Verdict.Warn)]
    [InlineData(VpnMedia.Allowed, null)]
    [Trait("CallFlow", "#240")]
    public void Plan_OfAVpnUser_WarnsAsTheOwnerSaysBeforeTheProfile(VpnMedia? wanted, Verdict? severity)
    {
        var plan = Call(Vpn("a"), Inside("b"), direct: false).In(Networks.Plain.Hq(hq => hq with { Policies = new() { MediaOverVpn = wanted } }));

        Assert.Equal(severity, plan.Warnings.SingleOrDefault(warning => warning.Code == PlanWarningCode.MediaOverVpn)?.Severity);
    }
}
