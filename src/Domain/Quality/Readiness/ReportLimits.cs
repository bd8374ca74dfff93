namespace Signaling.Domain.Quality.Readiness;

/// <summary>How much one report, and one request with reports, may hold.</summary>
public static class ReportLimits
{
    /// <summary>Reports in one request.</summary>
    public const int Reports = 200;

    private const int Lists = 500, Text = 255, Label = 200;
    private const double Longest = 3_600_000;

    /// <summary>What is wrong with a report; null when nothing is.</summary>
    /// <param name="report">The report.</param>
    /// <param name="path">Where it stands in the request, such as <c>reports[0]</c>.</param>
    public static string? Fault(NetworkReport report, string path)
    {
        if (report.Schema != NetworkReport.CurrentSchema) return $"{path}.schema: only `{NetworkReport.CurrentSchema}` is known; take the report with this deployment's own page /network-test.";
        if (report.Label is { Length: > Label }) return $"{path}.label: at most {Label} characters.";
        if (new[] { report.Names.Count, report.Edges.Count, report.Relays.Count, report.Addresses.Count, report.Mappings.Count }.Max() > Lists) return $"{path}: at most {Lists} entries in each list.";
        if (Texts(report).Any(text => text is { Length: > Text })) return $"{path}: a name, address or URL has more than {Text} characters.";
        if (report.Relays.Any(relay => relay.Port is < 1 or > ushort.MaxValue) || report.Mappings.Any(seen => seen.Port is < 1 or > ushort.MaxValue)) return $"{path}: ports are 1 to 65535.";
        if (Times(report).Any(time => time is < 0 or > Longest or double.NaN)) return $"{path}: times are 0 to {Longest:0} milliseconds.";
        if (report.Path is { } measured && (measured.LossPercent is < 0 or > 100 or double.NaN || measured.LongestLoss < 0 || measured.Packets < 0)) return $"{path}.path: a share is 0 to 100 percent, a count is not negative.";
        return null;
    }

    private static IEnumerable<string?> Texts(NetworkReport report) =>
    [
        report.SourceAddress, .. report.Names.Select(one => one.Host), .. report.Edges.Select(one => one.Url), .. report.Relays.Select(one => one.Host),
        .. report.Addresses.SelectMany(one => new[] { one.Address, one.Adapter }), .. report.Mappings.SelectMany(one => new[] { one.Socket, one.Server, one.Address }),
    ];

    private static IEnumerable<double?> Times(NetworkReport report) =>
    [
        .. report.Edges.Select(one => one.RoundTripMs), .. report.Relays.Select(one => one.TookMs), .. report.Mappings.Select(one => (double?)one.AtMs), report.Path?.RoundTripMs, report.Path?.JitterMs,
    ];
}
