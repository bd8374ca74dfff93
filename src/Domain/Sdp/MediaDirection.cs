namespace Signaling.Domain.Sdp;

/// <summary>Which way a section's media may flow, seen from the side that wrote it (RFC 8866 §6.7).</summary>
[Flags]
public enum MediaDirection
{
    /// <summary>No media either way (<c>a=inactive</c>).</summary>
    Inactive = 0,

    /// <summary>The writer only sends (<c>a=sendonly</c>).</summary>
    SendOnly = 1,

    /// <summary>The writer only receives (<c>a=recvonly</c>).</summary>
    RecvOnly = 2,

    /// <summary>Both ways (<c>a=sendrecv</c>), also when nothing is said.</summary>
    SendRecv = SendOnly | RecvOnly,
}
