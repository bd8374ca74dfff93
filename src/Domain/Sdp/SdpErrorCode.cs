namespace Signaling.Domain.Sdp;

/// <summary>Why a description, a candidate or a fragment was refused; on the wire in snake_case, never renamed.</summary>
public enum SdpErrorCode
{
    /// <summary>The text is not a session description: a line is missing, out of place or does not follow its grammar.</summary>
    SdpInvalid,

    /// <summary>The text has more bytes, lines, sections or attributes than allowed.</summary>
    SdpTooLarge,

    /// <summary>A candidate line does not follow its grammar.</summary>
    CandidateInvalid,

    /// <summary>The offer has no media section at all.</summary>
    MediaMissing,

    /// <summary>An active section would send its media without SRTP.</summary>
    SrtpRequired,

    /// <summary>A section's transport is none that this service lets pass.</summary>
    TransportNotAllowed,

    /// <summary>No <c>a=crypto</c> line of the section names a suite that the policy allows.</summary>
    SrtpSuiteNotAllowed,

    /// <summary>An <c>a=crypto</c> key is missing, of the wrong length, all zero or used twice.</summary>
    SrtpKeyInvalid,

    /// <summary>An <c>a=crypto</c> session parameter would switch off encryption, authentication or replay protection.</summary>
    SrtpSessionParameterNotAllowed,

    /// <summary>The answer's <c>a=crypto</c> is not exactly one of those offered.</summary>
    SrtpAnswerMismatch,

    /// <summary>Keys in <c>a=crypto</c> lines are switched off by policy.</summary>
    SdesNotAllowed,

    /// <summary>A DTLS section carries no certificate fingerprint.</summary>
    FingerprintMissing,

    /// <summary>A fingerprint does not follow its grammar or has the wrong length for its hash.</summary>
    FingerprintInvalid,

    /// <summary>A fingerprint uses a hash weaker than SHA-256.</summary>
    FingerprintTooWeak,

    /// <summary>An SRTP section carries neither a fingerprint nor a key.</summary>
    KeyingMissing,

    /// <summary>The answer secures a section in another way than was offered.</summary>
    KeyingMismatch,

    /// <summary>A section has candidates but no ICE user name fragment and password.</summary>
    IceCredentialsMissing,

    /// <summary>An ICE user name fragment or password has a wrong length or character, or is given twice.</summary>
    IceCredentialsInvalid,

    /// <summary>ICE lite agents are switched off by policy.</summary>
    IceLiteNotAllowed,

    /// <summary>The answer's sections differ from the offer's in number, order, kind or transport.</summary>
    MLineMismatch,

    /// <summary>A section's <c>mid</c> is used twice or is not the offer's.</summary>
    MidMismatch,

    /// <summary>A BUNDLE group names an unknown section or one outside the offered group.</summary>
    BundleMismatch,

    /// <summary>The DTLS role is unknown or does not fit the offered one.</summary>
    SetupRoleInvalid,

    /// <summary>The answer uses a codec that the offer does not have.</summary>
    CodecNotOffered,

    /// <summary>The answer revives a section that the offer has rejected.</summary>
    RejectedSectionActive,

    /// <summary>The answer's direction does not fit the offered one.</summary>
    DirectionMismatch,

    /// <summary>The answer's RTCP multiplexing does not fit the offered one.</summary>
    RtcpMuxMismatch,

    /// <summary>File transfer sections are not part of this deployment's profile.</summary>
    FileTransferNotAllowed,

    /// <summary>Data channel sections are switched off by policy.</summary>
    DataChannelNotAllowed,

    /// <summary>A trickle fragment carries a line that only a full description may carry, such as a fingerprint or a key.</summary>
    FragmentLineNotAllowed,
}
