using Signaling.Domain.Network;
using Signaling.Domain.Network.Planning;
using Xunit;
using static Signaling.Domain.Tests.Network.Plans;

namespace Signaling.Domain.Tests.Network;

/// <summary>Calls to the phone network, and from phone to phone.</summary>
public sealed class PhonePlanTests
{
    private static readonly NetworkDocument Direct = Networks.Teams(Feature.DirectRouting), DirectOverCircuit = Networks.Teams(Feature.DirectRouting, Feature.PrivateCircuit);

    [Fact]
    [Trait("CallFlow", "#96"), Trait("CallFlow", "#97"), Trait("CallFlow", "#260")]
    public void Plan_ByTheServicesNumbers_NeedsNoSbc()
    {
        Assert.Equal(("a 4", "a 4"), (Phone(Inside("a"), "numbers").In(Networks.Plain).Signaling(), Phone(Inside("a")).In(Networks.Teams()).Media()));
        Assert.Equal("a 3", Phone(Outside("a"), "numbers").In(Networks.Plain).Media());
    }

    [Fact]
    [Trait("CallFlow", "#127"), Trait("CallFlow", "#129"), Trait("CallFlow", "#48")]
    public void Plan_ByAnSbc_SignalsBothWaysAndBypassesWhereTheTrunkDoes()
    {
        Assert.Equal("a 4|sbc1 4,4'", Phone(Inside("a"), "sbc").In(Direct).Media());
        Assert.Equal("a 5B|sbc2 5B", Phone(Inside("a"), "bypass").In(Direct).Media());
        Assert.Equal("a 4|sbc2 4,4'", Phone(Inside("a"), "bypass").In(Direct).Signaling());
    }

    [Fact]
    [Trait("CallFlow", "#130"), Trait("CallFlow", "#131"), Trait("CallFlow", "#258")]
    public void Plan_WithoutBypass_HasARelayInsideAndAMediaServerOutside()
    {
        Assert.Equal(MediaMode.Relayed, Phone(Inside("a"), "sbc").In(Direct).Mode);
        Assert.Equal(MediaMode.MediaServer, Phone(Outside("a"), "sbc").In(Direct).Mode);
    }

    [Fact]
    [Trait("CallFlow", "#132"), Trait("CallFlow", "#133"), Trait("CallFlow", "#134"), Trait("CallFlow", "#251"), Trait("CallFlow", "#51")]
    [Trait("CallFlow", "#273"), Trait("CallFlow", "#274"), Trait("CallFlow", "#275")]
    public void Plan_WithBypass_IsDirectInsideAndOutsideDirectOrRelayed()
    {
        Assert.Equal("a 5B|sbc2 5B", Phone(Inside("a"), "bypass").In(Direct).Media());
        Assert.Equal("a 3|sbc2 4", Phone(Outside("a"), "bypass", direct: false).In(Direct).Media());
        var direct = Phone(Outside("a"), "bypass", direct: true).In(Direct);
        Assert.Equal(("a 2|sbc2 2", "sbc2"), (direct.Media(), direct.Media[0].Initiator));
        Assert.Equal((MediaMode.MediaServer, "a 4|sbc2 4,4'"), ((Phone(Inside("a"), "bypass") with { Needs = new(Recording: true) }).In(Direct).Mode, (Phone(Inside("a"), "bypass") with { Needs = new(Recording: true) }).In(Direct).Media()));
    }

    [Fact]
    [Trait("CallFlow", "#126")]
    public void Plan_OfAUserInAnotherCustomerNetwork_IsARemoteUserToTheSbc()
    {
        var two = Direct with { CustomerNetworks = [.. Direct.CustomerNetworks, new() { Id = "plant" }], Trunks = [Networks.Sbcs[2] with { Network = "hq" }] };

        Assert.Equal("a 5B|sbc2 5B", Phone(Inside("a") with { Network = "hq" }, "bypass").In(two).Media());
        Assert.Equal("a 2|sbc2 2", Phone(Inside("a") with { Network = "plant" }, "bypass", direct: true).In(two).Media());
        Assert.Equal("a 4|sbc2 4", Phone(Inside("a") with { Network = "plant" }, "bypass", direct: false).In(two).Media());
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    [Trait("CallFlow", "#126")]
    public void Plan_OfARemoteUserWhoCannotReachTheSbc_FallsBackOrIsRefused(bool fallBack)
    {
        var hidden = Networks.Sbcs[2] with { Sbc = Networks.Sbcs[2].Sbc! with { RoutableFromInternet = false }, WithoutBypassIfUnreachable = fallBack };
        var document = Direct with { Trunks = [hidden] };

        if (fallBack) Assert.Contains(PlanWarningCode.BypassNotRoutable, Phone(Outside("a"), "bypass").In(document).WarningCodes());
        else Assert.Equal(PlanError.SbcNotRoutableFromInternet, Phone(Outside("a"), "bypass").RefusedIn(document));
        Assert.Equal(MediaMode.SbcBypassDirect, Phone(Inside("a"), "bypass").In(document).Mode);
    }

    [Fact]
    [Trait("CallFlow", "#135"), Trait("CallFlow", "#136"), Trait("CallFlow", "#276"), Trait("CallFlow", "#52")]
    public void Plan_OfAHairpin_LeavesTheSbcsAloneEvenOneWithItself()
    {
        var plan = Hairpin("bypass", "bypass").In(Direct);

        Assert.Equal("sbc2 5C|sbc2 (second leg) 5C", plan.Media());
        Assert.Contains(PlanHint.UserLeft, plan.Hints);
        Assert.Equal("sbc1 4,4'|sbc2 4,4'", Hairpin("sbc", "bypass").In(Direct).Media());
    }

    [Fact]
    [Trait("CallFlow", "#137"), Trait("CallFlow", "#277")]
    public void Plan_OfAHairpinAcrossTenants_NeverBypasses()
    {
        var plan = Hairpin("bypass", "others").In(Direct);

        Assert.Equal((MediaMode.MediaServer, "sbc2 4,4'|sbc4 4,4'"), (plan.Mode, plan.Media()));
        Assert.Contains(PlanWarningCode.BypassNotAllowedCrossTenant, plan.WarningCodes());
    }

    [Fact]
    [Trait("CallFlow", "#138"), Trait("CallFlow", "#85"), Trait("CallFlow", "#255")]
    public void Plan_WithoutTheFeature_HasNoSbc()
    {
        Assert.Equal(PlanError.ScenarioReferenceUnknown, Phone(Inside("a"), "bypass").RefusedIn(Networks.Teams()));
        Assert.Equal(PlanError.ScenarioInvalid, Hairpin("numbers", "numbers").RefusedIn(Networks.Teams()));
        Assert.Equal("a 5B|sbc2 5B", Phone(Inside("a"), "bypass").In(Networks.With(ProfileName.Acs, Feature.DirectRouting)).Media());
    }

    [Fact]
    [Trait("CallFlow", "#43"), Trait("CallFlow", "#139")]
    public void Plan_ByAnSbcOverAPrivateCircuit_TakesItBothWays()
    {
        var plan = Phone(Inside("a"), "sbc").In(DirectOverCircuit);

        Assert.Equal(("a 1|sbc1 1,1'", "a 1|sbc1 1,1'"), (plan.Signaling(), plan.Media()));
        Assert.Equal("a ExpressRoute|sbc1 ExpressRoute", plan.MediaPaths());
    }

    private static Scenario Hairpin(string first, string second) => new() { Kind = CallKind.Hairpin, Trunk = first, SecondTrunk = second };
}
