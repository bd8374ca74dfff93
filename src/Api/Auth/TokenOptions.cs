using System.ComponentModel.DataAnnotations;

namespace Signaling.Api.Auth;

/// <summary>Which tokens are believed; section <c>Tokens</c>.</summary>
internal sealed class TokenOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Tokens";

    /// <summary>The keys with which backends sign. Default: none.</summary>
    public IList<TokenKeyOptions> Keys { get; init; } = [];

    /// <summary>Path of a JWK Set (RFC 7517) with further keys, read again every <see cref="JwksRefresh"/>. Default: none.</summary>
    public string? JwksFile { get; init; }

    /// <summary>Address of a JWK Set (RFC 7517) with further public keys; https only. Default: none.</summary>
    public string? JwksUrl { get; init; }

    /// <summary>How often the JWK Set is read again; an unknown <c>kid</c> has it read sooner, at most every 30 s. Default 10 minutes, range 1 minute to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan JwksRefresh { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>What <c>iss</c> must be. Default: anything.</summary>
    public string? Issuer { get; init; }

    /// <summary>What <c>aud</c> must be, or contain. Default: anything.</summary>
    public string? Audience { get; init; }

    /// <summary>How far clocks may differ. Default 30 s, range 0 to 2 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:02:00")]
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest time for which a token may be valid. Default 24 h, range 1 minute to 7 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan MaxLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Secret of the development key, at least 32 characters, for several edges in Development; ignored elsewhere. Default: a random one at each start.</summary>
    [MinLength(32)]
    public string? DevelopmentSecret { get; init; }
}
