namespace Signaling.Domain.Sdp;

/// <summary>What an answer must be like to be passed on (RFC 3264 §6, RFC 9429 §5.3, CALL-FLOWS #18).</summary>
public static class AnswerRules
{
    /// <summary>The first rule that the answer breaks, or null if it may pass; the offer has passed <see cref="OfferRules"/>.</summary>
    public static SdpError? Check(SessionDescription offer, SessionDescription answer, SdpPolicy policy)
    {
        if (offer.Media.Length != answer.Media.Length)
            return new(SdpErrorCode.MLineMismatch, answer.Media.IsEmpty ? null : answer.Media[^1].Line, "RFC 3264 §6",
                $"Answer each of the {offer.Media.Length} sections of the offer in its order; set the port of one that is not wanted to 0.");
        if (OfferRules.CheckSession(answer, policy) is { } sessionFault) return sessionFault;
        var usedKeys = SdesRules.KeysOf(offer);
        for (var i = 0; i < answer.Media.Length; i++)
        {
            if (Check(offer, offer.Media[i], answer, answer.Media[i], policy, usedKeys) is { } fault) return fault;
        }

        return answer.Bundles.Fault ?? BundleFault(offer, answer);
    }

    private static SdpError? Check(
        SessionDescription offer, MediaSection offered, SessionDescription answer, MediaSection answered, SdpPolicy policy, HashSet<string> usedKeys) =>
        LineFault(offered, answered)
            ?? SectionRules.Check(answer, answered, policy, usedKeys)
            ?? (answered.IsRejected ? null
                : SdesRules.CheckAnswer(offer, offered, answer, answered)
                    ?? SetupRules.CheckAnswer(offer, offered, answer, answered)
                    ?? RtcpMuxFault(offer, offered, answered)
                    ?? CodecRules.CheckAnswer(offered, answered)
                    ?? DirectionFault(offered, answered));

    private static SdpError? LineFault(MediaSection offered, MediaSection answered) =>
        offered.Kind != answered.Kind
            ? new(SdpErrorCode.MLineMismatch, answered.Line, "RFC 3264 §6", $"Answer section {answered.Index + 1} as {offered.Kind}, like the offer.")
        : offered.IsRejected && !answered.IsRejected
            ? new(SdpErrorCode.RejectedSectionActive, answered.Line, "RFC 3264 §6", $"Keep port 0 for section {answered.Index + 1}, which the offer has rejected.")
        : !answered.IsRejected && !offered.Protocol.Equals(answered.Protocol, StringComparison.OrdinalIgnoreCase)
            ? new(SdpErrorCode.MLineMismatch, answered.Line, "RFC 3264 §6", $"Answer section {answered.Index + 1} over {offered.Protocol}, like the offer.")
        // A phone that knows no mid leaves it out.
        : answered.Mid is not null && answered.Mid != offered.Mid
            ? new(SdpErrorCode.MidMismatch, answered.Attributes.Find("mid").Line, "RFC 9429 §5.3.1", $"Give section {answered.Index + 1} the offer's mid.")
        : null;

    private static SdpError? RtcpMuxFault(SessionDescription offer, MediaSection offered, MediaSection answered)
    {
        if (!answered.Transport.IsRtp()) return null;
        var mux = answered.Attributes.Find("rtcp-mux");
        var offersMuxOnly = offer.FindInherited(offered, "rtcp-mux-only").Exists;
        return mux.Exists && !offersMuxOnly && !offer.FindInherited(offered, "rtcp-mux").Exists
            ? new(SdpErrorCode.RtcpMuxMismatch, mux.Line, "RFC 5761 §5.1.1", "Take out a=rtcp-mux, which was not offered.")
            : offersMuxOnly && !mux.Exists && !answered.Attributes.Has("rtcp-mux-only")
                ? new(SdpErrorCode.RtcpMuxMismatch, answered.Line, "RFC 8858 §4", "Add a=rtcp-mux, or set the port of the section to 0.")
                : null;
    }

    private static SdpError? DirectionFault(MediaSection offered, MediaSection answered)
    {
        if (!answered.Transport.IsRtp()) return null;
        return (answered.Direction & ~Negotiation.Reverse(offered.Direction)) == 0 ? null
            : new(SdpErrorCode.DirectionMismatch, LineOfDirection(answered), "RFC 3264 §6.1",
                "Answer sendonly with recvonly, recvonly with sendonly, inactive with inactive; inactive is always right.");
    }

    private static int LineOfDirection(MediaSection section)
    {
        foreach (var attribute in section.Attributes)
        {
            if (MediaSection.DirectionOf(attribute.Name) is not null) return attribute.Line;
        }

        return section.Line;
    }

    private static SdpError? BundleFault(SessionDescription offer, SessionDescription answer)
    {
        foreach (var section in answer.Media)
        {
            if (answer.Bundles.TagOf(section) is not { } tag) continue;
            var offeredTag = offer.Bundles.TagOf(offer.Media[section.Index]);
            if (offeredTag is null || offeredTag != offer.Bundles.TagOf(offer.Media[tag.Index]))
                return new(SdpErrorCode.BundleMismatch, answer.Bundles.LineOf(section), "RFC 9143 §7.3",
                    "Keep in a BUNDLE group only sections that the offer has in one group.");
        }

        return null;
    }
}
