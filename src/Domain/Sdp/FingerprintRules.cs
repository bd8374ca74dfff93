namespace Signaling.Domain.Sdp;

/// <summary>What a certificate fingerprint must be like (RFC 8122 §5).</summary>
internal static class FingerprintRules
{
    /// <summary>Checks the fingerprints of a section, or those it inherits; the flag says whether there is any.</summary>
    public static SdpError? Check(SessionDescription description, MediaSection section, out bool hasFingerprint)
    {
        hasFingerprint = description.FindInherited(section, "fingerprint").Exists;
        if (!hasFingerprint) return null;
        return Check(section.Attributes.Has("fingerprint") ? section.Attributes
            : description.Bundles.TagOf(section) is { } tag && tag.Attributes.Has("fingerprint") ? tag.Attributes
            : description.Attributes);
    }

    private static SdpError? Check(AttributeLines attributes)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.Name is not "fingerprint") continue;
            var fields = new TokenReader(attribute.Value);
            ReadOnlySpan<char> hash = fields.Next(), digest = fields.Next();
            if (OctetsOf(hash) is not { } octets)
                return new(SdpErrorCode.FingerprintTooWeak, attribute.Line, "RFC 8122 §5", "Use sha-256, sha-384 or sha-512.");
            if (!IsDigest(digest, octets) || !fields.Rest.IsEmpty)
                return new(SdpErrorCode.FingerprintInvalid, attribute.Line, "RFC 8122 §5", $"Write {octets} octets in hexadecimal, separated by colons.");
        }

        return null;
    }

    private static int? OctetsOf(ReadOnlySpan<char> hash) =>
        hash.Equals("sha-256", StringComparison.OrdinalIgnoreCase) ? 32
        : hash.Equals("sha-384", StringComparison.OrdinalIgnoreCase) ? 48
        : hash.Equals("sha-512", StringComparison.OrdinalIgnoreCase) ? 64
        : null;

    private static bool IsDigest(ReadOnlySpan<char> digest, int octets)
    {
        if (digest.Length != (octets * 3) - 1) return false;
        for (var i = 0; i < digest.Length; i++)
        {
            if (i % 3 == 2 ? digest[i] != ':' : !char.IsAsciiHexDigit(digest[i])) return false;
        }

        return true;
    }
}
