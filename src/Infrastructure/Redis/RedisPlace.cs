namespace Signaling.Infrastructure.Redis;

/// <summary>Where Redis is: the endpoints of the settings, or the primary that Sentinels have named last.</summary>
internal sealed class RedisPlace(RedisOptions options)
{
    private volatile string? endpoints = options.IsBySentinel ? null : options.Endpoints;

    /// <summary><c>host:port</c>, several separated by commas; null until a Sentinel has named the primary.</summary>
    public string? Endpoints => endpoints;

    /// <summary>Whether several servers are listed, as those of a cluster are.</summary>
    public bool IsSeveral => endpoints?.Contains(',', StringComparison.Ordinal) is true;

    /// <summary>The primary is now there.</summary>
    public void MoveTo(string address) => endpoints = address;

    /// <summary>For messages.</summary>
    public override string ToString() => endpoints ?? $"(named by the Sentinels {options.Sentinels})";
}
