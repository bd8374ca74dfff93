using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace Signaling.Api.Telemetry;

/// <summary>One instrument with all its series.</summary>
internal sealed class MetricFamily
{
    // Labels come from our own short lists; should one ever grow without end, memory does not.
    private const int MaxSeries = 1_000;
    private static readonly double[] DefaultBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<string, MetricSeries> series = new(StringComparer.Ordinal);

    public MetricFamily(Instrument instrument)
    {
        var kind = instrument.GetType().GetGenericTypeDefinition();
        IsObserved = instrument.IsObservable;
        Kind = kind == typeof(Counter<>) || kind == typeof(ObservableCounter<>) ? "counter" : kind == typeof(Histogram<>) ? "histogram" : "gauge";
        IsLatest = IsObserved || kind == typeof(Gauge<>);
        Name = NameOf(instrument, Kind);
        Help = instrument.Description ?? "";
        Bounds = Kind == "histogram" ? (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries ?? DefaultBounds : null;
    }

    /// <summary>The name as Prometheus has it, with unit and, for a counter, <c>_total</c>.</summary>
    public string Name { get; }

    /// <summary>What it measures, in a sentence.</summary>
    public string Help { get; }

    /// <summary><c>counter</c>, <c>gauge</c> or <c>histogram</c>.</summary>
    public string Kind { get; }

    /// <summary>Upper bounds of a histogram's buckets; null for the others.</summary>
    public IReadOnlyList<double>? Bounds { get; }

    /// <summary>Its series by their labels, as the text format writes them.</summary>
    // ToArray is the dictionary's own, and sees one state of it; sorting it as it is would copy while it grows, and fail.
    public IEnumerable<KeyValuePair<string, MetricSeries>> Series => series.ToArray().OrderBy(one => one.Key, StringComparer.Ordinal);

    private bool IsObserved { get; }

    private bool IsLatest { get; }

    /// <summary>Takes a measurement.</summary>
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = tags.IsEmpty ? "" : LabelsOf(tags);
        if (!series.TryGetValue(labels, out var one))
        {
            if (series.Count >= MaxSeries) return;
            one = series.GetOrAdd(labels, _ => new(Bounds));
        }

        if (Kind == "histogram") one.Record(value);
        else if (IsLatest) one.Set(value);
        else one.Add(value);
    }

    /// <summary>Forgets what was observed before: what is not there any more is not reported again.</summary>
    public void BeginObservation()
    {
        if (IsObserved) series.Clear();
    }

    private static string NameOf(Instrument instrument, string kind)
    {
        var name = new StringBuilder(instrument.Name.Length + 16);
        foreach (var letter in instrument.Name) name.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        var unit = instrument.Unit switch { "s" => "_seconds", "ms" => "_milliseconds", "By" => "_bytes", "%" => "_percent", _ => "" };
        if (unit.Length > 0 && !instrument.Name.EndsWith(unit[1..], StringComparison.Ordinal)) name.Append(unit);
        if (kind == "counter") name.Append("_total");
        return name.ToString();
    }

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new StringBuilder(64);
        foreach (var (name, value) in tags)
        {
            if (labels.Length > 0) labels.Append(',');
            foreach (var letter in name) labels.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
            var text = Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "";
            labels.Append("=\"").Append(text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('"');
        }

        return labels.ToString();
    }
}
