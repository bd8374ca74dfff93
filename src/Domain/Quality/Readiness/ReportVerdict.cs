using Signaling.Domain.Network;

namespace Signaling.Domain.Quality.Readiness;

/// <summary>What a desk's network is like, in one word.</summary>
public enum NetworkKind
{
    /// <summary>No relay was tried, so that it cannot be told.</summary>
    Unknown,

    /// <summary>UDP gets through, and the translator, if there is one, lets direct calls through.</summary>
    Open,

    /// <summary>UDP gets through, and the translator maps every destination anew: media take a relay with most others.</summary>
    SymmetricNat,

    /// <summary>Relays answer over TCP only.</summary>
    UdpBlocked,

    /// <summary>A VPN lies on the way.</summary>
    Vpn,

    /// <summary>No relay answers, or no edge does.</summary>
    Blocked,
}

/// <summary>How ready a network is (CALL-FLOWS #220).</summary>
public enum ReadinessGrade
{
    /// <summary>Everything recommended is open.</summary>
    Optimal,

    /// <summary>Calls work, worse than they could.</summary>
    Degraded,

    /// <summary>Calls do not work.</summary>
    Blocked,
}

/// <summary>Something to do about a network.</summary>
/// <param name="Code">What.</param>
/// <param name="Severity">How grave.</param>
/// <param name="Where">Host, network or address that it is about; null for the whole.</param>
/// <param name="Fix">What to do, in words that can be sent to whoever runs the network.</param>
/// <param name="Entry">The entry of the call flow document behind it.</param>
public sealed record Finding(FindingCode Code, Verdict Severity, string? Where, string Fix, int Entry)
{
    /// <summary>Reasons, where the documents give several (CALL-FLOWS #228).</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>A page that says more; null when the operator has set none (CALL-FLOWS #157).</summary>
    public string? Help { get; init; }

    /// <summary>In how many reports it was found; 0 for what the network's description says.</summary>
    public int Reports { get; init; }
}

/// <summary>What may be found.</summary>
public enum FindingCode
{
    /// <summary>A name has no address (CALL-FLOWS #223).</summary>
    DnsResolution,

    /// <summary>An edge does not answer over HTTPS (CALL-FLOWS #219).</summary>
    EdgeUnreachable,

    /// <summary>WebSockets to an edge do not open (CALL-FLOWS #221).</summary>
    WebSocketBlocked,

    /// <summary>UDP to a relay is closed on all its ports (CALL-FLOWS #219).</summary>
    UdpBlocked,

    /// <summary>UDP to a relay is closed on some of its ports (CALL-FLOWS #220).</summary>
    UdpPortsClosed,

    /// <summary>TCP or TLS to a relay is closed (CALL-FLOWS #219).</summary>
    TcpBlocked,

    /// <summary>No relay was tried, since the deployment names none or no credentials were to be had (CALL-FLOWS #69).</summary>
    RelayNotTried,

    /// <summary>A relay answered and did not take the credentials.</summary>
    RelayRefused,

    /// <summary>The translator maps each destination anew (CALL-FLOWS #68).</summary>
    SymmetricNat,

    /// <summary>The translator changed a mapping while it was in use (CALL-FLOWS #224).</summary>
    NatMappingChanged,

    /// <summary>The way to the service takes a VPN that does not let media past it (CALL-FLOWS #227).</summary>
    MediaOverVpn,

    /// <summary>The round trip is longer than the operator allows (CALL-FLOWS #214).</summary>
    RoundTripHigh,

    /// <summary>More packets are lost than the operator allows (CALL-FLOWS #215).</summary>
    LossHigh,

    /// <summary>Delay changes more than the operator allows (CALL-FLOWS #216).</summary>
    JitterHigh,

    /// <summary>No report came with the question, so that the description alone is judged (CALL-FLOWS #222).</summary>
    NotMeasured,

    /// <summary>Nobody has assessed the network (CALL-FLOWS #3).</summary>
    AssessmentRecommended,

    /// <summary>Packets are shaped or inspected on the way (CALL-FLOWS #158).</summary>
    PacketShaper,

    /// <summary>A product that the profile needs (CALL-FLOWS #160).</summary>
    Dependency,

    /// <summary>Reports say otherwise than the description of the network (CALL-FLOWS #2).</summary>
    MeasuredOtherwise,

    /// <summary>A report comes from an address that the network does not have (CALL-FLOWS #1).</summary>
    ReportFromElsewhere,

    /// <summary>More devices stand behind an address than it can carry (CALL-FLOWS #225).</summary>
    PortExhaustionRisk,
}

/// <summary>What one report says.</summary>
/// <param name="Kind">In one word.</param>
/// <param name="Grade">How ready.</param>
/// <param name="Nat">The translator.</param>
/// <param name="Findings">What to do, the gravest first.</param>
public sealed record ReportVerdict(NetworkKind Kind, ReadinessGrade Grade, NatVerdict Nat, IReadOnlyList<Finding> Findings);
