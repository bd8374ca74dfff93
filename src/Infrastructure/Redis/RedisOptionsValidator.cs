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
        foreach (var fault in SentinelFaults(options)) result.AddError(fault);
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
            $"the Redis client (StackExchange.Redis 1.2.6) does not follow Sentinel, serviceName= does nothing; set Redis:Sentinels to the Sentinels' addresses and Redis:SentinelName to the primary's name, in the place of Redis:Endpoints.",
        _ when Names(endpoint, "user") || Names(endpoint, "username") =>
            $"the Redis client (StackExchange.Redis 1.2.6) knows no ACL user names; give the rules to Redis' default user and set Redis:Password.",
        _ when endpoint.Contains('=', StringComparison.Ordinal) =>
            $"it is no connection string: '{endpoint[..endpoint.IndexOf('=', StringComparison.Ordinal)]}=' is not understood here; {Form}. Password, Tls, Database and the timeouts are settings of their own.",
        _ when endpoint.Contains('@', StringComparison.Ordinal) =>
            $"user names and passwords do not belong here, and the Redis client (StackExchange.Redis 1.2.6) knows no ACL user names; {Form}, and set Redis:Password.",
        _ => RedisAddress.IsValid(endpoint) ? null : $"'{endpoint}' is no address; {Form}.",
    };

    private static bool Names(string endpoint, string option) => endpoint.StartsWith(option + "=", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> SentinelFaults(RedisOptions options)
    {
        if (!options.IsBySentinel)
        {
            if (!string.IsNullOrWhiteSpace(options.SentinelName)) yield return "Redis:SentinelName: it has no meaning without Redis:Sentinels, the Sentinels' addresses.";
            if (!string.IsNullOrEmpty(options.SentinelPassword)) yield return "Redis:SentinelPassword: it has no meaning without Redis:Sentinels, the Sentinels' addresses.";
            yield break;
        }

        foreach (var address in options.Sentinels!.Split(',', StringSplitOptions.TrimEntries).Where(address => !RedisAddress.IsValid(address)))
            yield return address.Contains('@', StringComparison.Ordinal) || address.Contains('=', StringComparison.Ordinal)
                ? "Redis:Sentinels: write host:port, or several separated by commas, and nothing else; Redis:SentinelName and Redis:SentinelPassword are settings of their own."
                : $"Redis:Sentinels: '{address}' is no address; write host:port, or several separated by commas.";
        if (string.IsNullOrWhiteSpace(options.SentinelName) || options.SentinelName.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('.' or '-' or '_')))
            yield return "Redis:SentinelName: set it to the name under which the Sentinels watch the primary, that of their line `sentinel monitor`.";
    }
}
