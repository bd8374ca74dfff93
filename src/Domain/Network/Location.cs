namespace Signaling.Domain.Network;

/// <summary>Where a participant is, as far as routes are concerned.</summary>
public enum Location
{
    /// <summary>It cannot be told; nothing is guessed.</summary>
    Unknown,

    /// <summary>On a segment that the customer manages (CALL-FLOWS #1).</summary>
    CustomerNetwork,

    /// <summary>On the Internet: at home, in a hotel, on a mobile network (CALL-FLOWS #5).</summary>
    Internet,

    /// <summary>On the Internet, with signaling that enters the customer network by VPN; media must not (CALL-FLOWS #91, #94).</summary>
    InternetViaVpn,

    /// <summary>On somebody else's private network, behind a strict firewall (CALL-FLOWS #6).</summary>
    GuestPrivateNetwork,

    /// <summary>On the network of another tenant that this one federates with (CALL-FLOWS #107).</summary>
    FederatedNetwork,
}
