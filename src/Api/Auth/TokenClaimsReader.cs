using System.Text.Json;
using Signaling.Domain.Identity;

namespace Signaling.Api.Auth;

/// <summary>Reads and checks the claims of a token whose signature has been verified (RFC 7519 §4.1).</summary>
internal static class TokenClaimsReader
{
    private const int MaxScope = 256;
    private const long MaxSeconds = 253_402_300_799; // the end of the year 9999, as far as DateTimeOffset goes

    /// <summary>The claims, or the first check that they fail.</summary>
    public static TokenVerdict Read(byte[] payload, TokenKey key, TokenOptions options, DateTimeOffset now)
    {
        if (!StrictJson.TryParseObject(payload, out var json)) return Refuse(TokenError.Malformed);
        using (json)
        {
            var claims = json.RootElement;
            if (!TryGetName(claims, "sub", UserId.MaxLength, out var user)) return Refuse(TokenError.SubjectInvalid);
            if (!TryGetName(claims, "tid", TenantId.MaxLength, out var tenant)) return Refuse(TokenError.TenantInvalid);
            if (key.Tenant is { } only && !string.Equals(only, tenant, StringComparison.Ordinal)) return Refuse(TokenError.TenantMismatch);
            if (CheckTimes(claims, options, now, out var expires, out var issued) is { } late) return Refuse(late);
            if (options.Issuer is { } issuer && !(claims.TryGetText("iss", out var iss) && iss == issuer)) return Refuse(TokenError.IssuerMismatch);
            if (options.Audience is { } audience && !IsFor(claims, audience)) return Refuse(TokenError.AudienceMismatch);
            if (!TryGetScopes(claims, out var scopes)) return Refuse(TokenError.ScopeInvalid);
            return new TokenVerdict.Accepted(new(tenant, user, scopes, expires, issued));
        }
    }

    private static TokenVerdict.Refused Refuse(TokenError error) => new(error);

    private static bool TryGetName(JsonElement claims, string name, int maxLength, out string value)
    {
        value = claims.TryGetText(name, out var text) && text is not null ? text : "";
        return value.Length > 0 && value.Length <= maxLength && !value.Any(char.IsControl) && value.AsSpan().Trim().Length == value.Length;
    }

    private static TokenError? CheckTimes(JsonElement claims, TokenOptions options, DateTimeOffset now, out DateTimeOffset expires, out DateTimeOffset? issued)
    {
        issued = null;
        expires = default;
        if (!TryGetSeconds(claims, "exp", out var exp) || exp is null) return TokenError.TimeInvalid;
        if (!TryGetSeconds(claims, "nbf", out var nbf) || !TryGetSeconds(claims, "iat", out issued)) return TokenError.TimeInvalid;

        expires = exp.Value;
        if (expires <= now - options.ClockSkew) return TokenError.Expired;
        if (nbf > now + options.ClockSkew || issued > now + options.ClockSkew) return TokenError.NotYetValid;
        return expires - (issued ?? now) > options.MaxLifetime + options.ClockSkew || expires - now > options.MaxLifetime + options.ClockSkew
            ? TokenError.LifetimeTooLong
            : null;
    }

    private static bool TryGetSeconds(JsonElement claims, string name, out DateTimeOffset? time)
    {
        time = null;
        if (!claims.TryGetProperty(name, out var member)) return true;
        if (member.ValueKind != JsonValueKind.Number || !member.TryGetInt64(out var seconds) || seconds is < 0 or > MaxSeconds) return false;
        time = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return true;
    }

    private static bool IsFor(JsonElement claims, string audience)
    {
        if (!claims.TryGetProperty("aud", out var aud)) return false;
        return aud.ValueKind == JsonValueKind.Array
            ? aud.EnumerateArray().All(one => one.TryGetString(out _)) && aud.EnumerateArray().Any(one => one.TryGetString(out var text) && text == audience)
            : aud.TryGetString(out var only) && only == audience;
    }

    private static bool TryGetScopes(JsonElement claims, out IReadOnlyList<string> scopes)
    {
        scopes = [Scopes.Calls];
        if (!claims.TryGetText("scope", out var text) || text?.Length > MaxScope) return false;
        if (text is null) return true;
        var words = text.Split(' ');
        scopes = words;
        return words.All(word => word.Length > 0 && word.All(c => c is > ' ' and < '\x7f')); // RFC 6749 §3.3
    }
}
