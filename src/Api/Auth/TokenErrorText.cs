namespace Signaling.Api.Auth;

/// <summary>What a developer is told about a refused token: what to change, never what the token holds.</summary>
internal static class TokenErrorText
{
    /// <summary>One sentence, fit for <c>detail</c> and for <c>error_description</c> (RFC 6750 §3: no quotes, no backslash).</summary>
    public static string Describe(this TokenError error) => error switch
    {
        TokenError.TooLarge            => "The token is larger than 8 KB.",
        TokenError.Malformed           => "The token is not a compact JWT: three base64url segments without padding, joined by dots.",
        TokenError.AlgorithmNotAllowed => "The token's alg must be HS256, RS256 or ES256.",
        TokenError.HeaderNotAllowed    => "The token's header may hold alg, kid and typ only; keys and extensions in it are refused.",
        TokenError.KeyUnknown          => "The token's kid is missing or names no key of this service.",
        TokenError.AlgorithmMismatch   => "The token's alg is not the one that its key is for.",
        TokenError.SignatureInvalid    => "The token's signature does not match its key.",
        TokenError.SubjectInvalid      => "The token needs sub: 1 to 128 characters, no control characters and no blanks around them.",
        TokenError.TenantInvalid       => "The token needs tid: 1 to 64 characters, no control characters and no blanks around them.",
        TokenError.TenantMismatch      => "The token's key belongs to another tenant than its tid.",
        TokenError.TimeInvalid         => "The token needs exp; exp, nbf and iat are whole seconds since 1970.",
        TokenError.Expired             => "The token has expired.",
        TokenError.NotYetValid         => "The token is not valid yet: compare your backend's clock.",
        TokenError.LifetimeTooLong     => "The token is valid for longer than this service allows.",
        TokenError.IssuerMismatch      => "The token's iss is not the configured issuer.",
        TokenError.AudienceMismatch    => "The token's aud does not name this service.",
        TokenError.ScopeInvalid        => "The token's scope must be words of visible characters with single spaces between them.",
        TokenError.Revoked             => "The token was revoked.",
        _                              => "The token is not valid.",
    };
}
