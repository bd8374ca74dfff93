namespace Signaling.Domain.Sdp;

/// <summary>What an offer must be like to be passed on, first or later in a call (CALL-FLOWS #18 to #24, RFC 3264 §5).</summary>
public static class OfferRules
{
    /// <summary>The first rule that the offer breaks, or null if it may pass.</summary>
    public static SdpError? Check(SessionDescription offer, SdpPolicy policy)
    {
        if (offer.Media.IsEmpty)
            return new(SdpErrorCode.MediaMissing, null, "RFC 3264 §5", "Add a track, a transceiver or a data channel before making the offer.");

        if (CheckSession(offer, policy) is { } sessionFault) return sessionFault;
        var usedKeys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var section in offer.Media)
        {
            if (SectionRules.Check(offer, section, policy, usedKeys) is { } fault) return fault;
        }

        return offer.Bundles.Fault;
    }

    /// <summary>The rules that offers and answers share outside their sections.</summary>
    internal static SdpError? CheckSession(SessionDescription description, SdpPolicy policy)
    {
        var crypto = description.Attributes.Find("crypto");
        return crypto.Exists
            ? new(SdpErrorCode.SrtpKeyInvalid, crypto.Line, "RFC 4568 §4", "Put a=crypto into the section it is for.")
            : IceRules.CheckSession(description, policy);
    }
}
