using Signaling.Domain.Quality;
using Xunit;
using static Signaling.Domain.Quality.CandidateKind;

namespace Signaling.Domain.Tests.Quality;

/// <summary>Which pair is taken.</summary>
public sealed class PairsTests
{
    [Fact]
    [Trait("CallFlow", "#38"), Trait("CallFlow", "#66"), Trait("CallFlow", "#62")]
    public void Best_OfWhatWorks_IsTheMostDirect()
    {
        PairResult host = Pair(Host, Host), nat = Pair(Srflx, Prflx), one = Pair(CandidateKind.Relay, Srflx), two = Pair(CandidateKind.Relay, CandidateKind.Relay);

        Assert.Same(host, Pairs.Best([two, one, nat, host]));
        Assert.Same(nat, Pairs.Best([two, one, nat, host with { State = PairState.Failed }]));
        Assert.Same(one, Pairs.Best([two, one]));
        Assert.Same(two, Pairs.Best([two]));
        Assert.Null(Pairs.Best([host with { State = PairState.Failed }, one with { State = PairState.InProgress }]));
    }

    [Fact]
    [Trait("CallFlow", "#12")]
    public void Best_OfOneKind_IsUdpThenTheQuickest()
    {
        PairResult udp = Pair(Relay, Host), tcp = udp with { Transport = PathTransport.Tcp, RoundTripMilliseconds = 1 }, quick = udp with { RoundTripMilliseconds = 20 }, slow = udp with { RoundTripMilliseconds = 90 };

        Assert.Same(udp, Pairs.Best([tcp, udp]));
        Assert.Same(quick, Pairs.Best([slow, quick]));
    }

    [Fact]
    [Trait("CallFlow", "#56")]
    public void Best_OfAPairThatLostItsFirstChecks_TakesIt()
    {
        var late = Pair(Host, Host) with { State = PairState.InProgress, ResponsesReceived = 1 };

        Assert.Same(late, Pairs.Best([late]));
        Assert.NotNull(MediaPath.Of(new() { State = ConnectivityState.Checking, Pairs = [late] }));
        Assert.Null(MediaPath.Of(new() { State = ConnectivityState.Checking, Pairs = [late with { ResponsesReceived = 0 }] }));
    }

    [Theory]
    [InlineData("turn:turn.example.com:3478?transport=udp", "turn.example.com")]
    [InlineData("turns:turn.example.com", "turn.example.com")]
    [InlineData("turn:[2001:db8::1]:443?transport=tcp", "2001:db8::1")]
    [InlineData("turn:", null)]
    [InlineData("stun:turn.example.com", null)]
    [InlineData("turn:<b>relay</b>:3478", null)]
    public void RelayHost_OfAnAddress_IsItsHost(string url, string? host) =>
        Assert.Equal(host, new MediaPath(MediaPathKind.Relayed, PathTransport.Udp, Relay, Host) { RelayUrl = url }.RelayHost);

    [Theory]
    [InlineData("10.1.2.3", AddressClass.Private)]
    [InlineData("192.0.0.9.local", AddressClass.Hidden)]
    [InlineData("9.9.9.9", AddressClass.Public)]
    [InlineData(null, AddressClass.Hidden)]
    public void ClassOf_AnAddress_TellsInsideFromOutside(string? address, AddressClass expected) => Assert.Equal(expected, MediaPath.ClassOf(address));

    private static PairResult Pair(CandidateKind local, CandidateKind remote) => new() { Local = local, Remote = remote, State = PairState.Succeeded };
}
