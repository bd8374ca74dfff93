using Signaling.Domain.Network;
using Signaling.Domain.Network.Planning;
using Signaling.Domain.Sdp;
using Xunit;
using static Signaling.Domain.Tests.Network.Plans;

namespace Signaling.Domain.Tests.Network;

/// <summary>Each switch by which profiles differ, and what it changes.</summary>
public sealed class ProfilesTests
{
    private static readonly Profile Acs = Profiles.Of(ProfileName.Acs), Teams = Profiles.Of(ProfileName.Teams), Sfb = Profiles.Of(ProfileName.SfbOnline);

    [Fact]
    [Trait("CallFlow", "#174")]
    public void All_Profiles_AreFiveInTheirOrder() => Assert.Equal(Enum.GetValues<ProfileName>(), Profiles.All.Select(one => one.Name));

    [Fact]
    [Trait("CallFlow", "#31"), Trait("CallFlow", "#234"), Trait("CallFlow", "#235")]
    public void HostRegion_OfEachProfile_IsTheFirstParticipantsOrTheOrganizers()
    {
        Assert.Equal((HostRegionRule.FirstParticipant, HostRegionRule.FirstParticipant, HostRegionRule.OrganizerHome), (Acs.HostRegion, Teams.HostRegion, Sfb.HostRegion));

        var joined = Group(Inside("a") with { Region = "eu", HomeRegion = "eu" }, Outside("b") with { Region = "asia" }) with { Organizer = new() { HomeRegion = "us" } };
        Assert.Equal("eu", joined.In(Networks.Plain).HostRegion);
        Assert.Equal("us", joined.In(Networks.With(ProfileName.SfbOnline)).HostRegion);
    }

    [Fact]
    [Trait("CallFlow", "#233")]
    public void SignalingTarget_OfOneUserInOnePlace_IsNearestOrHome()
    {
        var call = Call(Inside("a") with { Region = "asia", HomeRegion = "us" }, Outside("b"));

        Assert.Equal("asia", call.In(Networks.Plain).Signaling[0].Region);
        Assert.Equal("us", call.In(Networks.With(ProfileName.SfbOnline)).Signaling[0].Region);
    }

    [Fact]
    [Trait("CallFlow", "#239")]
    public void ConferenceRelay_BehindAnOpenFirewall_IsNoneOrAnEdge()
    {
        Assert.Empty(Group(Inside("a"), Inside("b"), Inside("c")).In(Networks.Plain).Relays);
        Assert.Equal(3, Group(Inside("a"), Inside("b"), Inside("c")).In(Networks.With(ProfileName.SfbOnline)).Relays.Count);
    }

    [Theory]
    [InlineData(ProfileName.Acs, MediaMode.MediaServer), InlineData(ProfileName.Teams, MediaMode.Direct), InlineData(ProfileName.SfbOnline, MediaMode.MediaServer)]
    [Trait("CallFlow", "#236"), Trait("CallFlow", "#237")]
    public void GroupOfTwo_WithoutNeeds_IsServedAsTheProfileSays(ProfileName profile, MediaMode mode) =>
        Assert.Equal(mode, Group(Inside("a"), Inside("b")).In(Networks.With(profile)).Mode);

    [Fact]
    [Trait("CallFlow", "#33")]
    public void GroupOfTwo_InTeams_GoesDirectlyUntilAThirdJoins()
    {
        Assert.Equal(MediaMode.Direct, Group(Inside("a"), Inside("b")).In(Networks.Teams()).Mode);
        Assert.Equal(MediaMode.MediaServer, Group(Inside("a"), Inside("b"), Inside("c")).In(Networks.Teams()).Mode);
        Assert.Equal(MediaMode.Direct, Group(Inside("a"), Inside("b")).In(Networks.Plain with { TwoPartyGroupsDirect = true }).Mode);
    }

    [Theory]
    [InlineData(ProfileName.Acs, Verdict.Fail), InlineData(ProfileName.Teams, Verdict.Warn), InlineData(ProfileName.SfbHybrid, Verdict.Warn)]
    [Trait("CallFlow", "#241"), Trait("CallFlow", "#240")]
    public void ShaperAndVpn_OnTheWay_AreAsGraveAsTheProfileSays(ProfileName profile, Verdict severity)
    {
        var document = Networks.With(profile).Hq(hq => hq with { Policies = new() { PacketShaper = true } });

        var warnings = Call(Inside("a"), Vpn("b")).In(document).Warnings;

        Assert.Equal(severity, warnings.Single(one => one.Code == PlanWarningCode.PacketShaperOnPath).Severity);
        Assert.Equal(severity, warnings.Single(one => one.Code == PlanWarningCode.MediaOverVpn).Severity);
    }

    [Fact]
    [Trait("CallFlow", "#242"), Trait("CallFlow", "#159")]
    public void Ports_OfEachProfile_AreAsPublished()
    {
        Assert.Equal([443], Acs.Ports!.Tcp);
        Assert.Equal([80, 443], Teams.Ports!.Tcp);
        Assert.Equal([3478, 3479, 3480, 3481], Acs.Ports.Udp);
        Assert.Equal((false, true, true), (Acs.Ports.AllRequired, Teams.Ports.AllRequired, Sfb.Ports is null));
    }

    [Fact]
    [Trait("CallFlow", "#244"), Trait("CallFlow", "#15")]
    public void ClientSignaling_InEveryProfile_IsRestAndSipToSbcsAlone()
    {
        Assert.Equal(("HTTPS REST", "SIP"), (Teams.DocumentedClientSignaling, Sfb.DocumentedClientSignaling));
        Assert.All(Profiles.All, profile => Assert.Equal("rest", Call(Inside("a"), Inside("b")).In(Networks.With(profile.Name)).Signaling[0].Protocol));
        Assert.Equal(["rest", "sip"], Phone(Inside("a"), "sbc").In(Networks.Teams(Feature.DirectRouting)).Signaling.Select(leg => leg.Protocol));
    }

    [Fact]
    [Trait("CallFlow", "#245")]
    public void TelemetryOverExpressRoute_OfEachProfile_IsSaid() =>
        Assert.Equal([null, true, false, false, false], Profiles.All.Select(one => one.TelemetryOverExpressRoute));

    [Theory]
    [InlineData(ProfileName.Acs), InlineData(ProfileName.SfbOnline)]
    [Trait("CallFlow", "#264")]
    public void InsideToOutside_WhenNobodySays_IsRelayedAndWhenOpenDirect(ProfileName profile)
    {
        var document = Networks.With(profile);

        Assert.Equal(MediaMode.Relayed, Call(Inside("a"), Outside("b")).In(document).Mode);
        Assert.Equal(MediaMode.Direct, Call(Inside("a"), Outside("b"), direct: true).In(document).Mode);
    }

    [Fact]
    [Trait("CallFlow", "#261")]
    public void FileTransfer_OutsideOfSkypeForBusiness_IsRefused()
    {
        var files = Call(Inside("a"), Inside("b")) with { MediaKinds = [MediaKind.Audio, MediaKind.FileTransfer] };

        Assert.Equal(PlanError.MediaKindNotAllowed, files.RefusedIn(Networks.Plain));
        Assert.Equal(MediaMode.Direct, files.In(Networks.With(ProfileName.SfbOnline)).Mode);
    }

    [Fact]
    [Trait("CallFlow", "#173"), Trait("CallFlow", "#160"), Trait("CallFlow", "#263")]
    public void Retired_Products_AreNamedWithTheirDateAndStillPlanned()
    {
        Assert.Equal((new DateOnly(2021, 7, 31), new DateOnly(2023, 10, 1)), (Sfb.RetiredOn, Sfb.VariantRetiresOn));
        Assert.Equal(new ProfileDependency("sfb-online", new(2021, 7, 31)), Assert.Single(Teams.Dependencies));
        Assert.Contains(PlanWarningCode.RetiredProduct, Call(Inside("a"), Inside("b")).In(Networks.With(ProfileName.SfbOnline)).WarningCodes());
        Assert.DoesNotContain(PlanWarningCode.RetiredProduct, Call(Inside("a"), Inside("b")).In(Networks.Teams()).WarningCodes());
    }
}
