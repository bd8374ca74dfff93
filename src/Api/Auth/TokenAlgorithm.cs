namespace Signaling.Api.Auth;

/// <summary>The signature algorithms taken, of those in RFC 7518 §3.1. There is no other, and no <c>none</c>.</summary>
internal enum TokenAlgorithm
{
    /// <summary>HMAC with SHA-256; secrets of 32 bytes or more (RFC 7518 §3.2).</summary>
    HS256,

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256; keys of 2048 bits or more (RFC 7518 §3.3).</summary>
    RS256,

    /// <summary>ECDSA on P-256 with SHA-256 (RFC 7518 §3.4).</summary>
    ES256,
}
