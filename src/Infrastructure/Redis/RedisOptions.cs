using System.ComponentModel.DataAnnotations;

namespace Signaling.Infrastructure.Redis;

/// <summary>Where Redis is and how it is spoken to; the section <c>Redis</c>.</summary>
public sealed class RedisOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Redis";

    /// <summary>One server as <c>host:port</c>, or every node of a Redis Cluster, separated by commas; 6379 where no port is given.
    /// It, or <see cref="Sentinels"/>, has to be set where Redis is the store. The default value is <c>localhost:6379</c>.</summary>
    [Required]
    public string Endpoints { get; set; } = "localhost:6379";

    /// <summary>Every Sentinel as <c>host:port</c>, separated by commas; 26379 where no port is given. They say where the primary is, now and after a
    /// failover; <see cref="Endpoints"/> is left out then. The default value is none.</summary>
    public string? Sentinels { get; set; }

    /// <summary>The name under which the Sentinels watch the primary: that of their line <c>sentinel monitor</c>. The default value is none.</summary>
    public string? SentinelName { get; set; }

    /// <summary>The password of the Sentinels themselves, of their <c>default</c> user. The default value is none.</summary>
    public string? SentinelPassword { get; set; }

    /// <summary>Whether Sentinels say where Redis is.</summary>
    internal bool IsBySentinel => !string.IsNullOrWhiteSpace(Sentinels);

    /// <summary>The password of Redis' <c>default</c> user. The default value is none.</summary>
    public string? Password { get; set; }

    /// <summary>Whether to speak TLS. Each server's certificate must be trusted and name the host, or IP address, under which it is reached: as
    /// <see cref="Endpoints"/> says, and in a cluster also as its nodes announce themselves. The default value is no.</summary>
    public bool Tls { get; set; }

    /// <summary>A PEM file with the certificates of the authorities that may sign those of Redis, in place of those that this machine trusts; read
    /// at start. The default value is none.</summary>
    public string? CertificateAuthority { get; set; }

    /// <summary>The database, 0 to 15; a Redis Cluster has only 0. The default value is 0.</summary>
    [Range(0, 15)]
    public int Database { get; set; }

    /// <summary>What all keys and channels begin with, 1 to 32 of <c>A–Z a–z 0–9 _ -</c>. The default value is <c>signaling</c>.</summary>
    [Required, RegularExpression("^[A-Za-z0-9_-]{1,32}$")]
    public string KeyPrefix { get; set; } = "signaling";

    /// <summary>How long to wait for a connection, 100 ms to 30 seconds. The default value is 1.5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How long to wait for a reply before the store counts as unavailable, 100 ms to 30 seconds. The default value is 1.5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Commands on their way at once; more wait for their turn, within the time they have. 1 to 100,000. The default value is 1,000.</summary>
    [Range(1, 100_000)]
    public int MaxCommandsInFlight { get; set; } = 1_000;
}
