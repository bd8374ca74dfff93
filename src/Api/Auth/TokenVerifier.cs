using Microsoft.Extensions.Options;

namespace Signaling.Api.Auth;

/// <summary>Believes a token or not: form, algorithm, key and signature (RFC 7515), then claims (RFC 7519); each token once.</summary>
internal sealed class TokenVerifier(TokenKeys keys, JwksSource jwks, TokenCache cache, TokenRevocations revocations, IOptions<TokenOptions> options, TimeProvider clock)
{
    /// <summary>The verdict on a token. It waits only when the key is unknown and a JWK Set may have it.</summary>
    public async ValueTask<TokenVerdict> VerifyAsync(string token, CancellationToken cancel)
    {
        if (token.Length > CompactToken.MaxLength) return new TokenVerdict.Refused(TokenError.TooLarge);

        var name = TokenCache.KeyOf(token);
        var now = clock.GetUtcNow();
        if (cache.Find(name) is { Key.Retired: false } known && known.Claims.ExpiresAt > now - options.Value.ClockSkew) return Revocable(known.Claims);
        cache.Remove(name);

        if (CompactToken.TryParse(token, out var parsed) is { } broken) return new TokenVerdict.Refused(broken);
        if (parsed.Kid is not { Length: > 0 and <= 128 } kid) return new TokenVerdict.Refused(TokenError.KeyUnknown);
        if ((keys.Find(kid) ?? await jwks.FindAsync(kid, cancel)) is not { } key) return new TokenVerdict.Refused(TokenError.KeyUnknown);
        if (key.Algorithm != parsed.Algorithm) return new TokenVerdict.Refused(TokenError.AlgorithmMismatch);
        if (!key.Verify(parsed.Signed, parsed.Signature)) return new TokenVerdict.Refused(TokenError.SignatureInvalid);

        var verdict = TokenClaimsReader.Read(parsed.Payload, key, options.Value, now);
        if (verdict is not TokenVerdict.Accepted accepted) return verdict;
        cache.Add(name, new(accepted.Claims, key));
        return Revocable(accepted.Claims);
    }

    private TokenVerdict Revocable(TokenClaims claims) =>
        revocations.Covers(claims) ? new TokenVerdict.Refused(TokenError.Revoked) : new TokenVerdict.Accepted(claims);
}
