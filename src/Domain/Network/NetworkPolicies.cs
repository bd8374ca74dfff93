namespace Signaling.Domain.Network;

/// <summary>What the owner of a network wants.</summary>
public sealed record NetworkPolicies
{
    /// <summary>Whether media between inside and outside must use a relay (CALL-FLOWS #90). Default: false.</summary>
    public bool BlockDirectExternalMedia { get; init; }

    /// <summary>Whether UDP between devices inside is blocked (CALL-FLOWS #67). Default: false.</summary>
    public bool InternalUdpBlocked { get; init; }

    /// <summary>Whether the VPN lets media go past it (CALL-FLOWS #227). Default: false.</summary>
    public bool SplitTunnel { get; init; }

    /// <summary>Whether packets are shaped, sniffed or inspected on the way out (CALL-FLOWS #158). Default: false.</summary>
    public bool PacketShaper { get; init; }

    /// <summary>What becomes of candidates that lead through the VPN (CALL-FLOWS #156). Default: what the profile says (<see cref="Profile.VpnMedia"/>).</summary>
    public VpnMedia? MediaOverVpn { get; init; }

    /// <summary>Whether all media of this network's devices use a relay, between devices inside too. Default: false.</summary>
    public bool RelayOnly { get; init; }

    /// <summary>Whether media of this network's devices never use TCP, relays included: better no call than a bad one (CALL-FLOWS #12). Default: false.</summary>
    public bool UdpOnly { get; init; }
}
