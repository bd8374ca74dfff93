namespace Signaling.Domain.Sdp;

/// <summary>Who opens the DTLS connection: <c>a=setup</c> (RFC 4145 §4, RFC 8842 §5).</summary>
internal static class SetupRules
{
    private const string Rule = "RFC 8842 §5.2";

    /// <summary>Checks that a DTLS section's role, if it gives one, is known.</summary>
    public static SdpError? Check(SessionDescription description, MediaSection section)
    {
        var setup = description.FindInherited(section, "setup");
        return setup.Exists && IsDtls(description, section) && Role(setup) is not ("actpass" or "active" or "passive")
            ? new(SdpErrorCode.SetupRoleInvalid, setup.Line, Rule, "Use a=setup:actpass in an offer, active or passive in an answer.")
            : null;
    }

    /// <summary>Checks that an answer's role is decided, and the opposite of the offered one. Without a role anything goes, as browsers hold it.</summary>
    public static SdpError? CheckAnswer(SessionDescription offer, MediaSection offered, SessionDescription answer, MediaSection answered)
    {
        var setup = answer.FindInherited(answered, "setup");
        if (!setup.Exists || !IsDtls(answer, answered)) return null;
        var role = Role(setup);
        var fits = Role(offer.FindInherited(offered, "setup")) switch
        {
            "active"  => role is "passive",
            "passive" => role is "active",
            _         => role is "active" or "passive",
        };
        return fits ? null : new(SdpErrorCode.SetupRoleInvalid, setup.Line, "RFC 8842 §5.3",
            "Answer a=setup:actpass with active or passive, active with passive, and passive with active.");
    }

    private static ReadOnlySpan<char> Role(AttributeLine setup) => setup.Exists ? setup.Value.Trim(' ') : default;

    private static bool IsDtls(SessionDescription description, MediaSection section) =>
        section.Transport.IsDtls() || (section.Transport == MediaTransport.Srtp && description.FindInherited(section, "fingerprint").Exists);
}
