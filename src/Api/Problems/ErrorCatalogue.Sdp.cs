namespace Signaling.Api.Problems;

internal static partial class ErrorCatalogue
{
    /// <summary>Why a session description or candidate may not pass (<c>SdpErrorCode</c> in Domain): 400 if it does not parse, 422 if it breaks a rule.</summary>
    private static IEnumerable<ErrorEntry> Sdp =>
    [
        new("candidate_invalid", 400, "Candidate cannot be read", "A candidate line does not follow its grammar (RFC 8839 §5.1).", "Send the browser's candidate as it is, or end-of-candidates as an empty one."),
        new("sdp_invalid", 400, "Session description cannot be read", "The text is not a session description (RFC 8866 §5).", "Send the description as the browser gave it; the problem's `line` is the first that cannot be read."),
        new("sdp_too_large", 400, "Session description too large", "The text has more bytes, lines, sections or attributes than allowed.", "Offer fewer sections, or raise the limits under Sdp: in docs/configuration.md."),
        new("bundle_mismatch", 422, "BUNDLE does not fit", "A BUNDLE group names an unknown section, or one outside the offered group (RFC 9143 §7.3).", "Group only sections that are there and were offered together."),
        new("codec_not_offered", 422, "Codec not offered", "The answer uses a codec that the offer does not have (RFC 3264 §6.1).", "Answer with codecs of the offer."),
        new("data_channel_not_allowed", 422, "Data channels not allowed", "Data channel sections are switched off by policy.", "Offer without a data channel."),
        new("direction_mismatch", 422, "Direction does not fit", "The answer's direction does not fit the offered one (RFC 3264 §6.1).", "Answer sendonly with recvonly or inactive, and so on."),
        new("file_transfer_not_allowed", 422, "File transfer not allowed", "File transfer sections are not part of this deployment's profile.", "Offer audio, video and data channels only."),
        new("fingerprint_invalid", 422, "Fingerprint invalid", "A fingerprint does not follow its grammar, or has the wrong length for its hash (RFC 8122 §5).", "Send the fingerprint of the DTLS certificate unchanged."),
        new("fingerprint_missing", 422, "Fingerprint missing", "A DTLS section carries no certificate fingerprint (RFC 8122 §5).", "Add a=fingerprint to the session or to each section."),
        new("fingerprint_too_weak", 422, "Fingerprint too weak", "A fingerprint uses a hash weaker than SHA-256.", "Use sha-256, sha-384 or sha-512."),
        new("fragment_line_not_allowed", 422, "Line not allowed in a fragment", "A trickle fragment carries a line that only a full description may carry (RFC 8840 §9).", "Send ICE lines only; put the rest into an offer."),
        new("ice_credentials_invalid", 422, "ICE credentials invalid", "An ICE user name fragment or password has a wrong length or character, or is given twice (RFC 8839 §5.4).", "Send the ICE agent's credentials unchanged."),
        new("ice_credentials_missing", 422, "ICE credentials missing", "A section has candidates but no ICE user name fragment and password (RFC 8839 §5.4).", "Add a=ice-ufrag and a=ice-pwd."),
        new("ice_lite_not_allowed", 422, "ICE lite not allowed", "ICE lite agents are switched off by policy.", "Use a full ICE agent."),
        new("keying_mismatch", 422, "Keying does not fit", "The answer secures a section in another way than was offered.", "Answer DTLS with DTLS, and a=crypto with a=crypto."),
        new("keying_missing", 422, "Keying missing", "An SRTP section carries neither a fingerprint nor a key.", "Add a=fingerprint, or a=crypto where policy allows it."),
        new("m_line_mismatch", 422, "Sections do not fit", "The answer's sections differ from the offer's in number, order, kind or transport (RFC 3264 §6).", "Answer each offered section in its place; reject one with port 0."),
        new("media_missing", 422, "No media", "The offer has no media section at all.", "Add a track or a data channel before making the offer."),
        new("mid_mismatch", 422, "mid does not fit", "A section's mid is used twice, or is not the offer's (RFC 5888 §9).", "Keep the offer's mids in the answer."),
        new("rejected_section_active", 422, "Rejected section active", "The answer revives a section that the offer has rejected (RFC 3264 §6).", "Answer a section of port 0 with port 0."),
        new("rtcp_mux_mismatch", 422, "RTCP multiplexing does not fit", "The answer's RTCP multiplexing does not fit the offered one (RFC 5761 §5.1.1).", "Answer with a=rtcp-mux only where it was offered, and always where it was offered as the only way."),
        new("sdes_not_allowed", 422, "Keys in SDP not allowed", "Keys in a=crypto lines are switched off by policy.", "Use DTLS-SRTP with a=fingerprint."),
        new("setup_role_invalid", 422, "DTLS role does not fit", "The DTLS role is unknown or does not fit the offered one (RFC 8842 §5).", "Answer actpass with active or passive."),
        new("srtp_answer_mismatch", 422, "SRTP answer does not fit", "The answer's a=crypto is not exactly one of those offered (RFC 4568 §5.1.2).", "Answer with one a=crypto line that has the tag and suite of an offered one."),
        new("srtp_key_invalid", 422, "SRTP key invalid", "An a=crypto key is missing, of the wrong length, all zero or used twice (RFC 4568 §6.1).", "Send a fresh random key of the suite's length."),
        new("srtp_required", 422, "SRTP required", "An active section would send its media without SRTP (RFC 8827 §6.5).", "Offer UDP/TLS/RTP/SAVPF, as browsers do, or RTP/SAVP with a=crypto."),
        new("srtp_session_parameter_not_allowed", 422, "SRTP parameter not allowed", "An a=crypto session parameter would switch off encryption, authentication or replay protection (RFC 4568 §6.3).", "Leave the parameter out."),
        new("srtp_suite_not_allowed", 422, "SRTP suite not allowed", "No a=crypto line of the section names a suite that the policy allows (RFC 4568 §6.2).", "Offer AEAD_AES_256_GCM or another allowed suite."),
        new("transport_not_allowed", 422, "Transport not allowed", "A section's transport is none that this service lets pass.", "Use UDP/TLS/RTP/SAVPF for media and UDP/DTLS/SCTP for data channels."),
    ];
}
