using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Signaling.Api.Network;

/// <summary>How long an edge goes by what it knows of stored networks; section <c>Networks</c>.</summary>
internal sealed class NetworkOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Networks";

    /// <summary>How long after another edge changed a tenant's live network this edge may still go by the one before. A change made through this edge counts at once;
    /// while the store is away, the last one known is used.</summary>
    /// <value>The default value is 5 seconds; 0 to 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan CacheFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Tenants whose live network an edge keeps at hand; the least recently used is read anew when it is needed.</summary>
    /// <value>The default value is 1000; 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int CachedTenants { get; set; } = 1000;

    /// <summary>The largest network document that is stored, as the service writes it, in bytes. A request's body is bounded by <c>Https:MaxBodyBytes</c> as well.</summary>
    /// <value>The default value is 4 MB; 64 KB to 16 MB.</value>
    [Range(64 * 1024, 16 * 1024 * 1024)]
    public int MaxBytes { get; set; } = 4 * 1024 * 1024;
}

/// <summary>Checks <see cref="NetworkOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class NetworkOptionsValidator : IValidateOptions<NetworkOptions>;
