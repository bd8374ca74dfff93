using System.Security.Cryptography;
using System.Text.Json;

namespace Signaling.Api.Auth;

/// <summary>Reads a JWK Set (RFC 7517 §5): the keys in it that this service can use, the others passed over as §5 asks.</summary>
internal static class JwksReader
{
    private const int MaxKeys = 100;

    /// <summary>The usable keys, or null when the text is no JWK Set.</summary>
    /// <param name="utf8">The set's JSON.</param>
    /// <param name="withSecrets">Whether symmetric keys are taken; never from an address that others can read.</param>
    public static IReadOnlyCollection<TokenKey>? Read(byte[] utf8, bool withSecrets)
    {
        if (!StrictJson.TryParseObject(utf8, out var json)) return null;
        using (json)
        {
            if (!json.RootElement.TryGetProperty("keys", out var entries) || entries.ValueKind != JsonValueKind.Array) return null;
            Dictionary<string, TokenKey> keys = [];
            foreach (var entry in entries.EnumerateArray().Take(MaxKeys))
            {
                if (entry.ValueKind == JsonValueKind.Object && TryRead(entry, withSecrets) is { } key && !keys.TryAdd(key.Kid, key)) key.Dispose();
            }

            return keys.Values;
        }
    }

    private static TokenKey? TryRead(JsonElement jwk, bool withSecrets)
    {
        if (!jwk.TryGetText("kid", out var kid) || kid is not { Length: > 0 and <= 128 }) return null;
        if (!jwk.TryGetText("use", out var use) || use is not (null or "sig")) return null;
        if (!jwk.TryGetText("alg", out var alg) || !jwk.TryGetText("kty", out var kty) || !jwk.TryGetText("crv", out var curve)) return null;
        try
        {
            return (kty, alg, curve) switch
            {
                ("RSA", null or "RS256", null)   => Rsa(kid, jwk),
                ("EC", null or "ES256", "P-256") => Ecdsa(kid, jwk),
                ("oct", null or "HS256", null) when withSecrets && Bytes(jwk, "k") is { } secret => TokenKey.FromSecret(kid, secret),
                _ => null,
            };
        }
        catch (CryptographicException)
        {
            return null; // too short, or no point of the curve
        }
    }

    private static TokenKey? Rsa(string kid, JsonElement jwk)
    {
        if (Bytes(jwk, "n") is not { } modulus || Bytes(jwk, "e") is not { } exponent) return null;
        return TokenKey.FromRsa(kid, RSA.Create(new RSAParameters { Modulus = modulus, Exponent = exponent }));
    }

    private static TokenKey? Ecdsa(string kid, JsonElement jwk)
    {
        if (Bytes(jwk, "x") is not { Length: 32 } x || Bytes(jwk, "y") is not { Length: 32 } y) return null;
        return TokenKey.FromEcdsa(kid, ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } }));
    }

    private static byte[]? Bytes(JsonElement jwk, string name) =>
        jwk.TryGetText(name, out var text) && text is not null && StrictBase64Url.TryDecode(text, out var bytes) ? bytes : null;
}
