using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Signaling.Api.Telemetry;

/// <summary>Listens to the meters of this host and writes what they say in the text format of Prometheus (version 0.0.4).</summary>
internal sealed class PrometheusText : IDisposable
{
    /// <summary>The format's media type.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private static readonly string[] Meters = [SignalingMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    private readonly ConcurrentDictionary<Instrument, MetricFamily> families = new();
    private readonly MeterListener listener = new();
    private readonly Lock reading = new();

    public PrometheusText(IMeterFactory meters)
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            // Meters of the runtime belong to the process; those of another host in it are none of ours.
            if (Meters.Contains(instrument.Meter.Name) && (instrument.Meter.Scope is null || ReferenceEquals(instrument.Meter.Scope, meters)))
            {
                self.EnableMeasurementEvents(instrument, families.GetOrAdd(instrument, made => new(made)));
            }
        };
        listener.MeasurementsCompleted = (instrument, _) => families.TryRemove(instrument, out var _);
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        listener.SetMeasurementEventCallback<float>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        listener.SetMeasurementEventCallback<decimal>(static (_, value, tags, family) => ((MetricFamily)family!).Record((double)value, tags));
        listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        listener.SetMeasurementEventCallback<int>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        listener.SetMeasurementEventCallback<short>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        listener.SetMeasurementEventCallback<byte>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        listener.Start();
    }

    /// <summary>All series as they stand.</summary>
    public string Write()
    {
        lock (reading)
        {
            foreach (var family in families.Values) family.BeginObservation();
            listener.RecordObservableInstruments();

            var text = new StringBuilder(16 * 1024);
            foreach (var family in families.Values.OrderBy(family => family.Name, StringComparer.Ordinal)) Write(text, family);
            return text.ToString();
        }
    }

    public void Dispose() => listener.Dispose();

    private static void Write(StringBuilder text, MetricFamily family)
    {
        text.Append("# HELP ").Append(family.Name).Append(' ').Append(family.Help.Replace("\\", "\\\\", StringComparison.Ordinal).ReplaceLineEndings(" ")).Append('\n');
        text.Append("# TYPE ").Append(family.Name).Append(' ').Append(family.Kind).Append('\n');
        foreach (var (labels, series) in family.Series)
        {
            var (sum, count, cumulative) = series.Read();
            if (family.Bounds is not { } bounds)
            {
                Line(text, family.Name, "", labels, "", sum);
                continue;
            }

            for (var i = 0; i < cumulative.Length; i++) Line(text, family.Name, "_bucket", labels, i < bounds.Count ? Number(bounds[i]) : "+Inf", cumulative[i]);
            Line(text, family.Name, "_sum", labels, "", sum);
            Line(text, family.Name, "_count", labels, "", count);
        }
    }

    private static void Line(StringBuilder text, string name, string suffix, string labels, string atMost, double value)
    {
        text.Append(name).Append(suffix);
        if (labels.Length + atMost.Length > 0)
        {
            text.Append('{').Append(labels);
            if (atMost.Length > 0) text.Append(labels.Length > 0 ? "," : "").Append("le=\"").Append(atMost).Append('"');
            text.Append('}');
        }

        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Number(double value) => double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString(CultureInfo.InvariantCulture);
}
