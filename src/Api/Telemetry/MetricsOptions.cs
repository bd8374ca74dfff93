using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Signaling.Api.Telemetry;

/// <summary>Where Prometheus reads; section <c>Metrics</c>.</summary>
internal sealed class MetricsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Metrics";

    /// <summary>A port of its own for <c>/metrics</c>, over plain HTTP and on every address: let nobody but Prometheus reach it. Default: none,
    /// and <c>/metrics</c> answers on the edge's own port, to requests from the same machine alone. Range 1 to 65535.</summary>
    [Range(1, 65_535)]
    public int? Port { get; init; }
}

/// <summary>Checks ranges by attribute.</summary>
[OptionsValidator]
internal sealed partial class MetricsOptionsRanges : IValidateOptions<MetricsOptions>;
