namespace Signaling.Api.Auth;

/// <summary>Which check of a token failed, in the order in which they are made.</summary>
internal enum TokenError
{
    /// <summary>Longer than 8 KB.</summary>
    TooLarge,

    /// <summary>Not three base64url segments of JSON, JSON and signature (RFC 7515 §7.1), or with doubled members.</summary>
    Malformed,

    /// <summary><c>alg</c> is none of HS256, RS256, ES256.</summary>
    AlgorithmNotAllowed,

    /// <summary>The header brings its own key, or extensions to understand: <c>jwk</c>, <c>jku</c>, <c>x5u</c>, <c>x5c</c>, <c>crit</c>, <c>zip</c>, <c>enc</c>.</summary>
    HeaderNotAllowed,

    /// <summary>No <c>kid</c>, or one that is not configured.</summary>
    KeyUnknown,

    /// <summary>The key is for another algorithm than the header says.</summary>
    AlgorithmMismatch,

    /// <summary>The signature does not fit.</summary>
    SignatureInvalid,

    /// <summary><c>sub</c> is missing, longer than 128 characters, or has control characters.</summary>
    SubjectInvalid,

    /// <summary><c>tid</c> is missing, longer than 64 characters, or has control characters.</summary>
    TenantInvalid,

    /// <summary>The key is one tenant's, and the token names another.</summary>
    TenantMismatch,

    /// <summary><c>exp</c> is missing, or <c>exp</c>, <c>nbf</c> or <c>iat</c> is not a whole number of seconds since 1970.</summary>
    TimeInvalid,

    /// <summary><c>exp</c> has passed.</summary>
    Expired,

    /// <summary><c>nbf</c> or <c>iat</c> lies in the future.</summary>
    NotYetValid,

    /// <summary>Longer valid than <c>Tokens:MaxLifetime</c>.</summary>
    LifetimeTooLong,

    /// <summary><c>iss</c> is not <c>Tokens:Issuer</c>.</summary>
    IssuerMismatch,

    /// <summary><c>aud</c> does not contain <c>Tokens:Audience</c>.</summary>
    AudienceMismatch,

    /// <summary><c>scope</c> is not words of visible characters with single spaces between them.</summary>
    ScopeInvalid,

    /// <summary>The user's tokens of that age were revoked.</summary>
    Revoked,
}
