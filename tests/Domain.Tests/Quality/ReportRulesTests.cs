using System.Text.Json;
using System.Text.Json.Serialization;
using Signaling.Domain.Network;
using Signaling.Domain.Quality.Readiness;
using Xunit;
using static Signaling.Domain.Quality.Readiness.CheckState;
using static Signaling.Domain.Quality.Readiness.RelayTransport;

namespace Signaling.Domain.Tests.Quality;

/// <summary>What a report means: the cases of network-tests.json, which the client library is held to as well.</summary>
public sealed class ReportRulesTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) } };
    private static readonly ReadinessNeeds Nothing = new();

    public static TheoryData<string> Names => [.. Cases.Keys];

    private static Dictionary<string, Case> Cases { get; } =
        JsonSerializer.Deserialize<Case[]>(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Domain.Tests", "Quality", "network-tests.json")), Json)!.ToDictionary(one => one.Name);

    [Theory, MemberData(nameof(Names))]
    [Trait("CallFlow", "#220"), Trait("CallFlow", "#223"), Trait("CallFlow", "#224")]
    public void Judge_ForEachCase_SaysWhatTheFileSays(string name)
    {
        var one = Cases[name];

        var verdict = ReportRules.Judge(one.Report, Profiles.Of(one.Profile), Nothing);

        Assert.Null(ReportLimits.Fault(one.Report, "reports[0]"));
        Assert.Equal((one.Kind, one.Grade, one.Nat), (verdict.Kind, verdict.Grade, verdict.Nat.Kind));
        Assert.Equal(one.Findings.Order(), verdict.Findings.Select(found => found.Code).Order());
        Assert.All(verdict.Findings, found => Assert.EndsWith(".", found.Fix, StringComparison.Ordinal));
        Assert.Equal(verdict.Findings.OrderByDescending(found => found.Severity), verdict.Findings);
    }

    [Fact]
    public void Judge_OfClosedPorts_NamesThemAndTheHost()
    {
        var verdict = ReportRules.Judge(Cases["UDP blocked, TCP open"].Report, Profiles.Of(ProfileName.Acs), Nothing);

        Assert.StartsWith("UDP 3478–3481 to turn.eu.example is blocked: ask for UDP 3478–3481 outwards to it", Assert.Single(verdict.Findings).Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_OfAChangedMapping_SaysFromWhichToWhich()
    {
        var verdict = ReportRules.Judge(Cases["mapping changed in use"].Report, Profiles.Of(ProfileName.Acs), Nothing);

        Assert.Equal("198.51.100.7:50000, then 198.51.100.7:50321 after 8.9 s", verdict.Nat.Change);
    }

    [Fact]
    [Trait("CallFlow", "#157")]
    public void Judge_OverVpn_GivesTheReasonsAndTheOperatorsLink()
    {
        var report = Cases["a VPN that is declared"].Report;

        var warned = Assert.Single(ReportRules.Judge(report, Profiles.Of(ProfileName.Acs), new() { VpnHelp = "https://help.example/vpn" }).Findings);
        var split = ReportRules.Judge(report, Profiles.Of(ProfileName.Acs), Nothing, splitTunnel: true);

        Assert.Equal((Verdict.Fail, "https://help.example/vpn"), (warned.Severity, warned.Help));
        Assert.Equal(["NotDesignedForRealtime", "MayBlockUdp", "DoubleEncryption", "HairpinThroughVpn"], warned.Reasons);
        Assert.Equal((NetworkKind.Vpn, ReadinessGrade.Optimal, 0), (split.Kind, split.Grade, split.Findings.Count));
    }

    [Theory]
    [InlineData(100, 1, 30, new FindingCode[0])]
    [InlineData(101, 1, 30, new[] { FindingCode.RoundTripHigh })]
    [InlineData(250, 5, 60, new[] { FindingCode.RoundTripHigh, FindingCode.LossHigh, FindingCode.JitterHigh })]
    public void Judge_OfAMeasuredPath_KeepsToWhatTheOperatorAllows(double roundTrip, double loss, double jitter, FindingCode[] expected)
    {
        var report = new NetworkReport { Schema = NetworkReport.CurrentSchema, Relays = [new("turn.example", Udp, 3478, Open)], Path = new(Udp, roundTrip, loss, jitter, 3, 250) };

        var judged = ReportRules.Judge(report, Profiles.Of(ProfileName.Acs), new() { MaxRoundTripMs = 100, MaxLossPercent = 1, MaxJitterMs = 30 });
        var unjudged = ReportRules.Judge(report, Profiles.Of(ProfileName.Acs), Nothing);

        Assert.Equal(expected, judged.Findings.Select(found => found.Code));
        Assert.Empty(unjudged.Findings);
        Assert.Equal(5, Nothing.Missing().Count());
    }

    [Fact]
    public void Fault_OfReportsBeyondTheLimits_NamesThePlace()
    {
        NetworkReport good = new() { Schema = NetworkReport.CurrentSchema };
        NetworkReport[] bad =
        [
            new(), good with { Label = new('x', 201) }, good with { Relays = [new("turn.example", Udp, 0, Open)] }, good with { Edges = [new(new('x', 256), Open, Open)] },
            good with { Edges = [.. Enumerable.Repeat(new EdgeCheck("https://x", Open, Open), 501)] }, good with { Edges = [new("https://x", Open, Open, double.NaN)] },
            good with { Path = new(Udp, 1, 101, 1) }, good with { Mappings = [new("s", "t", null, 70000, 0)] },
        ];

        Assert.Null(ReportLimits.Fault(good, "reports[0]"));
        Assert.All(bad, report => Assert.StartsWith("reports[3]", ReportLimits.Fault(report, "reports[3]"), StringComparison.Ordinal));
    }

    private sealed record Case(string Name, ProfileName Profile, NetworkReport Report, NetworkKind Kind, ReadinessGrade Grade, NatKind Nat, FindingCode[] Findings);
}
