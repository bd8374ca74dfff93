using Signaling.Domain.Network;
using Signaling.Domain.Network.Planning;
using Signaling.Domain.Quality;
using Signaling.Domain.Quality.Paths;
using Xunit;
using static Signaling.Domain.Quality.CandidateKind;
using static Signaling.Domain.Tests.Quality.Reports;

namespace Signaling.Domain.Tests.Quality;

/// <summary>Every cause of the table, produced once, with its fix.</summary>
public sealed class PathCausesTests
{
    private static readonly NetworkDocument Plain = Described;

    private static readonly Dictionary<PathCause, (Func<ExplainedCall> Call, string Because, string Fix)> Cases = new()
    {
        [PathCause.NoRelayReached] = (() => Explain(Plain, Inside(Plain).With(Failed(new PairResult { State = PairState.Failed })), Outside("ben")),
            "neither a direct way nor a relay answered from 10.1.0.0/16", "open UDP 3478–3481 and TCP 443 to turn.eu.example"),
        [PathCause.NoPairWorks] = (() => Explain(Plain, Inside(Plain).With(Failed(new PairResult { Local = CandidateKind.Relay, State = PairState.Failed })), Outside("ben")),
            "could not be reached through it", "let the relay turn.eu.example reach"),
        [PathCause.AsymmetricRouting] = (() => Explain(Circuit, Inside(Circuit).With(Reports.Relay(PathTransport.Udp)) with { Tally = OneWay }, Outside("ben")),
            "leave 10.1.0.0/16 by one path and answers come by another", "route every public prefix both ways over the same path"),
        [PathCause.NothingReceived] = (() => Explain(Plain, Inside(Plain).With(Reports.Relay(PathTransport.Udp)) with { Tally = OneWay }, Outside("ben")),
            "none come back", "through the firewall to 10.1.0.0/16"),
        [PathCause.MediaOverVpn] = (() => Explain(Plain, ViaVpn(Plain, "ann").With(Pair(Host, Srflx, address: "10.200.0.5")), Outside("ben")),
            "through the VPN", "split tunnel"),
        [PathCause.DirectDespitePolicy] = (() => Explain(NoDirect, Inside(NoDirect).With(Pair(Host, Srflx)), Outside("ben")),
            "firewall of hq lets it through", "block UDP from hq to anywhere but turn.eu.example"),
        [PathCause.ThirdPartyRelay] = (() => Explain(Plain, Inside(Plain).With(Reports.Relay(PathTransport.Udp, address: "192.0.2.99")), Outside("ben")),
            "the relay 192.0.2.99", "relayPools"),
        [PathCause.UdpToRelayForbidden] = (() => Explain(NoUdp, Inside(NoUdp).With(Reports.Relay(PathTransport.Tcp)), Outside("ben")),
            "the perimeter of hq passes no UDP to the relay", "open UDP 3478–3481 to turn.eu.example"),
        [PathCause.OnlyTlsToRelay] = (() => Explain(Plain, Inside(Plain).With(Reports.Relay(PathTransport.Tls, "turns:turn.eu.example:443?transport=tcp")), Outside("ben")),
            "neither UDP nor plain TCP to the relay gets out from 10.1.0.0/16", "TCP 443 to it pass uninspected"),
        [PathCause.UdpToRelayBlocked] = (() => Explain(Plain, Inside(Plain).With(Reports.Relay(PathTransport.Tcp)), Outside("ben")),
            "UDP to the relay is blocked from 10.1.0.0/16", "open UDP 3478–3481 to turn.eu.example"),
        [PathCause.DirectOverTcp] = (() => Explain(Plain, Inside(Plain).With(Pair(Host, Host, PathTransport.Tcp)), Inside(Plain, "ben")),
            "UDP between the two devices is blocked", "let UDP 1024–65535 pass from 10.1.0.0/16"),
        [PathCause.RelayOnlyByApp] = (() => Explain(Plain, Outside("ann").With(Reports.Relay(PathTransport.Udp) with { RelayOnly = true }), Outside("ben")),
            "the app asked for relays only", "iceTransportPolicy"),
        [PathCause.MediaServerMissing] = (() => PathExplainer.Explain(Network.Networks.Model(Plain), Outside("ann").With(Pair(Srflx, Srflx)), Outside("ben"), new PlannedNeeds(Recording: true), null),
            "take a media server", "nothing"),
        [PathCause.BetterPairUnused] = (() => Explain(Plain, Outside("ann").With(Reports.Relay(PathTransport.Udp) with { Pairs = [new() { Local = Srflx, Remote = Srflx, State = PairState.Succeeded }] }), Outside("ben")),
            "a pair that is direct through a NAT works", "update the browser"),
        [PathCause.DirectForbidden] = (() => Explain(NoDirect, Inside(NoDirect).With(Reports.Relay(PathTransport.Udp)), Outside("ben")),
            "the owner of hq forbids direct media", "blockDirectExternalMedia or relayOnly of hq"),
        [PathCause.InternalUdpBlocked] = (() => Explain(Plain, Inside(Plain).With(Reports.Relay(PathTransport.Udp)), Inside(Plain, "ben")),
            "UDP between devices inside hq is blocked", "between the segments of hq"),
        [PathCause.UdpToPeersForbidden] = (() => Explain(NoPeers, Inside(NoPeers).With(Reports.Relay(PathTransport.Udp)), Outside("ben")),
            "the perimeter of hq passes no UDP to the Internet", "out of hq"),
        [PathCause.DirectUnlikely] = (() => Explain(Plain, Inside(Plain).With(Reports.Relay(PathTransport.Udp)), Outside("ben")),
            "seldom pass firewalls", "a relay is the expected way"),
        [PathCause.NatBetween] = (() => Explain(Plain, Outside("ann").With(Reports.Relay(PathTransport.Udp)), Outside("ben")),
            "NATs or firewalls of the two", "keeps its mapping"),
        [PathCause.TwoRelays] = (() => Explain(Plain, Outside("ann").With(Reports.Relay(PathTransport.Udp, remote: CandidateKind.Relay)), Outside("ben")),
            "each side reaches its own relay only", "one relay is enough"),
        [PathCause.FarRelay] = (() => Explain(Plain, Outside("ann").With(Reports.Relay(PathTransport.Udp, "turn:turn.asia.example:3478")) with { Region = "eu" }, Outside("ben")),
            "stands in asia and the nearest in eu", "see that turn.eu.example can be reached"),
        [PathCause.BetterThanExpected] = (() => Explain(Plain, Inside(Plain).With(Pair(Srflx, Srflx)), Outside("ben")),
            "lets direct media through", "nothing"),
        [PathCause.SignalingSlow] = (() => Explain(Plain, Outside("ann").With(Pair(Srflx, Srflx) with { EdgeRoundTripMilliseconds = 6200 }), Outside("ben"), TimeSpan.FromSeconds(5)),
            "the way to the edge takes 6200 ms", "nearer edge"),
        [PathCause.PlaceUnknown] = (() => Explain(Plain, Nowhere("ann").With(Pair(Srflx, Srflx)), Outside("ben")),
            "hides the device's addresses", "declare its place"),
    };

    private static NetworkDocument NoDirect => Network.Networks.Hq(Plain, hq => hq with { Policies = new() { BlockDirectExternalMedia = true } });

    private static NetworkDocument NoUdp => Network.Networks.Hq(Plain, hq => hq with { Perimeters = [new() { Allow = [Https] }] });

    private static NetworkDocument NoPeers => Network.Networks.Hq(Plain, hq => hq with { Perimeters = [new() { Allow = [Https, new() { FirstPort = 3478, LastPort = 3481, Destination = PerimeterDestination.Service }] }] });

    private static NetworkDocument Circuit => Network.Networks.Teams(Feature.PrivateCircuit) with { CustomerNetworks = [Network.Networks.Teams(Feature.PrivateCircuit).CustomerNetworks[0] with { InternalPrefixes = ["10.1.0.0/16"] }] };

    private static PerimeterRule Https => new() { Protocol = PerimeterProtocol.Tcp, FirstPort = 443, LastPort = 443 };

    private static LegTally OneWay => Tally(sent: 500, received: 0);

    private static LegTally Tally(long sent, long received) => LegTally.Empty.Add(new TelemetrySample { Sequence = 1, WindowMilliseconds = 10_000, Network = new() { PacketsSent = sent, PacketsReceived = received } });

    public static TheoryData<PathCause> Causes => [.. Enum.GetValues<PathCause>()];

    [Theory, MemberData(nameof(Causes))]
    [Trait("CallFlow", "#2"), Trait("CallFlow", "#90"), Trait("CallFlow", "#143")]
    public void Explain_OfEachCause_NamesItAndItsFix(PathCause cause)
    {
        var (call, because, fix) = Cases[cause];

        var found = Assert.Single(call().Caller.Why, one => one.Cause == cause);

        Assert.Contains(because, found.Because, StringComparison.Ordinal);
        Assert.Contains(fix, found.Fix, StringComparison.Ordinal);
        Assert.True(found.Entry is > 0 and <= 315);
    }

    [Fact]
    public void Summary_OfTcpToTheRelay_IsTheWholeSentence() => Assert.Equal(
        "relayed over TCP, because UDP to the relay is blocked from 10.1.0.0/16; open UDP 3478–3481 to turn.eu.example",
        Explain(Plain, Inside(Plain).With(Reports.Relay(PathTransport.Tcp)), Outside("ben")).Caller.Summary);

    [Fact]
    public void Summary_OfWhatWasExpected_SaysSo() => Assert.Equal(
        "direct over UDP, as expected",
        Explain(Plain, Inside(Plain).With(Pair(Host, Host)), Inside(Plain, "ben").With(Pair(Host, Host))).Caller.Summary);

    /// <summary>What is in order has no cause: each rule would be seen here that holds always.</summary>
    [Fact]
    public void Why_OfWhatIsInOrder_IsEmpty()
    {
        var two = Tally(sent: 500, received: 500);

        Assert.Empty(Explain(Plain, Inside(Plain).With(Pair(Host, Host)) with { Region = "eu", Tally = two }, Inside(Plain, "ben").With(Pair(Host, Host)) with { Tally = two }, TimeSpan.FromSeconds(5)).Caller.Why);
        Assert.Empty(Explain(Plain, Outside("ann").With(Pair(Srflx, Srflx)) with { Region = "eu", Tally = two }, Outside("ben").With(Pair(Srflx, Srflx)), TimeSpan.FromSeconds(5)).Caller.Why);
        Assert.Equal([PathCause.DirectUnlikely], Explain(Plain, Inside(Plain).With(Reports.Relay(PathTransport.Udp, "turn:turn.eu.example:3478")) with { Region = "eu", Tally = two }, Outside("ben")).Caller.Why.Select(one => one.Cause));
    }

    [Fact]
    public void Why_OfOneThing_HasOneReason()
    {
        var why = Explain(NoUdp, Inside(NoUdp).With(Reports.Relay(PathTransport.Tls)), Outside("ben")).Caller.Why.Select(one => one.Cause);

        Assert.DoesNotContain(PathCause.OnlyTlsToRelay, why);
        Assert.Contains(PathCause.UdpToRelayForbidden, why);
    }
}
