namespace Signaling.Domain.Sdp;

/// <summary>What becomes of one candidate of a description.</summary>
public enum CandidateEdit
{
    /// <summary>It stays as it is.</summary>
    Keep,

    /// <summary>It stays, without the address that it was derived from (RFC 8839 §5.1).</summary>
    KeepWithoutRelated,

    /// <summary>It becomes the last of its section, of a lower priority than any type has (RFC 8445 §5.1.2.2).</summary>
    Last,

    /// <summary>It goes, and with it every trace of its address.</summary>
    Drop,
}

/// <summary>A candidate where it stands in a description.</summary>
/// <param name="Section">The section that it is for.</param>
/// <param name="Candidate">The candidate; for a default destination that no candidate line gives, one of type host made of it.</param>
/// <param name="IsDefault">Whether it is such a default destination, from <c>c=</c> and <c>m=</c> (RFC 8839 §4.2.1).</param>
public readonly record struct PlacedCandidate(MediaSection Section, IceCandidate Candidate, bool IsDefault);
