namespace Signaling.Domain.Sdp;

/// <summary>ICE credentials and candidates of a section (RFC 8839 §5, CALL-FLOWS #60 to #73).</summary>
internal static class IceRules
{
    public const string CredentialsDetail =
        "Give an a=ice-ufrag of 4 to 256 and an a=ice-pwd of 22 to 256 letters, digits, + or /, each once in a section.";

    public static bool IsUsernameFragment(ReadOnlySpan<char> text) => text.Length is >= 4 and <= 256 && Grammar.IsIceText(text);

    public static bool IsPassword(ReadOnlySpan<char> text) => text.Length is >= 22 and <= 256 && Grammar.IsIceText(text);

    /// <summary>Checks that candidates parse, and that a section which has some, or half of its credentials, has both.</summary>
    public static SdpError? Check(SessionDescription description, MediaSection section)
    {
        var candidate = default(AttributeLine);
        if (CandidateFault(section.Attributes, ref candidate) is { } fault) return fault;
        if (section.IsRejected) return null;

        var ufrag = description.FindInherited(section, "ice-ufrag");
        var password = description.FindInherited(section, "ice-pwd");
        if (ufrag.Exists && !IsUsernameFragment(ufrag.Value.Trim(' '))) return Invalid(ufrag.Line);
        if (password.Exists && !IsPassword(password.Value.Trim(' '))) return Invalid(password.Line);
        if (ufrag.Exists && password.Exists) return null;
        return candidate.Exists || ufrag.Exists || password.Exists
            ? new(SdpErrorCode.IceCredentialsMissing, candidate.Exists ? candidate.Line : section.Line, "RFC 8839 §5.4", CredentialsDetail)
            : null;
    }

    /// <summary>Candidates belong to a section, not to the session.</summary>
    public static SdpError? CheckSession(SessionDescription description, SdpPolicy policy)
    {
        var candidate = description.Attributes.Find("candidate");
        if (candidate.Exists)
            return new(SdpErrorCode.CandidateInvalid, candidate.Line, "RFC 8839 §5.1", "Put candidates into their section, after its m= line.");
        var lite = description.Attributes.Find("ice-lite");
        return lite.Exists && !policy.AllowIceLite
            ? new(SdpErrorCode.IceLiteNotAllowed, lite.Line, "RFC 8839 §5.3", "Use a full ICE agent: take out a=ice-lite.")
            : null;
    }

    private static SdpError? CandidateFault(AttributeLines attributes, ref AttributeLine first)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.Name is not "candidate") continue;
            if (!first.Exists) first = attribute;
            if (!CandidateLine.TryRead(attribute.Value, out _, out var fault))
                return new(SdpErrorCode.CandidateInvalid, attribute.Line, "RFC 8839 §5.1", fault);
        }

        return null;
    }

    private static SdpError Invalid(int line) => new(SdpErrorCode.IceCredentialsInvalid, line, "RFC 8839 §5.4", CredentialsDetail);
}
