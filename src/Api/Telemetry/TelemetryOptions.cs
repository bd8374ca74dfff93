using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Signaling.Api.Telemetry;

/// <summary>Where metrics and traces are sent; section <c>Telemetry</c>.</summary>
internal sealed class TelemetryOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Telemetry";

    /// <summary>Base address of an OTLP collector (HTTP with protobuf), such as <c>http://collector:4318</c>; metrics go to its <c>/v1/metrics</c>, spans to
    /// <c>/v1/traces</c>. Default: none, and nothing is sent.</summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>The name under which this service appears. Default <c>signaling</c>.</summary>
    [Required]
    public string ServiceName { get; init; } = "signaling";

    /// <summary>How often metrics are sent. Default 15 s, range 1 s to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The share of traces that begin here and are kept; one that a caller's <c>traceparent</c> began is kept as it says. Default 0.1, range 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double TraceRatio { get; init; } = 0.1;
}

/// <summary>Checks ranges by attribute.</summary>
[OptionsValidator]
internal sealed partial class TelemetryOptionsRanges : IValidateOptions<TelemetryOptions>;
