using System.Net;
using Microsoft.Extensions.Options;

namespace Signaling.Infrastructure.Redis;

/// <summary>Checks ranges, and that the endpoints are what the Redis client understands.</summary>
[OptionsValidator]
internal sealed partial class RedisOptionsRanges : IValidateOptions<RedisOptions>;

/// <summary>Refuses settings that could not work, and says for each what to write instead.</summary>
public sealed class RedisOptionsValidator : IValidateOptions<RedisOptions>
{
    private const string Form = "write host:port, or every node of a cluster separated by commas, and nothing else";

    public ValidateOptionsResult Validate(string? name, RedisOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        result.AddResult(new RedisOptionsRanges().Validate(name, options));
        foreach (var endpoint in (options.Endpoints ?? "").Split(','))
            if (Fault(endpoint.Trim()) is { } fault) result.AddError($"Redis:Endpoints: {fault}");
        if (options.CertificateAuthority is { Length: > 0 } file)
        {
            if (!options.Tls) result.AddError("Redis:CertificateAuthority: it has no meaning without Redis:Tls=true.");
            if (RedisCertificates.FaultOf(file) is { } fault) result.AddError($"Redis:CertificateAuthority: {fault}");
        }
        return result.Build();
    }

    /// <summary>What is wrong with one endpoint; null when nothing is.</summary>
    private static string? Fault(string endpoint) => endpoint switch
    {
        "" => $"an endpoint is empty; {Form}.",
        _ when endpoint.StartsWith("rediss://", StringComparison.OrdinalIgnoreCase) || endpoint.StartsWith("redis://", StringComparison.OrdinalIgnoreCase) =>
            $"the Redis client (StackExchange.Redis 1.2.6) does not know redis:// and rediss:// addresses; {Form}, and set Redis:Tls=true for TLS and Redis:Password.",
        _ when Names(endpoint, "serviceName") =>
            $"the Redis client (StackExchange.Redis 1.2.6) does not follow Sentinel, serviceName= does nothing; {Form}: the address of the primary, or a name that moves with it.",
        _ when Names(endpoint, "user") || Names(endpoint, "username") =>
            $"the Redis client (StackExchange.Redis 1.2.6) knows no ACL user names; give the rules to Redis' default user and set Redis:Password.",
        _ when endpoint.Contains('=', StringComparison.Ordinal) =>
            $"it is no connection string: '{endpoint[..endpoint.IndexOf('=', StringComparison.Ordinal)]}=' is not understood here; {Form}. Password, Tls, Database and the timeouts are settings of their own.",
        _ when endpoint.Contains('@', StringComparison.Ordinal) =>
            $"user names and passwords do not belong here, and the Redis client (StackExchange.Redis 1.2.6) knows no ACL user names; {Form}, and set Redis:Password.",
        _ => IsAddress(endpoint) ? null : $"'{endpoint}' is no address; {Form}.",
    };

    private static bool Names(string endpoint, string option) => endpoint.StartsWith(option + "=", StringComparison.OrdinalIgnoreCase);

    private static bool IsAddress(string endpoint)
    {
        if (IPEndPoint.TryParse(endpoint, out _)) return true;

        var colon = endpoint.LastIndexOf(':');
        var host = colon < 0 ? endpoint : endpoint[..colon];
        return Uri.CheckHostName(host) is not UriHostNameType.Unknown && (colon < 0 || ushort.TryParse(endpoint.AsSpan(colon + 1), out var port) && port > 0);
    }
}
