using Signaling.Api.Auth;

namespace Signaling.Api.Tests;

/// <summary>Tokens as an app's backend would mint them, with the key that <see cref="FrontServer"/> is configured with.</summary>
internal static class SignIn
{
    /// <summary>The <c>Authorization</c> header of a user of the tenant <c>dev</c>, good for an hour.</summary>
    public static (string Name, string Value) As(string user)
    {
        if (new TokenKeyOptions { Kid = "k1", Secret = FrontServer.Secret }.TryCreate(out var key) is { } wrong) throw new InvalidOperationException(wrong);
        using var signer = key!;
        var claims = new TokenClaims("dev", user, [Scopes.Calls], DateTimeOffset.UtcNow.AddHours(1), DateTimeOffset.UtcNow);
        return ("Authorization", "Bearer " + TokenMint.Sign(signer, claims, issuer: null, audience: null));
    }
}
