using Signaling.Domain.Network;
using Signaling.Domain.Quality.Readiness;
using Signaling.Domain.Tests.Network;
using Xunit;
using static Signaling.Domain.Quality.Readiness.CheckState;
using static Signaling.Domain.Quality.Readiness.RelayTransport;

namespace Signaling.Domain.Tests.Quality;

/// <summary>A network's description and its reports, folded into one verdict.</summary>
public sealed class ReadinessRulesTests
{
    private static readonly ReadinessNeeds Needs = new() { MaxRoundTripMs = 200, MaxLossPercent = 1, MaxJitterMs = 30, MaxDevicesPerAddress = 2, VpnHelp = "https://help.example/vpn" };
    private static readonly BandwidthRates Rates = new() { Audio = 1, Video = 1, ScreenShare = 1 };
    private static readonly Assessment Assessed = new() { On = new(2026, 10, 1), From = "floor 1", To = "eu", RoundTripMs = 20, LossPercent = 0, JitterMs = 2 };

    private static readonly NetworkReport Good = new()
    {
        Schema = NetworkReport.CurrentSchema,
        SourceAddress = "198.51.100.7",
        Edges = [new("https://eu.example", Open, Open, 10)],
        Relays = [new("turn.eu.example", Udp, 3478, Open, 20), new("turn.eu.example", Tcp, 443, Open, 30)],
        Mappings = [new("udp4", "turn.eu.example:3478", "198.51.100.7", 50000, 10), new("udp4", "turn.eu.example:3478", "198.51.100.7", 50000, 9000)],
    };

    [Fact]
    [Trait("CallFlow", "#3")]
    public void Judge_OfANetworkThatNobodyAssessed_RecommendsIt()
    {
        var fresh = Judge(Networks.Plain.Hq(WithoutVpn));
        var assessed = Judge(Networks.Plain.Hq(hq => WithoutVpn(hq) with { Assessments = [Assessed with { On = new(2025, 1, 1) }, Assessed] }));

        Assert.Equal((false, null), (fresh.Assessed, fresh.AssessedOn));
        Assert.Contains(fresh.Findings, one => (one.Code, one.Entry, one.Where) == (FindingCode.AssessmentRecommended, 3, "hq"));
        Assert.Equal((true, new DateOnly(2026, 10, 1)), (assessed.Assessed, assessed.AssessedOn));
        Assert.DoesNotContain(assessed.Findings, one => one.Code == FindingCode.AssessmentRecommended);
    }

    [Fact]
    public void Check_OfAnAssessmentWithoutADayOrOutOfRange_NamesIt() =>
        Assert.Equal(
            ["customerNetworks[0].assessments[0].on", "customerNetworks[0].assessments[1]"],
            NetworkRules.Check(Networks.Plain.Hq(hq => hq with { Assessments = [new(), Assessed with { LossPercent = 101 }] })).Select(one => one.Path));

    [Fact]
    [Trait("CallFlow", "#220")]
    public void Judge_OfAGoodNetworkWithGoodReports_IsOptimal()
    {
        var verdict = Judge(Networks.Plain.Hq(WithoutVpn), Good, Good);

        Assert.Equal((ReadinessGrade.Optimal, 0), (verdict.Grade, verdict.Missing.Count));
        Assert.Equal([new("198.51.100.7", 2)], verdict.PublicAddresses);
        Assert.All(verdict.Reports, one => Assert.Equal(("hq", NetworkKind.Open), (one.Network, one.Verdict.Kind)));
    }

    [Fact]
    [Trait("CallFlow", "#222")]
    public void Judge_WithoutAnyReport_SaysThatNobodyMeasured()
    {
        var described = Judge(Networks.Plain.Hq(WithoutVpn));
        var nothing = Judge(new());

        Assert.Equal((ReadinessGrade.Optimal, Verdict.Pass), (described.Grade, Assert.Single(described.Findings, one => one.Code == FindingCode.NotMeasured).Severity));
        Assert.Equal((ReadinessGrade.Degraded, Verdict.Warn), (nothing.Grade, Assert.Single(nothing.Findings, one => one.Code == FindingCode.NotMeasured).Severity));
        Assert.DoesNotContain(Judge(Networks.Plain, Good).Findings, one => one.Code == FindingCode.NotMeasured);
    }

    [Fact]
    [Trait("CallFlow", "#222")]
    public void Judge_OfReportsThatTriedNothing_CallsNothingDone()
    {
        var verdict = Judge(Networks.Plain, Good with { Edges = [], Relays = [], Names = [], Mappings = [] });

        foreach (var step in (string[])["names", "ports", "nat"]) Assert.Equal(PreparationState.Unknown, verdict.Plan.Single(one => one.Name == step).State);
    }

    [Fact]
    [Trait("CallFlow", "#94")]
    public void Judge_OfADeskAtHomeInTheSamePrivateRange_KnowsTheVpnAllTheSame()
    {
        var verdict = Judge(Networks.Plain, Good with { Addresses = [new("10.0.0.5"), new("10.200.0.9")] });

        Assert.Equal(NetworkKind.Vpn, Assert.Single(verdict.Reports).Verdict.Kind);
    }

    [Fact]
    [Trait("CallFlow", "#302")]
    public void Judge_WithoutRates_NamesTheKindsThatTheProfileCarries()
    {
        var missing = ReadinessRules.Judge(Networks.With(ProfileName.SfbOnline).Model(), [], Needs, new() { Audio = 1, Video = 1, ScreenShare = 1 }).Missing;

        Assert.EndsWith(": files.", Assert.Single(missing).Consequence, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_OfOneBadDeskAmongGoodOnes_IsAsBadAndSaysHowMany()
    {
        var bad = Good with { Label = "desk 9", Relays = [.. Good.Relays.Select(relay => relay with { State = relay.Transport == Udp ? Closed : Open })] };

        var verdict = Judge(Networks.Plain.Hq(WithoutVpn), Good, bad, bad);

        Assert.Equal(ReadinessGrade.Degraded, verdict.Grade);
        Assert.Equal(2, Assert.Single(verdict.Findings, one => one.Code == FindingCode.UdpBlocked).Reports);
        Assert.Contains("lets UDP to the service pass, and 2 of 3 reports say that it does not", Assert.Single(verdict.Findings, one => one.Code == FindingCode.MeasuredOtherwise).Fix, StringComparison.Ordinal);
        Assert.Equal(PreparationState.ToDo, verdict.Plan.Single(step => step.Name == "ports").State);
    }

    [Theory]
    [InlineData(ProfileName.Acs, false, true, ReadinessGrade.Degraded, FindingCode.UdpBlocked)]
    [InlineData(ProfileName.Acs, true, false, ReadinessGrade.Blocked, FindingCode.TcpBlocked)]
    [InlineData(ProfileName.Teams, false, true, ReadinessGrade.Blocked, FindingCode.UdpBlocked)]
    [InlineData(ProfileName.SfbOnline, false, false, ReadinessGrade.Optimal, null)] // it names no ports
    [Trait("CallFlow", "#220")]
    public void Judge_OfADescribedPerimeter_PredictsTheGrade(ProfileName profile, bool udp, bool tcp, ReadinessGrade expected, FindingCode? found)
    {
        PerimeterRule[] allow = [.. udp ? [new PerimeterRule { FirstPort = 3478, LastPort = 3481 }] : Array.Empty<PerimeterRule>(), .. tcp ? [new PerimeterRule { Protocol = PerimeterProtocol.Tcp, FirstPort = 80, LastPort = 443 }] : Array.Empty<PerimeterRule>()];

        var verdict = Judge(Networks.With(profile).Hq(hq => WithoutVpn(hq) with { Perimeters = [new() { Allow = allow }] }));

        Assert.Equal(expected, verdict.Grade);
        Assert.Equal(found, verdict.Findings.FirstOrDefault(one => one.Severity != Verdict.Pass)?.Code);
    }

    [Theory]
    [InlineData(ProfileName.Acs, Verdict.Fail)]
    [InlineData(ProfileName.Teams, Verdict.Warn)]
    [Trait("CallFlow", "#158")]
    public void Judge_OfAShaperOnTheWay_IsAsGraveAsTheProfileSays(ProfileName profile, Verdict expected)
    {
        var verdict = Judge(Networks.With(profile).Hq(hq => WithoutVpn(hq) with { Policies = new() { PacketShaper = true } }));

        Assert.Equal(expected, Assert.Single(verdict.Findings, one => one.Code == FindingCode.PacketShaper).Severity);
    }

    [Fact]
    [Trait("CallFlow", "#227"), Trait("CallFlow", "#157")]
    public void Judge_OfAVpnWithoutSplitTunnel_WarnsWithReasonsAndLink()
    {
        var full = Judge(Networks.Plain);
        var split = Judge(Networks.Plain.Hq(hq => hq with { Policies = new() { SplitTunnel = true } }));

        var warned = Assert.Single(full.Findings, one => one.Code == FindingCode.MediaOverVpn);
        Assert.Equal(("hq", 4, "https://help.example/vpn"), (warned.Where, warned.Reasons.Count, warned.Help));
        Assert.DoesNotContain(split.Findings, one => one.Code == FindingCode.MediaOverVpn);
    }

    [Fact]
    [Trait("CallFlow", "#94")]
    public void Judge_OfAReportFromTheVpnsRange_RecognisesIt()
    {
        var report = Good with { Addresses = [new("10.200.0.5")] };

        Assert.Equal(NetworkKind.Vpn, Assert.Single(Judge(Networks.Plain, report).Reports).Verdict.Kind);
    }

    [Fact]
    public void Judge_OfAReportFromElsewhere_SaysSo()
    {
        var strange = Good with { SourceAddress = "192.0.2.1", Mappings = [] };

        Assert.Contains(Judge(Networks.Plain, strange).Findings, one => (one.Code, one.Reports) == (FindingCode.ReportFromElsewhere, 1));
    }

    [Fact]
    [Trait("CallFlow", "#225")]
    public void Judge_OfMoreDevicesBehindAnAddressThanMayBe_SeesPortsRunOut() =>
        Assert.Contains(Judge(Networks.Plain.Hq(WithoutVpn), Good, Good, Good).Findings, one => (one.Code, one.Where) == (FindingCode.PortExhaustionRisk, "198.51.100.7"));

    [Fact]
    [Trait("CallFlow", "#160"), Trait("CallFlow", "#263")]
    public void Judge_OfAProfileWithADependency_ListsItWithoutFailing()
    {
        var verdict = Judge(Networks.Teams().Hq(WithoutVpn), Good);

        Assert.Equal("sfb-online", Assert.Single(verdict.Dependencies).Name);
        Assert.Equal(ReadinessGrade.Optimal, verdict.Grade);
    }

    [Fact]
    [Trait("CallFlow", "#222"), Trait("CallFlow", "#303"), Trait("CallFlow", "#304")]
    public void Judge_Always_HasAPlanAndNamesWhatIsMissing()
    {
        NetworkModel.TryBuild(Networks.Plain, out var model, out _);

        var verdict = ReadinessRules.Judge(model!, [], new(), new());

        Assert.Equal(["names", "ports", "nat", "natPool", "bandwidth", "vpn", "inspection", "assessment"], verdict.Plan.Select(step => step.Name));
        Assert.Equal([157, 302, 303, 303, 303, 304], verdict.Missing.Select(one => one.Entry).Order());
    }

    private static CustomerNetwork WithoutVpn(CustomerNetwork hq) => hq with { VpnPrefixes = [] };

    private static ReadinessVerdict Judge(NetworkDocument document, params NetworkReport[] reports)
    {
        Assert.True(NetworkModel.TryBuild(document, out var model, out var wrong), string.Join(' ', wrong));
        return ReadinessRules.Judge(model!, reports, Needs, Rates);
    }
}
