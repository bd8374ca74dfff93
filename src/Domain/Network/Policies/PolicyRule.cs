namespace Signaling.Domain.Network.Policies;

/// <summary>Why a candidate is not passed on as it came.</summary>
public enum PolicyRule
{
    /// <summary>The owner of a network wants media between inside and outside to use a relay (<see cref="NetworkPolicies.BlockDirectExternalMedia"/>, CALL-FLOWS #90).</summary>
    DirectExternalMediaBlocked,

    /// <summary>The owner of a network wants all its media to use a relay (<see cref="NetworkPolicies.RelayOnly"/>).</summary>
    RelayOnly,

    /// <summary>Media between these two networks use a relay (<see cref="PairMedia.RelayOnly"/>).</summary>
    PairRelayOnly,

    /// <summary>There are no media between these two networks (<see cref="PairMedia.None"/>).</summary>
    PairForbidden,

    /// <summary>It leads through the VPN (CALL-FLOWS #156).</summary>
    MediaOverVpn,

    /// <summary>Its relay is none of the native ones (CALL-FLOWS #152).</summary>
    ForeignRelay,

    /// <summary>The owner of a network allows no media over TCP (<see cref="NetworkPolicies.UdpOnly"/>, CALL-FLOWS #12).</summary>
    UdpOnly,

    /// <summary>UDP between devices inside the network is blocked, so that this address cannot be reached (<see cref="NetworkPolicies.InternalUdpBlocked"/>, CALL-FLOWS #67).</summary>
    InternalUdpBlocked,
}

/// <summary>What the rules are, in words.</summary>
public static class PolicyRules
{
    /// <summary>The entry of the call flow document behind a rule.</summary>
    public static int Entry(this PolicyRule rule) => rule switch
    {
        PolicyRule.MediaOverVpn       => 156,
        PolicyRule.ForeignRelay       => 152,
        PolicyRule.UdpOnly            => 12,
        PolicyRule.InternalUdpBlocked => 67,
        _                             => 90,
    };

    /// <summary>Why, for people.</summary>
    public static string Reason(this PolicyRule rule) => rule switch
    {
        PolicyRule.DirectExternalMediaBlocked => "Media between inside and outside of this network go through a relay.",
        PolicyRule.RelayOnly                  => "All media of this network go through a relay.",
        PolicyRule.PairRelayOnly              => "Media between these two networks go through a relay.",
        PolicyRule.PairForbidden              => "There are no media between these two networks.",
        PolicyRule.MediaOverVpn               => "It leads through the VPN; media go past it.",
        PolicyRule.ForeignRelay               => "The relay is none of those that this network allows.",
        PolicyRule.UdpOnly                    => "Media of this network never use TCP.",
        _                                     => "UDP between devices inside this network is blocked.",
    };
}
