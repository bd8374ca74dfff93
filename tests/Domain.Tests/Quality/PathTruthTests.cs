using Signaling.Domain.Network;
using Signaling.Domain.Quality;
using Signaling.Domain.Quality.Paths;
using Xunit;
using static Signaling.Domain.Quality.CandidateKind;
using static Signaling.Domain.Tests.Quality.Reports;

namespace Signaling.Domain.Tests.Quality;

/// <summary>A reason is given only where it is true, and the sentence says what matters most.</summary>
public sealed class PathTruthTests
{
    private static readonly NetworkDocument Plain = Described;

    private static readonly LegTally
        Sends = Tally(sent: 500, received: 0),
        Listens = Tally(sent: 0, received: 500);

    [Theory]
    [Trait("CallFlow", "#90")]
    [InlineData("hq"), InlineData("branch")]
    public void Forbidding_OfTwoNetworks_IsTheOneWhoseOwnerForbids(string owner)
    {
        var document = Plain with { CustomerNetworks = [.. Plain.CustomerNetworks.Select(one => one.Id == owner ? one with { Policies = new() { BlockDirectExternalMedia = true } } : one)] };
        var (ann, ben) = (Inside(document), Inside(document, "ben", "branch"));

        var relayed = Explain(document, ann.With(Reports.Relay(PathTransport.Udp)), ben).Caller.Why;
        var direct = Explain(document, ann.With(Pair(Srflx, Srflx)), ben).Caller.Why;

        Assert.Contains($"the owner of {owner} forbids", Assert.Single(relayed, one => one.Cause == PathCause.DirectForbidden).Because, StringComparison.Ordinal);
        Assert.Contains($"block UDP from {owner} ", Assert.Single(direct, one => one.Cause == PathCause.DirectDespitePolicy).Fix, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("CallFlow", "#2"), Trait("CallFlow", "#12")]
    [InlineData(PathTransport.Tcp, null, PathCause.UdpToRelayBlocked)]
    [InlineData(PathTransport.Tcp, PathTransport.Tcp, PathCause.UdpToRelayBlocked)]
    [InlineData(PathTransport.Tcp, PathTransport.Udp, null)]
    [InlineData(PathTransport.Tls, null, PathCause.OnlyTlsToRelay)]
    [InlineData(PathTransport.Tls, PathTransport.Tcp, PathCause.UdpToRelayBlocked)]
    [InlineData(PathTransport.Tls, PathTransport.Udp, null)]
    public void Explain_OfAnotherTransportToTheRelay_SaysThatItIsBlockedOnlyWhereItWas(PathTransport used, PathTransport? answered, PathCause? cause)
    {
        var report = Reports.Relay(used) with { Pairs = answered is { } over ? [new() { Local = CandidateKind.Relay, Transport = over, State = PairState.Failed }] : [] };

        var found = Explain(Plain, Inside(Plain).With(report), Outside("ben")).Caller.Why.Select(one => one.Cause);

        Assert.Equal(cause is { } expected ? [expected] : [], found.Intersect([PathCause.UdpToRelayBlocked, PathCause.OnlyTlsToRelay, PathCause.UdpToRelayForbidden]));
    }

    [Fact]
    [Trait("CallFlow", "#12"), Trait("CallFlow", "#66")]
    public void Explain_OfTcpAlthoughUdpToTheRelayWorks_SaysSo()
    {
        var report = Reports.Relay(PathTransport.Tcp) with { Pairs = [new() { Local = CandidateKind.Relay, Remote = Srflx, State = PairState.Succeeded }] };

        Assert.StartsWith("relayed over TCP, because the device chose it although a pair that is relayed over UDP works", Explain(Plain, Outside("ann").With(report), Outside("ben")).Caller.Summary, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("CallFlow", "#90")]
    public void Explain_OfABetterPairThatTheOwnerForbids_NamesTheOwner()
    {
        var document = Network.Networks.Hq(Plain, hq => hq with { Policies = new() { BlockDirectExternalMedia = true } });
        var report = Reports.Relay(PathTransport.Udp) with { Pairs = [new() { Local = Srflx, Remote = Srflx, State = PairState.Succeeded }] };

        Assert.Equal([PathCause.DirectForbidden], Explain(document, Inside(document).With(report), Outside("ben")).Caller.Why.Select(one => one.Cause));
    }

    [Fact]
    [Trait("CallFlow", "#143")]
    public void Explain_OfAnotherSideThatSendsNothing_BlamesNoFirewall()
    {
        var ann = Inside(Plain).With(Reports.Relay(PathTransport.Udp)) with { Tally = Sends };

        var blocked = Assert.Single(Explain(Plain, ann, Outside("ben") with { Tally = Sends }).Caller.Why, one => one.Cause == PathCause.NothingReceived);
        var silent = Assert.Single(Explain(Plain, ann, Outside("ben") with { Tally = Listens }).Caller.Why, one => one.Cause == PathCause.NothingReceived);

        Assert.Equal((Verdict.Fail, true), (blocked.Severity, blocked.Fix.Contains("firewall", StringComparison.Ordinal)));
        Assert.Equal((Verdict.Warn, false), (silent.Severity, silent.Fix.Contains("firewall", StringComparison.Ordinal)));
        Assert.DoesNotContain(Explain(Plain, Outside("ann").With(Pair(Srflx, Srflx)) with { Tally = Listens }, Outside("ben") with { Tally = Sends }).Caller.Why, one => one.Cause == PathCause.NothingReceived);
    }

    [Theory]
    [Trait("CallFlow", "#156"), Trait("CallFlow", "#240")]
    [InlineData(VpnMedia.Forbidden, Verdict.Fail, false)]
    [InlineData(VpnMedia.Discouraged, Verdict.Warn, false)]
    [InlineData(VpnMedia.Allowed, null, true)]
    public void Explain_OfMediaThroughTheVpn_MindsThemAsTheOwnerDoes(VpnMedia owner, Verdict? severity, bool asExpected)
    {
        var document = Network.Networks.Hq(Plain, hq => hq with { Policies = new() { MediaOverVpn = owner } });

        var leg = Explain(document, ViaVpn(document, "ann").With(Pair(Host, Srflx, address: "10.200.0.5")), Outside("ben")).Caller;

        Assert.Equal((severity, asExpected), (leg.Why.FirstOrDefault(one => one.Cause == PathCause.MediaOverVpn)?.Severity, leg.AsExpected));
    }

    [Fact]
    public void Why_OfSeveralReasons_HasTheGravestFirst()
    {
        var leg = Explain(Plain, Inside(Plain).With(Reports.Relay(PathTransport.Udp, "turn:turn.asia.example:3478", remote: CandidateKind.Relay)) with { Region = "eu", Tally = Sends }, Outside("ben")).Caller;

        Assert.Equal([PathCause.NothingReceived, PathCause.TwoRelays, PathCause.FarRelay, PathCause.DirectUnlikely], leg.Why.Select(one => one.Cause));
    }

    [Fact]
    public void Summary_OfWhatIsBesideTheWay_DoesNotGiveItAsItsReason()
    {
        var slow = Explain(Plain, Outside("ann").With(Pair(Srflx, Srflx) with { EdgeRoundTripMilliseconds = 6200 }), Outside("ben"), TimeSpan.FromSeconds(5)).Caller;
        var silent = Explain(Plain, Inside(Plain).With(Reports.Relay(PathTransport.Udp)) with { Tally = Sends }, Outside("ben")).Caller;
        var twice = Explain(Plain, Inside(Plain).With(Reports.Relay(PathTransport.Udp, remote: CandidateKind.Relay)), Outside("ben")).Caller;

        Assert.Equal("direct through a NAT over UDP, as expected, but the way to the edge takes 6200 ms; let the client find a nearer edge, and see that no proxy holds HTTPS up", slow.Summary);
        Assert.StartsWith("relayed over UDP, as expected, but media are sent and none come back; let answers in through the firewall to 10.1.0.0/16", silent.Summary, StringComparison.Ordinal);
        Assert.StartsWith("relayed twice over UDP, because each side reaches its own relay only; let both sides send UDP to ", twice.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Summary_OfAPathThatNoLongerAnswers_SaysSo() => Assert.Equal(
        "interrupted: direct over UDP, as expected",
        Explain(Plain, Inside(Plain).With(Pair(Host, Host) with { State = ConnectivityState.Disconnected }), Inside(Plain, "ben")).Caller.Summary);

    [Theory]
    [Trait("CallFlow", "#67")]
    [InlineData(Host, MediaPathKind.Direct)]
    [InlineData(Prflx, MediaPathKind.DirectThroughNat)]
    [InlineData(null, MediaPathKind.DirectThroughNat)]
    public void Explain_OfAnEndThatOnlyTheChecksHaveShown_TakesTheOtherSidesWord(CandidateKind? bens, MediaPathKind kind)
    {
        // So browsers report that hide their addresses, though both are in one room.
        var ben = Inside(Plain, "ben");

        var call = Explain(Plain, Inside(Plain).With(Pair(Host, Prflx)), bens is { } own ? ben.With(Pair(own, Prflx)) : ben);

        Assert.Equal((kind, Prflx), (call.Caller.Real!.Kind, call.Caller.Real.Remote));
    }

    [Fact]
    public void Explain_OfTwoWhoseReportsCannotBothBeTrue_SaysSo()
    {
        var (direct, relayed) = (Pair(Srflx, Srflx), Pair(Srflx, CandidateKind.Relay));

        Assert.True(Explain(Plain, Outside("ann").With(direct), Outside("ben").With(Reports.Relay(PathTransport.Udp))).Disagree);
        Assert.False(Explain(Plain, Outside("ann").With(relayed), Outside("ben").With(Reports.Relay(PathTransport.Udp))).Disagree);
        Assert.False(Explain(Plain, Outside("ann").With(direct), Outside("ben").With(Failed())).Disagree);
        Assert.False(Explain(Plain, Outside("ann").With(direct), Outside("ben")).Disagree);
    }

    [Fact]
    [Trait("CallFlow", "#2")]
    public void Whence_OfAUser_IsWhatAFirewallsOwnerFinds()
    {
        var source = Address.TryParse("192.0.2.9", out var v4) ? v4 : default;
        var six = Address.TryParse("2001:DB8:0:0::7", out var v6) ? v6 : default;

        Assert.Equal("10.1.0.0/16", Inside(Plain).Whence);
        Assert.Equal("192.0.2.9", (Outside("ann") with { Source = source }).Whence);
        Assert.Equal("2001:db8::7", (Outside("ann") with { Source = six }).Whence);
        Assert.Equal("where this user is", Outside("ann").Whence);
        Assert.Equal("outside the VPN", (ViaVpn(Plain, "ann") with { Source = source }).Whence); // where media go: not the office, through which signaling comes
        Assert.Equal("where the other side is", (Inside(Plain) with { IsOther = true }).Whence);
    }

    private static LegTally Tally(long sent, long received) => LegTally.Empty.Add(new TelemetrySample { Sequence = 1, WindowMilliseconds = 10_000, Network = new() { PacketsSent = sent, PacketsReceived = received } });
}
