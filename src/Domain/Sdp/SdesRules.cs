namespace Signaling.Domain.Sdp;

/// <summary>How an answer takes up the offered keys (RFC 4568 §5.1.2, CALL-FLOWS #24).</summary>
internal static class SdesRules
{
    private const string Rule = "RFC 4568 §5.1.2";

    /// <summary>Checks that the answer keys the section the offered way, with one crypto line that echoes tag and suite.</summary>
    public static SdpError? CheckAnswer(SessionDescription offer, MediaSection offered, SessionDescription answer, MediaSection answered)
    {
        if (answered.Transport != MediaTransport.Srtp) return null;
        var answersDtls = answer.FindInherited(answered, "fingerprint").Exists;
        var offersDtls = offer.FindInherited(offered, "fingerprint").Exists;
        var chosen = answered.Attributes.Find("crypto");
        if (!chosen.Exists)
            return answersDtls && !offersDtls
                ? new(SdpErrorCode.KeyingMismatch, answered.Line, Rule, "Answer with one of the offered a=crypto lines: the offer has no fingerprint.")
                : null;
        if (!offered.Attributes.Has("crypto"))
            return new(SdpErrorCode.KeyingMismatch, chosen.Line, Rule, "Answer with a=fingerprint: the offer has no a=crypto.");
        return IsOnly(answered) && CryptoLine.TryRead(chosen.Value, out var line) && IsOffered(offered, line)
            ? null
            : new(SdpErrorCode.SrtpAnswerMismatch, chosen.Line, Rule, "Answer with exactly one a=crypto that repeats the tag and suite of an offered one.");
    }

    /// <summary>The keys of a description, so that an answer cannot use one again.</summary>
    public static HashSet<string> KeysOf(SessionDescription description)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var section in description.Media)
        {
            // Only for what it adds to the set: an offer's faults were found when it came.
            if (section.Attributes.Has("crypto")) CryptoRules.Check(section, SdpPolicy.Default, keys);
        }

        return keys;
    }

    private static bool IsOnly(MediaSection section)
    {
        var count = 0;
        foreach (var attribute in section.Attributes)
        {
            if (attribute.Name is "crypto") count++;
        }

        return count == 1;
    }

    private static bool IsOffered(MediaSection offered, CryptoLine chosen)
    {
        foreach (var attribute in offered.Attributes)
        {
            if (attribute.Name is "crypto" && CryptoLine.TryRead(attribute.Value, out var line)
                && line.Tag == chosen.Tag && line.Suite.SequenceEqual(chosen.Suite)) return true;
        }

        return false;
    }
}
