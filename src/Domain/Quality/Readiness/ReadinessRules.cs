using Signaling.Domain.Network;
using Signaling.Domain.Sdp;

namespace Signaling.Domain.Quality.Readiness;

/// <summary>Folds a network's description and what was measured in it into one verdict (CALL-FLOWS #220).</summary>
public static class ReadinessRules
{
    /// <summary>Judges.</summary>
    /// <param name="model">The network.</param>
    /// <param name="reports">Reports, each within <see cref="ReportLimits"/>.</param>
    /// <param name="needs">What the operator asks for.</param>
    /// <param name="rates">What streams take, as far as anybody said.</param>
    public static ReadinessVerdict Judge(NetworkModel model, IReadOnlyList<NetworkReport> reports, ReadinessNeeds needs, BandwidthRates rates)
    {
        JudgedReport[] judged = [.. reports.Select(report => Judge(report, model, needs))];
        var uses = Uses(reports);
        Finding[] findings =
        [
            .. ModelFindings.Of(model, needs), .. Unmeasured(model, reports.Count), .. Merge(judged), .. Contradictions(model, judged), .. Elsewhere(model, judged),
            .. uses.Where(use => use.Reports > needs.MaxDevicesPerAddress)
                .Select(use => new Finding(FindingCode.PortExhaustionRisk, Verdict.Fail, use.Address, $"{use.Reports} devices were seen behind {use.Address}; {needs.MaxDevicesPerAddress} may be. Add public addresses: POST /v1/networks/{{id}}/nat-pool says how many.", 225)),
        ];
        var networks = model.Document.CustomerNetworks;
        var assessed = networks.Count > 0 && networks.All(network => network.Assessments.Count > 0);
        MissingValue[] missing = [.. needs.Missing(), .. Unset(rates, model.Profile)];
        return new()
        {
            Grade = Worst([.. judged.Select(one => one.Verdict.Grade), OfDescription(model, findings)]),
            Assessed = assessed,
            AssessedOn = assessed ? networks.Min(network => network.Assessments.Max(one => one.On)) : null,
            Findings = [.. findings.OrderByDescending(one => one.Severity)],
            Reports = judged,
            PublicAddresses = uses,
            Dependencies = model.Profile.Dependencies,
            Plan = Preparation.Of(model, reports, judged, findings, needs, missing),
            Missing = missing,
        };
    }

    /// <summary>The customer network that a report's addresses belong to; null for a stranger's. An address of a VPN says more than a desk's: at home there may be the same private ranges (CALL-FLOWS #94).</summary>
    private static AddressPlace? PlaceOf(NetworkReport report, NetworkModel model) =>
        report.Addresses.Select(one => one.Address).Append(report.SourceAddress).Concat(report.Mappings.Select(seen => seen.Address))
            .Select(text => Address.TryParse(text, out var address) ? model.PlaceOf(address) : null)
            .Where(place => place is { Network: not null })
            .MinBy(place => place!.Role == AddressRole.Vpn ? 0 : 1);

    /// <summary>Judges one report in its network.</summary>
    public static JudgedReport Judge(NetworkReport report, NetworkModel model, ReadinessNeeds needs)
    {
        var place = PlaceOf(report, model);
        var seen = place?.Role == AddressRole.Vpn && report.DeclaredVpn is null ? report with { DeclaredVpn = true } : report; // it looks internal, and is not (CALL-FLOWS #94)
        return new(report.Label, place?.Network?.Id, ReportRules.Judge(seen, model.Profile, needs, place?.Network?.Policies.SplitTunnel is true));
    }

    // The same thing found at many desks is one thing to do.
    private static IEnumerable<Finding> Merge(JudgedReport[] judged) =>
        judged.SelectMany(one => one.Verdict.Findings.DistinctBy(finding => (finding.Code, finding.Where))).GroupBy(finding => (finding.Code, finding.Where))
            .Select(same => same.First() with { Reports = same.Count() });

    private static IEnumerable<Finding> Contradictions(NetworkModel model, JudgedReport[] judged)
    {
        if (model.Profile.Ports is not { } ports) yield break;
        foreach (var network in model.Document.CustomerNetworks)
        {
            var here = judged.Where(one => one.Network == network.Id && one.Verdict.Kind is not (NetworkKind.Unknown or NetworkKind.Vpn)).ToArray();
            var described = ModelFindings.Open(network, PerimeterProtocol.Udp, ports.Udp).Any();
            var otherwise = here.Count(one => described == one.Verdict.Kind is NetworkKind.UdpBlocked or NetworkKind.Blocked);
            if (otherwise == 0) continue;
            yield return new(FindingCode.MeasuredOtherwise, Verdict.Warn, network.Id, described
                ? $"The description of {network.Id} lets UDP to the service pass, and {otherwise} of {here.Length} reports say that it does not: find the device that stops it, or correct `perimeters`."
                : $"The description of {network.Id} stops UDP to the service, and {otherwise} of {here.Length} reports say that it passes: correct `perimeters`.", 2) { Reports = otherwise };
        }
    }

    private static IEnumerable<Finding> Elsewhere(NetworkModel model, JudgedReport[] judged) =>
        model.Document.CustomerNetworks.Count == 0 || judged.Count(one => one.Network is null) is not (> 0 and var strange) ? []
        : [new(FindingCode.ReportFromElsewhere, Verdict.Warn, null, $"{strange} of {judged.Length} reports come from addresses that no network of the description has: add them to `egressPrefixes`, or leave these reports out.", 1) { Reports = strange }];

    private static AddressUse[] Uses(IReadOnlyList<NetworkReport> reports) =>
    [
        .. reports.SelectMany(report => report.Mappings.Select(seen => seen.Address).Where(address => address is not null).Distinct())
            .GroupBy(address => address!).Select(same => new AddressUse(same.Key, same.Count())).OrderByDescending(use => use.Reports),
    ];

    private static ReadinessGrade OfDescription(NetworkModel model, Finding[] findings)
    {
        var described = findings.Where(one => one.Reports == 0).ToArray();
        var blocked = described.Any(one => one.Code == FindingCode.TcpBlocked) || (model.Profile.Ports is { AllRequired: true } && described.Any(one => one.Code is FindingCode.UdpBlocked or FindingCode.UdpPortsClosed));
        return blocked ? ReadinessGrade.Blocked : findings.Any(one => one.Severity != Verdict.Pass) ? ReadinessGrade.Degraded : ReadinessGrade.Optimal;
    }

    private static ReadinessGrade Worst(IEnumerable<ReadinessGrade> grades) => grades.Max();

    // With neither a description nor a measurement there is nothing that could be called ready.
    private static IEnumerable<Finding> Unmeasured(NetworkModel model, int reports)
    {
        if (reports > 0) yield break;
        var nothing = model.Document.CustomerNetworks.Count == 0;
        yield return new(FindingCode.NotMeasured, nothing ? Verdict.Warn : Verdict.Pass, null,
            $"Nobody has measured{(nothing ? " or described" : "")} this network: open /network-test where people will sit, and send the reports along as `reports`.", 222);
    }

    private static IEnumerable<MissingValue> Unset(BandwidthRates rates, Profile profile)
    {
        var kinds = profile.MediaKinds.Where(kind => rates.Of(kind) is null).ToArray();
        if (kinds.Length > 0) yield return new("Readiness:Rates", $"Bandwidth cannot be planned for kinds of media without a rate: {string.Join(", ", kinds.Select(NameOf))}.", 302);
    }

    private static string NameOf(MediaKind kind) => kind switch
    {
        MediaKind.ScreenShare => "shared screens",
        MediaKind.FileTransfer => "files",
        MediaKind.Video => "video",
        _ => "audio",
    };
}
