using Signaling.Domain.Network;
using Signaling.Domain.Network.Planning;

namespace Signaling.Domain.Quality.Paths;

/// <summary>The table of causes and fixes: one row a cause, the nearest first. A row says when it holds, why, and what to do.</summary>
internal static class PathCauses
{
    private const string RelayPorts = "UDP 3478–3481";

    private sealed record Row(PathCause Cause, int Entry, Verdict Severity, Func<PathCase, bool> Holds, Func<PathCase, string> Because, Func<PathCase, string> Fix)
    {
        /// <summary>Where it only warns, although the cause is graver by itself.</summary>
        public Func<PathCase, bool> IsMild { get; init; } = _ => false;
    }

    private static readonly Row[] Table =
    [
        new(PathCause.NoRelayReached, 2, Verdict.Fail, c => c.Failed && !c.ReachedRelay,
            c => $"neither a direct way nor a relay answered from {c.Whence}", c => $"open {RelayPorts} and TCP 443 to {c.Relay}, and see that relays are configured"),
        new(PathCause.NoPairWorks, 62, Verdict.Fail, c => c.Failed && c.ReachedRelay,
            _ => "a relay answered, and the other side could not be reached through it", c => $"let the relay {c.Relay} reach the other side's addresses and relay, and both sides send UDP to it"),
        new(PathCause.AsymmetricRouting, 143, Verdict.Fail, c => c.OneWay && c.HasTwoWays && !c.OtherIsSilent,
            c => $"packets leave {c.Whence} by one path and answers come by another, where a stateful firewall drops them", _ => "route every public prefix both ways over the same path: Internet or private circuit"),
        new(PathCause.NothingReceived, 143, Verdict.Fail, c => c.OneWay && (!c.HasTwoWays || c.OtherIsSilent),
            c => c.OtherIsSilent ? "media are sent and none come back, since the other side sends none" : "media are sent and none come back",
            c => c.OtherIsSilent ? "nothing, if it only listens; else see that its microphone or camera is on" : $"let answers in through the firewall to {c.Whence}, and see that the other side sends") { IsMild = c => c.OtherIsSilent },
        new(PathCause.MediaOverVpn, 156, Verdict.Fail, c => c.OverVpn is not (null or VpnMedia.Allowed),
            _ => "media travel through the VPN, which encrypts them twice and delays them", c => $"exclude {RelayPorts} and TCP 443 to {c.Relay} from the tunnel (split tunnel)") { IsMild = c => c.OverVpn == VpnMedia.Discouraged },
        new(PathCause.DirectDespitePolicy, 90, Verdict.Fail, c => c.IsDirect && c.OwnerForbidsDirect,
            c => $"the firewall of {c.Forbidding} lets it through although its owner forbids direct media here", c => $"block UDP from {c.Forbidding} to anywhere but {c.Relay}"),
        new(PathCause.ThirdPartyRelay, 152, Verdict.Fail, c => c.ForeignRelay is not null,
            c => $"the device uses the relay {c.ForeignRelay}, which is none of the native ones", _ => "take it out of the app's ICE servers, or add it to relayPools if it is native"),
        new(PathCause.UdpToRelayForbidden, 2, Verdict.Warn, c => c.TcpToRelay && c.PlannedTransport is PerimeterProtocol.Tcp or PerimeterProtocol.HttpTunnel,
            c => $"the perimeter of {c.Network} passes no UDP to the relay", c => $"open {RelayPorts} to {c.Relay}"),
        new(PathCause.OnlyTlsToRelay, 12, Verdict.Warn, c => c.TcpToRelay && c.Real!.Transport == PathTransport.Tls && !c.RelayAnsweredOver(PathTransport.Tcp),
            c => $"neither UDP nor plain TCP to the relay gets out from {c.Whence}", c => $"open {RelayPorts} to {c.Relay}, or let TCP 443 to it pass uninspected"),
        new(PathCause.UdpToRelayBlocked, 2, Verdict.Warn, c => c.TcpToRelay,
            c => $"UDP to the relay is blocked from {c.Whence}", c => $"open {RelayPorts} to {c.Relay}"),
        new(PathCause.DirectOverTcp, 72, Verdict.Warn, c => c.IsDirect && c.Real!.Transport == PathTransport.Tcp,
            _ => "UDP between the two devices is blocked", c => $"let UDP 1024–65535 pass from {c.Whence} to the other side"),
        new(PathCause.RelayOnlyByApp, 38, Verdict.Pass, c => c.IsRelayed && c.AnyRelayOnly,
            _ => "the app asked for relays only", _ => "nothing, if it is meant so; else leave out iceTransportPolicy: 'relay'"),
        new(PathCause.MediaServerMissing, 32, Verdict.Pass, c => c.Real is not null && c.PlannedMode == MediaMode.MediaServer,
            _ => "recording and transcription take a media server, which this version does not put into calls of two", _ => "nothing"),
        new(PathCause.BetterPairUnused, 66, Verdict.Warn, c => c.BetterPair is not null,
            c => $"the device chose it although a pair that is {c.BetterPair} works", _ => "nothing, if it just changed networks; else update the browser"),
        new(PathCause.DirectForbidden, 90, Verdict.Pass, c => c.IsRelayed && c.OwnerForbidsDirect,
            c => $"the owner of {c.Forbidding} forbids direct media here", c => $"nothing, if it is meant so; else turn off blockDirectExternalMedia or relayOnly of {c.Forbidding}, or allow the pair"),
        new(PathCause.InternalUdpBlocked, 67, Verdict.Warn, c => c.IsRelayed && c.Together && !c.OwnerForbidsDirect,
            c => $"UDP between devices inside {c.Network} is blocked", c => $"let UDP 1024–65535 pass between the segments of {c.Network}"),
        new(PathCause.UdpToPeersForbidden, 2, Verdict.Pass, c => c.IsRelayed && c.PerimeterBlocksPeers is not null,
            c => $"the perimeter of {c.PerimeterBlocksPeers} passes no UDP to the Internet but to the service", c => $"nothing; for direct media let UDP 1024–65535 out of {c.PerimeterBlocksPeers}"),
        new(PathCause.DirectUnlikely, 69, Verdict.Pass, c => c.IsRelayed && c.BothPlacesKnown && c.AnyInside && !c.Together,
            _ => "direct media between inside and outside seldom pass firewalls", _ => "nothing; a relay is the expected way"),
        new(PathCause.NatBetween, 68, Verdict.Pass, c => c.IsRelayed && c.BothPlacesKnown && !c.AnyInside,
            _ => "the NATs or firewalls of the two let nothing through directly", _ => "nothing; for a direct way one side needs a NAT that keeps its mapping for every destination"),
        new(PathCause.TwoRelays, 39, Verdict.Warn, c => c.Real?.Kind == MediaPathKind.RelayedTwice,
            _ => "each side reaches its own relay only", c => $"let both sides send UDP to {c.Relay}, so that one relay is enough"),
        new(PathCause.FarRelay, 78, Verdict.Warn, c => c.FarRelay is not null,
            c => $"the relay used stands in {c.FarRelay} and the nearest in {c.NearRegion}", c => $"see that {c.NearRelay} can be reached from {c.Whence}, and that the client signals to the edge in {c.NearRegion}"),
        new(PathCause.BetterThanExpected, 69, Verdict.Pass, c => c.IsDirect && c.Plan is { Mode: MediaMode.Relayed } && c.Plan.Assumptions.Contains(PlanAssumption.DirectBlocked),
            _ => "the firewall lets direct media through, which was not taken for granted", _ => "nothing"),
        new(PathCause.SignalingSlow, 16, Verdict.Warn, c => c.SlowSignaling is not null,
            c => $"the way to the edge takes {c.SlowSignaling:0} ms", _ => "let the client find a nearer edge, and see that no proxy holds HTTPS up"),
        new(PathCause.PlaceUnknown, 94, Verdict.Pass, c => c.Self.Place.Location == Location.Unknown,
            c => c.Doubt, _ => "describe the prefix in the network document, or have the client declare its place"),
    ];

    /// <summary>All causes that hold, the gravest first.</summary>
    public static IReadOnlyList<PathFinding> Of(PathCase one)
    {
        List<PathFinding> found = [];
        foreach (var row in Table)
        {
            if (!row.Holds(one) || (IsAboutUdpToRelay(row.Cause) && found.Exists(other => IsAboutUdpToRelay(other.Cause))) || (IsWhyRelayed(row.Cause) && found.Exists(other => IsWhyRelayed(other.Cause)))) continue;
            found.Add(new(row.Cause, row.IsMild(one) ? Verdict.Warn : row.Severity, row.Because(one), row.Fix(one), row.Entry));
        }

        return [.. found.OrderByDescending(finding => finding.Severity)]; // of equals the table's first stays first
    }

    /// <summary>Whether a cause is something beside the way, rather than the reason for it.</summary>
    public static bool IsAside(PathCause cause) => cause is PathCause.AsymmetricRouting or PathCause.NothingReceived or PathCause.MediaOverVpn or PathCause.ThirdPartyRelay or PathCause.FarRelay
        or PathCause.SignalingSlow or PathCause.PlaceUnknown;

    // Of several reasons for the same thing the first is the nearest.
    private static bool IsAboutUdpToRelay(PathCause cause) => cause is PathCause.UdpToRelayForbidden or PathCause.OnlyTlsToRelay or PathCause.UdpToRelayBlocked;

    private static bool IsWhyRelayed(PathCause cause) => cause is PathCause.RelayOnlyByApp or PathCause.BetterPairUnused or PathCause.DirectForbidden or PathCause.InternalUdpBlocked
        or PathCause.UdpToPeersForbidden or PathCause.DirectUnlikely or PathCause.NatBetween;
}
