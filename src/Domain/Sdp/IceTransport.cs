namespace Signaling.Domain.Sdp;

/// <summary>How a candidate is reached.</summary>
public enum IceTransport
{
    /// <summary>UDP (RFC 8839 §5.1).</summary>
    Udp,

    /// <summary>TCP, opened actively by the candidate's owner (RFC 6544 §4.5).</summary>
    TcpActive,

    /// <summary>TCP, waiting for the peer to open (RFC 6544 §4.5).</summary>
    TcpPassive,

    /// <summary>TCP by simultaneous open (RFC 6544 §4.5).</summary>
    TcpSimultaneous,
}
