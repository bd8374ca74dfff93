using System.Collections.Immutable;

namespace Signaling.Domain.Sdp;

/// <summary>An SRTP crypto suite that may pass.</summary>
/// <param name="Name">As in <c>a=crypto</c>.</param>
/// <param name="KeyOctets">Octets of the master key.</param>
/// <param name="SaltOctets">Octets of the master salt, which follows the key.</param>
/// <param name="IsStrict">Whether the strict setting allows it too.</param>
internal sealed record SrtpSuite(string Name, int KeyOctets, int SaltOctets, bool IsStrict = false)
{
    // RFC 4568 §6.2, RFC 6188 §4, RFC 7714 §14.2; AES_CM_192 and AES_CM_256 are how libsrtp's phones still spell RFC 6188.
    private static readonly ImmutableArray<SrtpSuite> All =
    [
        new("AEAD_AES_256_GCM", 32, 12, IsStrict: true), new("AEAD_AES_128_GCM", 16, 12),
        new("AES_CM_128_HMAC_SHA1_80", 16, 14), new("AES_CM_128_HMAC_SHA1_32", 16, 14),
        new("AES_192_CM_HMAC_SHA1_80", 24, 14), new("AES_192_CM_HMAC_SHA1_32", 24, 14),
        new("AES_256_CM_HMAC_SHA1_80", 32, 14), new("AES_256_CM_HMAC_SHA1_32", 32, 14),
        new("AES_CM_192_HMAC_SHA1_80", 24, 14), new("AES_CM_192_HMAC_SHA1_32", 24, 14),
        new("AES_CM_256_HMAC_SHA1_80", 32, 14), new("AES_CM_256_HMAC_SHA1_32", 32, 14),
    ];

    /// <summary>The suite of this name, or null.</summary>
    public static SrtpSuite? Find(ReadOnlySpan<char> name)
    {
        foreach (var suite in All)
        {
            if (name.SequenceEqual(suite.Name)) return suite;
        }

        return null;
    }
}
