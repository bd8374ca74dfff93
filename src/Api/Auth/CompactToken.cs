using System.Text;
using System.Text.Json;

namespace Signaling.Api.Auth;

/// <summary>A JWS in compact form (RFC 7515 §7.1), its header read and its payload not yet.</summary>
/// <param name="Algorithm">From <c>alg</c>.</param>
/// <param name="Kid">From <c>kid</c>; null when there is none.</param>
/// <param name="Signed">The bytes under the signature: both first segments with the dot between.</param>
/// <param name="Payload">The decoded second segment; nothing is to be believed before the signature is verified.</param>
/// <param name="Signature">The decoded third segment.</param>
internal readonly record struct CompactToken(TokenAlgorithm Algorithm, string? Kid, byte[] Signed, byte[] Payload, byte[] Signature)
{
    /// <summary>The longest token that is looked at: 8 KB.</summary>
    public const int MaxLength = 8 * 1024;

    private static readonly string[] Forbidden = ["jwk", "jku", "x5u", "x5c", "x5t", "x5t#S256", "crit", "zip", "enc", "b64"];

    /// <summary>Takes a token apart: size, then form, then <c>alg</c>, then the rest of the header, then the other segments.</summary>
    public static TokenError? TryParse(string text, out CompactToken token)
    {
        token = default;
        if (text.Length > MaxLength) return TokenError.TooLarge;

        var first = text.IndexOf('.');
        var second = first < 0 ? -1 : text.IndexOf('.', first + 1);
        if (second < 0 || text.IndexOf('.', second + 1) >= 0) return TokenError.Malformed;

        if (!StrictBase64Url.TryDecode(text.AsSpan(0, first), out var header) || !StrictJson.TryParseObject(header, out var json)) return TokenError.Malformed;
        using (json)
        {
            if (ReadHeader(json.RootElement, out var algorithm, out var kid) is { } error) return error;
            if (!StrictBase64Url.TryDecode(text.AsSpan(first + 1, second - first - 1), out var payload)) return TokenError.Malformed;
            if (!StrictBase64Url.TryDecode(text.AsSpan(second + 1), out var signature)) return TokenError.Malformed;
            token = new(algorithm, kid, Encoding.ASCII.GetBytes(text, 0, second), payload, signature);
            return null;
        }
    }

    private static TokenError? ReadHeader(JsonElement header, out TokenAlgorithm algorithm, out string? kid)
    {
        kid = null;
        algorithm = default;
        if (!header.TryGetText("alg", out var alg)) return TokenError.AlgorithmNotAllowed;
        switch (alg) // spelled out, so that no parser of enums takes "hs256" or "0"
        {
            case "HS256": algorithm = TokenAlgorithm.HS256; break;
            case "RS256": algorithm = TokenAlgorithm.RS256; break;
            case "ES256": algorithm = TokenAlgorithm.ES256; break;
            default: return TokenError.AlgorithmNotAllowed;
        }

        if (Forbidden.Any(name => header.TryGetProperty(name, out _))) return TokenError.HeaderNotAllowed;
        if (!header.TryGetText("typ", out var typ) || typ is not (null or "JWT" or "jwt" or "at+jwt")) return TokenError.HeaderNotAllowed;
        return header.TryGetText("kid", out kid) ? null : TokenError.KeyUnknown;
    }
}
