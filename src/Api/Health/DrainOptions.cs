using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Signaling.Api.Health;

/// <summary>How an edge that is asked to stop (SIGTERM) lets its devices go; all of it together ends within 30 seconds by default.</summary>
internal sealed class DrainOptions
{
    public const string Section = "Drain";

    /// <summary>How long the edge is not ready before it sends devices away, so that load balancers have noticed.</summary>
    /// <value>The default value is 1 second; 0 to 60 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan Notice { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The time over which devices are sent away, each at a moment of its own, so that they do not all arrive elsewhere at once.</summary>
    /// <value>The default value is 5 seconds; 0 to 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan Spread { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long devices that were sent away may take to leave before their connections are closed.</summary>
    /// <value>The default value is 15 seconds; 0 to 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(15);
}

/// <summary>Checks <see cref="DrainOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class DrainOptionsValidator : IValidateOptions<DrainOptions>;
