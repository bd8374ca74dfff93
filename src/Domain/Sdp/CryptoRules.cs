namespace Signaling.Domain.Sdp;

/// <summary>What an SDES key must be like (RFC 4568, CALL-FLOWS #22 to #24).</summary>
internal static class CryptoRules
{
    private const int SmallestReplayWindow = 64; // packets, RFC 3711 §3.3.2

    /// <summary>Checks all keys of a section; <paramref name="used"/> holds the keys seen so far in the description.</summary>
    public static SdpError? Check(MediaSection section, SdpPolicy policy, HashSet<string> used)
    {
        SdpError? notAllowed = null;
        var hasAllowed = false;
        var tags = new HashSet<int>();
        foreach (var attribute in section.Attributes)
        {
            if (attribute.Name is not "crypto") continue;
            if (!policy.AllowSdes)
                return new(SdpErrorCode.SdesNotAllowed, attribute.Line, "RFC 8827 §6.5", "Use DTLS-SRTP with a=fingerprint instead of a=crypto.");
            if (!CryptoLine.TryRead(attribute.Value, out var line) || !tags.Add(line.Tag))
                return KeyInvalid(attribute.Line, "RFC 4568 §9.1", "Write a=crypto:<tag> <suite> inline:<key>, each tag once in its section.");
            if (SessionFault(line.Session, attribute.Line) is { } fault) return fault;
            var suite = SrtpSuite.Find(line.Suite);
            if (suite is not null && KeyFault(line.Keys, suite, attribute.Line, used) is { } keyFault) return keyFault;
            if (suite is null || (policy.StrictSrtpSuite && !suite.IsStrict))
                notAllowed ??= new(SdpErrorCode.SrtpSuiteNotAllowed, attribute.Line, policy.StrictSrtpSuite ? "CALL-FLOWS #24 (strict)" : "RFC 4568 §6.2",
                    policy.StrictSrtpSuite ? "Offer AEAD_AES_256_GCM, or DTLS-SRTP." : "Offer AEAD_AES_256_GCM or AES_CM_128_HMAC_SHA1_80, or DTLS-SRTP.");
            else hasAllowed = true;
        }

        // A suite that may not pass is harmless beside one that may: the answer must choose the latter.
        return hasAllowed ? null : notAllowed;
    }

    private static SdpError? KeyFault(ReadOnlySpan<char> keys, SrtpSuite suite, int line, HashSet<string> used)
    {
        Span<byte> octets = stackalloc byte[64];
        foreach (var part in keys.Split(';'))
        {
            var key = keys[part];
            if (!key.StartsWith("inline:")) return KeyInvalid(line, "RFC 4568 §6.1", "Give the key as inline:<base64>.");
            key = key["inline:".Length..];
            var end = key.IndexOf('|');
            key = end < 0 ? key : key[..end];
            var length = suite.KeyOctets + suite.SaltOctets;
            if (key.Length > 88 || !Convert.TryFromBase64Chars(key, octets, out var written) || written != length)
                return KeyInvalid(line, "RFC 4568 §6.1", $"Give {suite.Name} a key and salt of exactly {length} octets in base64.");
            if (!octets[..suite.KeyOctets].ContainsAnyExcept((byte)0))
                return KeyInvalid(line, "RFC 4568 §6.1", "Generate the key with a secure random number generator; this one is all zero.");
            if (!used.Add(Convert.ToBase64String(octets[..written])))
                return KeyInvalid(line, "RFC 4568 §6.1", "Generate a new key for every a=crypto line and every answer.");
        }

        return null;
    }

    private static SdpError? SessionFault(ReadOnlySpan<char> session, int line)
    {
        var fields = new TokenReader(session);
        while (fields.TryNext(out var field))
        {
            var name = field.TrimStart('-'); // the marker for parameters that may be ignored, RFC 4568 §9.2
            if (name.StartsWith("WSH=", StringComparison.OrdinalIgnoreCase)
                ? Grammar.TryNumber(name[4..], int.MaxValue, out var window) && window >= SmallestReplayWindow
                : name.StartsWith("KDR=", StringComparison.OrdinalIgnoreCase) || name.StartsWith("FEC_ORDER=", StringComparison.OrdinalIgnoreCase)) continue;
            return new(SdpErrorCode.SrtpSessionParameterNotAllowed, line, "RFC 4568 §6.3",
                "Leave out session parameters other than KDR, FEC_ORDER and WSH of 64 or more: media must stay encrypted, authenticated and replay-protected.");
        }

        return null;
    }

    private static SdpError KeyInvalid(int line, string rule, string detail) => new(SdpErrorCode.SrtpKeyInvalid, line, rule, detail);
}
