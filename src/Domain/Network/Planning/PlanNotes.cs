namespace Signaling.Domain.Network.Planning;

/// <summary>Something that makes a call worse than it could be.</summary>
/// <param name="Code">What.</param>
/// <param name="Participant">Whose way; null for the whole call.</param>
/// <param name="Severity">How grave.</param>
/// <param name="Detail">What to do about it.</param>
/// <param name="Entry">The entry of the call flow document behind it.</param>
public sealed record PlanWarning(PlanWarningCode Code, string? Participant, Verdict Severity, string Detail, int Entry)
{
    /// <summary>Reasons, where the documents give several (CALL-FLOWS #228).</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];
}

/// <summary>Warnings of plans.</summary>
public enum PlanWarningCode
{
    /// <summary>UDP to the service is blocked (CALL-FLOWS #2).</summary>
    UdpBlocked,

    /// <summary>Media travel over TCP (CALL-FLOWS #12).</summary>
    MediaOverTcp,

    /// <summary>Media travel inside HTTP, the last resort (CALL-FLOWS #12).</summary>
    MediaTunnelledOverHttp,

    /// <summary>UDP between devices inside is blocked (CALL-FLOWS #67).</summary>
    InternalUdpBlocked,

    /// <summary>Media could go directly, and the network's owner forbids it (CALL-FLOWS #90).</summary>
    DirectMediaBlocked,

    /// <summary>The VPN may carry media (CALL-FLOWS #227).</summary>
    MediaOverVpn,

    /// <summary>Packets are shaped or inspected on the way (CALL-FLOWS #40, #158).</summary>
    PacketShaperOnPath,

    /// <summary>Both tenants' trunks would bypass, which is not allowed between tenants (CALL-FLOWS #137).</summary>
    BypassNotAllowedCrossTenant,

    /// <summary>The SBC cannot be reached from the Internet, so a remote user's media go through the service (CALL-FLOWS #126).</summary>
    BypassNotRoutable,

    /// <summary>The product of the profile has ended (CALL-FLOWS #173).</summary>
    RetiredProduct,

    /// <summary>The private circuit ends in another geography than the host's (CALL-FLOWS #181).</summary>
    CircuitNotPremium,
}

/// <summary>What was taken for granted.</summary>
public enum PlanAssumption
{
    /// <summary>Firewalls, NATs, proxies and routers are set up as recommended (CALL-FLOWS #169).</summary>
    RecommendedFirewallNatProxyRouter,

    /// <summary>Media between inside and outside do not get through directly (CALL-FLOWS #69, #210).</summary>
    DirectBlocked,

    /// <summary>Media get through directly (CALL-FLOWS #67, #68).</summary>
    DirectWorks,

    /// <summary>Other organizations have a private circuit as well (CALL-FLOWS #171).</summary>
    PeersHaveExpressRoute,

    /// <summary>The documents give a leg of this plan no number, or none that is stated outright (CALL-FLOWS #306).</summary>
    FlowInferred,

    /// <summary>The document names no region or relay, so that addresses are missing.</summary>
    ServiceNotDescribed,
}

/// <summary>What to expect.</summary>
public enum PlanHint
{
    /// <summary>The first packets towards the other tenant's relay are dropped until some come back (CALL-FLOWS #56, #113).</summary>
    InitialReverseBlock,

    /// <summary>The stream may come from a content network (CALL-FLOWS #193).</summary>
    ContentDeliveryNetwork,

    /// <summary>The user has left signaling and media (CALL-FLOWS #136).</summary>
    UserLeft,
}
