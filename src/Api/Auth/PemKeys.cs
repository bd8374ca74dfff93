using System.Security.Cryptography;
using System.Text;

namespace Signaling.Api.Auth;

/// <summary>Reads keys from the forms in which configuration and files hold them.</summary>
internal static class PemKeys
{
    private const string Base64Prefix = "base64:";

    /// <summary>The bytes of a secret: its characters in UTF-8, or what follows <c>base64:</c>.</summary>
    /// <exception cref="FormatException">What follows is not base64.</exception>
    public static byte[] SecretBytes(string secret) => secret.StartsWith(Base64Prefix, StringComparison.Ordinal)
        ? Convert.FromBase64String(secret[Base64Prefix.Length..])
        : Encoding.UTF8.GetBytes(secret);

    /// <summary>An RSA key from PEM, private or public.</summary>
    /// <exception cref="ArgumentException">The text holds no such key.</exception>
    /// <exception cref="CryptographicException">The key is damaged or too short.</exception>
    public static TokenKey ReadRsa(string kid, string pem, string? tenant)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return TokenKey.FromRsa(kid, rsa, tenant);
    }

    /// <summary>An elliptic curve key from PEM, private or public.</summary>
    /// <exception cref="ArgumentException">The text holds no such key.</exception>
    /// <exception cref="CryptographicException">The key is damaged or on another curve than P-256.</exception>
    public static TokenKey ReadEcdsa(string kid, string pem, string? tenant)
    {
        var ecdsa = ECDsa.Create();
        ecdsa.ImportFromPem(pem);
        return TokenKey.FromEcdsa(kid, ecdsa, tenant);
    }
}
