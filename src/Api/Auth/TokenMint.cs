using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Signaling.Api.Auth;

/// <summary>Makes tokens, for Development and for an operator's first try; in earnest the app's own backend does.</summary>
internal static class TokenMint
{
    /// <summary>A signed token.</summary>
    /// <param name="key">A key with its private part.</param>
    /// <param name="claims">What to say; <c>iat</c> is taken from it, or left out.</param>
    /// <param name="issuer"><c>iss</c>, or null to leave it out.</param>
    /// <param name="audience"><c>aud</c>, or null to leave it out.</param>
    public static string Sign(TokenKey key, TokenClaims claims, string? issuer, string? audience)
    {
        var header = Object(json =>
        {
            json.WriteString("alg", key.Algorithm.ToString());
            json.WriteString("typ", "JWT");
            json.WriteString("kid", key.Kid);
        });
        var payload = Object(json =>
        {
            json.WriteString("sub", claims.User);
            json.WriteString("tid", claims.Tenant);
            json.WriteString("scope", string.Join(' ', claims.Scopes));
            if (claims.IssuedAt is { } issued) json.WriteNumber("iat", issued.ToUnixTimeSeconds());
            json.WriteNumber("exp", claims.ExpiresAt.ToUnixTimeSeconds());
            if (issuer is not null) json.WriteString("iss", issuer);
            if (audience is not null) json.WriteString("aud", audience);
        });

        var signed = $"{header}.{payload}";
        return $"{signed}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Object(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Base64Url.EncodeToString(buffer.ToArray());
    }
}
