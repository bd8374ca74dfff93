namespace Signaling.Api.Auth;

/// <summary>What the verifier says about a token.</summary>
internal abstract record TokenVerdict
{
    private TokenVerdict() { }

    /// <summary>Every check passed.</summary>
    internal sealed record Accepted(TokenClaims Claims) : TokenVerdict;

    /// <summary>A check failed; the first one that did.</summary>
    internal sealed record Refused(TokenError Error) : TokenVerdict;
}
