using Signaling.Domain.Network;

namespace Signaling.Domain.Quality.Readiness;

/// <summary>What a report means. The client library draws the same conclusions; one file of cases holds both to it.</summary>
public static class ReportRules
{
    /// <summary>Judges one report.</summary>
    /// <param name="report">What was measured.</param>
    /// <param name="profile">Its ports, and whether all of them are needed (CALL-FLOWS #242).</param>
    /// <param name="needs">What the operator asks for.</param>
    /// <param name="splitTunnel">Whether the network lets media past its VPN (CALL-FLOWS #227).</param>
    public static ReportVerdict Judge(NetworkReport report, Profile profile, ReadinessNeeds needs, bool splitTunnel = false)
    {
        var nat = NatRules.Of(report.Mappings, report.Addresses);
        var kind = KindOf(report, nat);
        Finding[] findings =
        [
            .. ReportFindings.Names(report), .. ReportFindings.Edges(report), .. ReportFindings.Relays(report), .. ReportFindings.Untried(kind), .. ReportFindings.Nat(nat),
            .. ReportFindings.Path(report, needs), .. OverVpn(report) && !splitTunnel ? [VpnWarning.Of(profile, needs.VpnHelp)] : Array.Empty<Finding>(),
        ];
        return new(kind, GradeOf(report, kind, profile, findings), nat, [.. findings.OrderByDescending(one => one.Severity)]);
    }

    /// <summary>Whether a VPN lies on the way, as its user says or the browser shows.</summary>
    public static bool OverVpn(NetworkReport report) => report.DeclaredVpn ?? report.Addresses.Any(one => one.Adapter == "vpn");

    /// <summary>Whether somebody answered.</summary>
    internal static bool Answers(CheckState state) => state is CheckState.Open or CheckState.Refused;

    private static NetworkKind KindOf(NetworkReport report, NatVerdict nat) =>
        NoEdge(report) ? NetworkKind.Blocked
        : report.Relays.All(relay => relay.State == CheckState.NotTried) ? NetworkKind.Unknown
        : NoRelay(report) ? NetworkKind.Blocked
        : OverVpn(report) ? NetworkKind.Vpn
        : !report.Relays.Any(relay => relay.Transport == RelayTransport.Udp && Answers(relay.State)) && report.Relays.Any(relay => relay.Transport == RelayTransport.Udp) ? NetworkKind.UdpBlocked
        : nat.Kind == NatKind.Symmetric ? NetworkKind.SymmetricNat
        : NetworkKind.Open;

    private static ReadinessGrade GradeOf(NetworkReport report, NetworkKind kind, Profile profile, Finding[] findings) =>
        kind == NetworkKind.Blocked || (profile.Ports is { AllRequired: true } && report.Relays.Any(relay => relay.State is CheckState.Closed or CheckState.Unresolved)) ? ReadinessGrade.Blocked
        : findings.Any(one => one.Severity != Verdict.Pass) ? ReadinessGrade.Degraded
        : ReadinessGrade.Optimal;

    private static bool NoEdge(NetworkReport report) => report.Edges.Any(edge => edge.Https != CheckState.NotTried) && !report.Edges.Any(edge => edge.Https == CheckState.Open && edge.WebSocket is CheckState.Open or CheckState.NotTried);

    private static bool NoRelay(NetworkReport report) => !report.Relays.Any(relay => Answers(relay.State));
}
