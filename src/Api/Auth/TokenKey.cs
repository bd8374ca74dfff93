using System.Security.Cryptography;

namespace Signaling.Api.Auth;

/// <summary>A key that verifies, and perhaps makes, signatures of exactly one algorithm.</summary>
internal sealed class TokenKey : IDisposable
{
    private const int MinSecretBytes = 32, MinRsaBits = 2048, P256SignatureBytes = 64;

    private readonly Lock gate = new(); // RSA and ECDsa promise no thread safety; verified tokens are cached, so nobody queues here for long
    private readonly byte[] secret = [];
    private readonly RSA? rsa;
    private readonly ECDsa? ecdsa;
    private volatile bool retired;

    private TokenKey(string kid, TokenAlgorithm algorithm, string? tenant) => (Kid, Algorithm, Tenant) = (kid, algorithm, tenant);

    private TokenKey(string kid, byte[] secret, string? tenant) : this(kid, TokenAlgorithm.HS256, tenant) => this.secret = secret;

    private TokenKey(string kid, RSA rsa, string? tenant) : this(kid, TokenAlgorithm.RS256, tenant) => this.rsa = rsa;

    private TokenKey(string kid, ECDsa ecdsa, string? tenant) : this(kid, TokenAlgorithm.ES256, tenant) => this.ecdsa = ecdsa;

    /// <summary>The name by which a token's header calls this key.</summary>
    public string Kid { get; }

    /// <summary>The one algorithm that this key is for; the header must say the same.</summary>
    public TokenAlgorithm Algorithm { get; }

    /// <summary>The only tenant that this key may speak for, or null for any.</summary>
    public string? Tenant { get; }

    /// <summary>Whether the key has been taken out of service; tokens that it signed are refused, cached or not.</summary>
    public bool Retired => retired;

    /// <summary>An HMAC key.</summary>
    /// <exception cref="CryptographicException">The secret is shorter than 32 bytes.</exception>
    public static TokenKey FromSecret(string kid, byte[] secret, string? tenant = null) => secret.Length >= MinSecretBytes
        ? new(kid, secret, tenant)
        : throw new CryptographicException($"an HS256 secret needs {MinSecretBytes} bytes or more, this one has {secret.Length}");

    /// <summary>An RSA key.</summary>
    /// <exception cref="CryptographicException">The key is shorter than 2048 bits.</exception>
    public static TokenKey FromRsa(string kid, RSA rsa, string? tenant = null) => rsa.KeySize >= MinRsaBits
        ? new(kid, rsa, tenant)
        : throw new CryptographicException($"an RS256 key needs {MinRsaBits} bits or more, this one has {rsa.KeySize}");

    /// <summary>An elliptic curve key.</summary>
    /// <exception cref="CryptographicException">The curve is not P-256.</exception>
    public static TokenKey FromEcdsa(string kid, ECDsa ecdsa, string? tenant = null) =>
        ecdsa.ExportParameters(false).Curve.Oid is { } oid && (oid.Value == "1.2.840.10045.3.1.7" || oid.FriendlyName is "nistP256" or "ECDSA_P256")
            ? new(kid, ecdsa, tenant)
            : throw new CryptographicException("an ES256 key must be on the curve P-256");

    /// <summary>Whether a signature is this key's over these bytes.</summary>
    public bool Verify(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        if (Algorithm == TokenAlgorithm.HS256) return CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(secret, signed), signature);
        lock (gate)
        {
            return Algorithm switch
            {
                TokenAlgorithm.RS256 => rsa!.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
                _ => signature.Length == P256SignatureBytes && ecdsa!.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
            };
        }
    }

    /// <summary>Signs; for keys that hold their private part.</summary>
    /// <exception cref="CryptographicException">The key is a public one.</exception>
    public byte[] Sign(ReadOnlySpan<byte> signed)
    {
        if (Algorithm == TokenAlgorithm.HS256) return HMACSHA256.HashData(secret, signed);
        lock (gate)
        {
            return Algorithm switch
            {
                TokenAlgorithm.RS256 => rsa!.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
                _ => ecdsa!.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
            };
        }
    }

    /// <summary>Takes the key out of service, at once and for good.</summary>
    public void Retire() => retired = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        rsa?.Dispose();
        ecdsa?.Dispose();
    }
}
