using System.Globalization;
using static Signaling.Domain.Network.Verdict;

namespace Signaling.Domain.Quality.Readiness;

/// <summary>What is wrong in a report, each with words that can be sent to whoever runs the network.</summary>
internal static class ReportFindings
{
    public static IEnumerable<Finding> Names(NetworkReport report) =>
        report.Names.Where(name => name.State == CheckState.Unresolved).Select(name => name.Host)
            .Concat(report.Relays.Where(relay => relay.State == CheckState.Unresolved).Select(relay => relay.Host)).Distinct()
            .Select(host => new Finding(FindingCode.DnsResolution, Fail, host, $"The name {host} has no address here. Let the name servers of this network resolve it, and those that it asks.", 223));

    public static IEnumerable<Finding> Edges(NetworkReport report)
    {
        var unresolved = report.Names.Where(name => name.State == CheckState.Unresolved).Select(name => name.Host).ToHashSet();
        foreach (var edge in report.Edges)
        {
            var host = HostOf(edge.Url);
            if (edge.Https == CheckState.Closed && !unresolved.Contains(host)) yield return new(FindingCode.EdgeUnreachable, report.Edges.Any(one => one.Https == CheckState.Open) ? Warn : Fail, host, $"HTTPS to {host} is blocked: ask for TCP {PortOf(edge.Url)} outwards to it.", 219);
            if (edge.Https == CheckState.Open && edge.WebSocket == CheckState.Closed) yield return new(FindingCode.WebSocketBlocked, Fail, host, $"WebSockets to {host} are blocked: let the proxy or firewall pass `Upgrade: websocket` to it, or take it out of inspection.", 221);
        }
    }

    public static IEnumerable<Finding> Relays(NetworkReport report)
    {
        foreach (var relay in report.Relays.Where(relay => relay.State is not (CheckState.NotTried or CheckState.Unresolved)).GroupBy(relay => (relay.Host, Udp: relay.Transport == RelayTransport.Udp)))
        {
            var (host, udp) = relay.Key;
            var closed = relay.Where(one => one.State == CheckState.Closed).Select(one => one.Port).Distinct().Order().ToArray();
            var refused = relay.Any(one => one.State == CheckState.Refused);
            if (refused) yield return new(FindingCode.RelayRefused, Fail, host, $"The relay {host} answers and does not take the credentials. This is no fault of the network: its secret is not the edge's, or its clock is wrong. Tell the service's operator.", 75);
            if (closed.Length == 0) continue;
            var ports = Ports(closed);
            if (!udp) yield return new(FindingCode.TcpBlocked, Warn, host, $"TCP {ports} to {host} is blocked or does not pass TLS: ask for TCP {ports} outwards to it, without inspection. Where UDP is closed, media have no other way.", 219);
            else if (relay.Any(one => ReportRules.Answers(one.State))) yield return new(FindingCode.UdpPortsClosed, Warn, host, $"UDP {ports} to {host} is blocked, other ports are open: ask for UDP {ports} outwards to it.", 220);
            else yield return new(FindingCode.UdpBlocked, Warn, host, $"UDP {ports} to {host} is blocked: ask for UDP {ports} outwards to it, with answers let back in. Until then media go over TCP, with more delay.", 219);
        }
    }

    public static IEnumerable<Finding> Untried(NetworkKind kind)
    {
        if (kind == NetworkKind.Unknown) yield return new(FindingCode.RelayNotTried, Warn, null, "No relay was tried. Where media do not get through directly they need one: the service's operator names a TURN server in the edge's settings (`Relays`); then test again.", 69);
    }

    public static IEnumerable<Finding> Nat(NatVerdict nat)
    {
        if (nat.Kind == NatKind.Symmetric) yield return new(FindingCode.SymmetricNat, Warn, null, "The translator (NAT) gives every destination another port, so that media take a relay even where a direct way would be shorter. Where the device allows, set it to endpoint-independent mapping (RFC 4787, REQ-1).", 68);
        if (nat.Stable is false) yield return new(FindingCode.NatMappingChanged, Fail, null, $"The firewall changed a mapping that was in use ({nat.Change}); calls break when it does. Let UDP mappings stay as long as they are used, on one public address for each device.", 224);
    }

    public static IEnumerable<Finding> Path(NetworkReport report, ReadinessNeeds needs)
    {
        if (report.Path is not { } path) yield break;
        if (path.RoundTripMs > needs.MaxRoundTripMs) yield return new(FindingCode.RoundTripHigh, Warn, null, $"The round trip through the relay takes {Number(path.RoundTripMs)} ms, {Number(needs.MaxRoundTripMs)} are allowed. Look for detours: a proxy, a VPN, a far Internet breakout.", 214);
        if (path.LossPercent > needs.MaxLossPercent) yield return new(FindingCode.LossHigh, Warn, null, $"{Number(path.LossPercent)} % of packets are lost, {path.LongestLoss} in a row at most; {Number(needs.MaxLossPercent)} % are allowed. Look for congestion, Wi-Fi and shaping.", 215);
        if (path.JitterMs > needs.MaxJitterMs) yield return new(FindingCode.JitterHigh, Warn, null, $"Delay changes by {Number(path.JitterMs)} ms from packet to packet, {Number(needs.MaxJitterMs)} are allowed. Look for congestion and Wi-Fi, and prefer media under load.", 216);
    }

    /// <summary>Ports as people write them: <c>3478–3481</c>, <c>80, 443</c>.</summary>
    public static string Ports(IReadOnlyList<int> ports)
    {
        List<string> parts = [];
        for (var i = 0; i < ports.Count;)
        {
            var end = i;
            while (end + 1 < ports.Count && ports[end + 1] == ports[end] + 1) end++;
            parts.Add(end - i < 2 ? string.Join(", ", ports.Skip(i).Take(end - i + 1)) : $"{ports[i]}–{ports[end]}");
            i = end + 1;
        }

        return string.Join(", ", parts);
    }

    private static string HostOf(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? parsed.IdnHost : url ?? "";

    private static int PortOf(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? parsed.Port : 443;

    private static string Number(double? value) => value?.ToString("0.#", CultureInfo.InvariantCulture) ?? "";
}
