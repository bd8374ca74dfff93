namespace Signaling.Api.Auth;

/// <summary>One configured key; <c>Tokens:Keys:0</c> and so on.</summary>
internal sealed class TokenKeyOptions
{
    /// <summary>The name by which a token's header calls it; 1 to 128 characters.</summary>
    public string Kid { get; init; } = "";

    /// <summary><c>HS256</c>, <c>RS256</c> or <c>ES256</c>. Default <c>HS256</c>.</summary>
    public string Algorithm { get; init; } = "HS256";

    /// <summary>For HS256: the secret's characters as they are, or <c>base64:</c> and its bytes; 32 bytes or more.</summary>
    public string? Secret { get; init; }

    /// <summary>For RS256 (2048 bits or more) and ES256 (P-256): the public key in PEM.</summary>
    public string? PublicKeyPem { get; init; }

    /// <summary>The only tenant that this key may speak for. Default: any.</summary>
    public string? Tenant { get; init; }

    /// <summary>The key that these settings describe.</summary>
    /// <returns>A sentence that says what is wrong, or null.</returns>
    public string? TryCreate(out TokenKey? key)
    {
        key = null;
        if (Kid.Length is 0 or > 128) return "Kid must have 1 to 128 characters";
        var settings = (Algorithm, Secret, PublicKeyPem);
        try
        {
            key = settings switch
            {
                ("HS256", { } secret, null) => TokenKey.FromSecret(Kid, PemKeys.SecretBytes(secret), Tenant),
                ("RS256", null, { } pem)    => PemKeys.ReadRsa(Kid, pem, Tenant),
                ("ES256", null, { } pem)    => PemKeys.ReadEcdsa(Kid, pem, Tenant),
                _                           => null,
            };
        }
        catch (Exception wrong) when (wrong is System.Security.Cryptography.CryptographicException or ArgumentException or FormatException)
        {
            return wrong.Message;
        }

        return key is null ? "Algorithm must be HS256 with Secret, or RS256 or ES256 with PublicKeyPem" : null;
    }
}
