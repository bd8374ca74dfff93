using System.Security.Cryptography;

namespace Signaling.Api.Auth;

/// <summary>The key of <c>POST /v1/dev/tokens</c>: there in Development only, and by default another one at each start.</summary>
internal static class DevelopmentKey
{
    /// <summary>Its name in a token's header.</summary>
    public const string Kid = "dev";

    /// <summary>The configured key, or a random one.</summary>
    public static TokenKey Create(TokenOptions options) =>
        TokenKey.FromSecret(Kid, options.DevelopmentSecret is { } secret ? PemKeys.SecretBytes(secret) : RandomNumberGenerator.GetBytes(32));
}
