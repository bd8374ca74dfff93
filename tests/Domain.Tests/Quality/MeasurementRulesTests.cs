using Signaling.Domain.Quality;
using Xunit;
using static Signaling.Domain.Tests.Quality.Reports;

namespace Signaling.Domain.Tests.Quality;

/// <summary>Every range, from both sides.</summary>
public sealed class MeasurementRulesTests
{
    private static readonly TelemetrySample Fine = new() { Sequence = 1, WindowMilliseconds = 10_000 };

    public static TheoryData<string, TelemetrySample> Faulty => new()
    {
        { "samples[0].sequence", Fine with { Sequence = 0 } },
        { "samples[0].windowMilliseconds", Fine with { WindowMilliseconds = 99 } },
        { "samples[0].windowMilliseconds", Fine with { WindowMilliseconds = 600_001 } },
        { "samples[0].network.latency.kind", Fine with { Network = new() { Latency = new() { Milliseconds = 80 } } } },
        { "samples[0].network.latency.milliseconds", Fine with { Network = new() { Latency = new() { Kind = LatencyKind.Rtt, Milliseconds = -1 } } } },
        { "samples[0].network.loss.percent", Fine with { Network = new() { Loss = new() { Percent = 101 } } } },
        { "samples[0].network.loss.percent", Fine with { Network = new() { Loss = new() { Percent = double.NaN } } } },
        { "samples[0].network.loss.maxBurst", Fine with { Network = new() { Loss = new() { MaxBurst = -1 } } } },
        { "samples[0].network.jitter.delays", Fine with { Network = new() { Jitter = new() { Delays = new double[501] } } } },
        { "samples[0].network.media", Fine with { Network = new() { Media = [.. Enumerable.Repeat(new MediaFigures(), 9)] } } },
        { "samples[0].network.media[0].freezeMilliseconds", Fine with { Network = new() { Media = [new() { FreezeMilliseconds = 10_001 }] } } },
        { "samples[0].environment.audioLevel", Fine with { Environment = new() { AudioLevel = 1.1 } } },
        { "samples[0].device.platform", Fine with { Device = new() { Platform = new('x', 65) } } },
    };

    [Theory, MemberData(nameof(Faulty))]
    [Trait("CallFlow", "#213"), Trait("CallFlow", "#214"), Trait("CallFlow", "#215")]
    public void Check_OfAFigureOutOfRange_NamesIt(string path, TelemetrySample sample) => Assert.Equal(path, Assert.Single(MeasurementRules.Check([sample])).Path);

    [Fact]
    public void Check_OfTooManyOrNoSamples_IsRefused()
    {
        Assert.Empty(MeasurementRules.Check([Fine]));
        Assert.Equal("samples", Assert.Single(MeasurementRules.Check([])).Path);
        Assert.Equal("samples", Assert.Single(MeasurementRules.Check([.. Enumerable.Repeat(Fine, 21)])).Path);
        Assert.Equal("samples[0]", Assert.Single(MeasurementRules.Check([null])).Path);
    }

    public static TheoryData<string, ConnectivityReport> FaultyReports => new()
    {
        { "sequence", Relay(PathTransport.Tcp) with { Sequence = 0 } },
        { "selected", new() { Sequence = 1, State = ConnectivityState.Connected } },
        { "selected", Relay(PathTransport.Tcp) with { State = ConnectivityState.Failed } },
        { "selected.local", new() { Sequence = 1, Selected = new() { Remote = new() } } },
        { "selected.remote.relayProtocol", Relay(PathTransport.Tcp) with { Selected = new() { Local = new(), Remote = new() { Type = CandidateKind.Relay, RelayProtocol = PathTransport.Udp } } } },
        { "selected.local.protocol", Pair(CandidateKind.Host, CandidateKind.Host) with { Selected = new() { Local = new() { Protocol = PathTransport.Tls }, Remote = new() } } },
        { "selected.local.relayUrl", Relay(PathTransport.Tcp, "javascript:alert(1)") },
        { "selected.local.relayUrl", Relay(PathTransport.Tcp, "") },
        { "selected.local.relayUrl", Relay(PathTransport.Tcp, "turn:a relay\nand more:3478") },
        { "selected.roundTripMilliseconds", Relay(PathTransport.Tcp) with { Selected = new() { Local = new(), Remote = new(), RoundTripMilliseconds = 600_001 } } },
        { "pairs", Relay(PathTransport.Tcp) with { Pairs = [.. Enumerable.Repeat(new PairResult(), 65)] } },
        { "sections[0].mid", Relay(PathTransport.Tcp) with { Sections = [new(null, ConnectivityState.Connected)] } },
        { "hostAddresses[0]", Relay(PathTransport.Tcp) with { HostAddresses = [new('x', 257)] } },
    };

    [Theory, MemberData(nameof(FaultyReports))]
    public void Check_OfAFaultyReport_NamesTheFault(string path, ConnectivityReport report) => Assert.Equal(path, Assert.Single(MeasurementRules.Check(report)).Path);

    [Fact]
    [Trait("CallFlow", "#217")]
    public void Condensed_OfASample_HasTheJitterInPlaceOfItsDelays()
    {
        var kept = (Fine with { Network = new() { Jitter = new() { Delays = [10, 14, 11, 11], BufferMilliseconds = 60 } } }).Condensed();

        Assert.Equal((7.0 / 3, 60d, 0), (kept.Network!.Jitter!.Milliseconds!.Value, kept.Network.Jitter.BufferMilliseconds, kept.Network.Jitter.Delays.Count));
        Assert.Same(Fine, Fine.Condensed());
    }

    [Fact]
    [Trait("CallFlow", "#62")]
    public void Check_OfAReport_TakesPairsInPlaceOfTheSelectedOne()
    {
        Assert.Empty(MeasurementRules.Check(Relay(PathTransport.Tls)));
        Assert.Empty(MeasurementRules.Check(new ConnectivityReport { Sequence = 1, State = ConnectivityState.Connected, Pairs = [new() { State = PairState.Succeeded }] }));
        Assert.Empty(MeasurementRules.Check(Failed()));
    }
}
