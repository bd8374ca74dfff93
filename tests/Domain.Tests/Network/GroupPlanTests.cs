using Signaling.Domain.Network;
using Signaling.Domain.Network.Planning;
using Xunit;
using static Signaling.Domain.Tests.Network.Plans;

namespace Signaling.Domain.Tests.Network;

/// <summary>Media servers: when, where, and who may join.</summary>
public sealed class GroupPlanTests
{
    private static readonly Participant Telephone = new() { Id = "p", Kind = EndpointKind.Pstn };

    [Theory]
    [InlineData(true, false, false, false), InlineData(false, true, false, false), InlineData(false, false, true, false), InlineData(false, false, false, true)]
    [Trait("CallFlow", "#32"), Trait("CallFlow", "#238"), Trait("CallFlow", "#272")]
    public void Plan_OfTwoWithANeed_HasAMediaServerWhateverTheKindOfCall(bool recording, bool transcription, bool mixing, bool routing)
    {
        var needs = new PlannedNeeds(recording, transcription, mixing, routing);

        Assert.Equal((MediaMode.MediaServer, "a 4|b 3"), ((Call(Inside("a"), Outside("b"), direct: true) with { Needs = needs }).In(Networks.Plain).Mode, (Call(Inside("a"), Outside("b")) with { Needs = needs }).In(Networks.Plain).Media()));
        Assert.Equal(MediaMode.MediaServer, (Group(Inside("a"), Outside("b")) with { Needs = needs }).In(Networks.Teams()).Mode);
        Assert.Null(Call(Inside("a"), Outside("b"), direct: true).In(Networks.Plain).MediaServer);
    }

    [Fact]
    [Trait("CallFlow", "#30"), Trait("CallFlow", "#34"), Trait("CallFlow", "#35"), Trait("CallFlow", "#101"), Trait("CallFlow", "#103")]
    public void Plan_OfThree_EndsAtOneServerInTheFirstOnesRegion()
    {
        var plan = Group(Inside("a") with { Region = "asia" }, Outside("b") with { Region = "eu" }, Outside("c") with { Region = "eu" }).In(Networks.Plain);

        Assert.Equal(("asia", new PlannedMediaServer("asia", "203.0.113.20")), (plan.HostRegion, plan.MediaServer));
        Assert.Equal("a 4|b 3|c 3", plan.Media());
        Assert.All(plan.Media, leg => Assert.Equal(("203.0.113.20", "mediaServer"), (leg.Address, string.Join(',', leg.Hops))));
        Assert.Empty(plan.Relays);
        Assert.Equal("a Internet|b Internet,ServiceBackbone|c Internet,ServiceBackbone", plan.SignalingPaths());
    }

    [Fact]
    [Trait("CallFlow", "#30"), Trait("CallFlow", "#33")]
    public void Plan_OfTwoWhoTalkDirectly_HasAHostAllTheSame()
    {
        var two = Group(Inside("a") with { Region = "asia" }, Inside("b") with { Region = "eu" }).In(Networks.Teams());

        Assert.Equal((MediaMode.Direct, "asia", null), (two.Mode, two.HostRegion, two.MediaServer));
    }

    [Fact]
    [Trait("CallFlow", "#36")]
    public void Plan_BehindAFirewallThatBlocksTheServer_RelaysThatLegAlone()
    {
        var relayOnly = Networks.Plain.Hq(hq => hq with { Perimeters = [new() { Allow = [new() { FirstPort = 3478, LastPort = 3481 }, new() { Protocol = PerimeterProtocol.Tcp, FirstPort = 443, LastPort = 443 }] }] });

        var plan = Group(Inside("a"), Outside("b"), Outside("c")).In(relayOnly);

        Assert.Equal(["relay,mediaServer", "mediaServer", "mediaServer"], plan.Media.Select(leg => string.Join(',', leg.Hops)));
        Assert.Equal("a", Assert.Single(plan.Relays).AllocatedBy);
    }

    [Fact]
    [Trait("CallFlow", "#104")]
    public void Plan_OfAMeetingOfAnotherProduct_IsRefused() =>
        Assert.Equal(PlanError.MeetingInteropNotSupported, (Group(Inside("a"), Inside("b"), Inside("c")) with { Organizer = new() { Platform = MeetingPlatform.SkypeForBusiness } }).RefusedIn(Networks.Teams()));

    [Theory]
    [InlineData(Dialled.In, false, false, false), InlineData(Dialled.In, true, false, true), InlineData(Dialled.Out, true, false, false), InlineData(Dialled.Out, false, true, true)]
    [Trait("CallFlow", "#105")]
    public void Plan_OfAPhoneInAMeeting_RestsOnTheOrganizer(Dialled how, bool dialIn, bool dialOut, bool allowed)
    {
        var meeting = Group(Inside("a"), Inside("b"), Telephone with { Dialled = how }) with { Organizer = new() { DialIn = dialIn, DialOut = dialOut } };

        if (allowed) Assert.Equal(MediaMode.MediaServer, meeting.In(Networks.Teams()).Mode);
        else Assert.Equal(PlanError.PhoneNotProvisioned, meeting.RefusedIn(Networks.Teams()));
    }

    [Fact]
    [Trait("CallFlow", "#106")]
    public void Plan_OfAGuestWithUdpBlocked_JoinsOverTcpOnFlow3()
    {
        var guest = new Participant { Id = "g", Kind = EndpointKind.Guest, Location = Location.GuestPrivateNetwork, Transports = [PerimeterProtocol.Tcp] };

        var plan = Group(Inside("a"), Inside("b"), guest).In(Networks.Plain);

        Assert.Equal(("a 4|b 4|g 3", PerimeterProtocol.Tcp), (plan.Media(), plan.Media[2].Transport));
        Assert.Equal("g", Assert.Single(plan.Relays).AllocatedBy);
    }
}
