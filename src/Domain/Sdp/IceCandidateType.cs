namespace Signaling.Domain.Sdp;

/// <summary>Where a candidate's address comes from (RFC 8445 §5.1.1).</summary>
public enum IceCandidateType
{
    /// <summary>An address of the device itself (<c>host</c>).</summary>
    Host,

    /// <summary>The address a STUN server sees (<c>srflx</c>).</summary>
    ServerReflexive,

    /// <summary>The address a peer saw in a connectivity check (<c>prflx</c>).</summary>
    PeerReflexive,

    /// <summary>An address on a relay (<c>relay</c>).</summary>
    Relayed,
}
