using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Signaling.Api.Edges;

namespace Signaling.Api.Telemetry;

/// <summary>Sends metrics and spans to an OTLP collector while the edge runs, if <c>Telemetry:OtlpEndpoint</c> names one.</summary>
internal sealed class OtlpExport(IOptions<TelemetryOptions> options, IOptions<EdgeOptions> edges) : IHostedService, IDisposable
{
    // The framework's source of request spans; it continues a caller's traceparent.
    private const string RequestSource = "Microsoft.AspNetCore";

    private MeterProvider? metrics;
    private TracerProvider? traces;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value is not { OtlpEndpoint: { } collector } telemetry) return Task.CompletedTask;
        var resource = ResourceBuilder.CreateDefault().AddService(telemetry.ServiceName, serviceInstanceId: edges.Value.Self.Id);
        metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(SignalingMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddOtlpExporter((exporter, reader) =>
            {
                Configure(exporter, collector, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)telemetry.Interval.TotalMilliseconds;
            })
            .Build();
        traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(SignalingTracing.SourceName, RequestSource)
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(telemetry.TraceRatio)))
            .AddOtlpExporter(exporter => Configure(exporter, collector, "v1/traces"))
            .Build();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        const int LastWordsMilliseconds = 2_000;
        metrics?.ForceFlush(LastWordsMilliseconds);
        traces?.ForceFlush(LastWordsMilliseconds);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        metrics?.Dispose();
        traces?.Dispose();
    }

    private static void Configure(OtlpExporterOptions exporter, Uri collector, string path)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri(collector.AbsoluteUri.TrimEnd('/') + "/" + path);
    }
}
