using System.Text;
using System.Text.Json;
using Signaling.Api.Network;
using Signaling.Api.Quality;
using Signaling.Domain.Quality;
using Xunit;

namespace Signaling.Api.Tests.Quality;

/// <summary>What is kept of reports is all that they said, in little room.</summary>
public sealed class KeptReportTests
{
    // As the client library sends it of a call with sound and picture in both directions.
    private static readonly TelemetrySample Usual = DocumentJson.Read<TelemetrySample>("""
        {"sequence":117,"windowMilliseconds":10003,"network":{"latency":{"kind":"rtt","milliseconds":48.25},"loss":{"percent":0.31,"maxBurst":2},"jitter":{"milliseconds":7.25,"bufferMilliseconds":62.18},
        "packetsSent":1893,"packetsReceived":1882,"edgeRoundTripMilliseconds":22.4,"media":[
        {"kind":"audio","direction":"receive","codec":"opus","bitrateKbps":31.87,"freezes":1,"freezeMilliseconds":20},{"kind":"video","direction":"receive","codec":"VP8","bitrateKbps":1201.33,"freezes":0,"freezeMilliseconds":0},
        {"kind":"audio","direction":"send","codec":"opus","bitrateKbps":32.11},{"kind":"video","direction":"send","codec":"VP8","bitrateKbps":1190.02}]},
        "device":{"cpuLimited":false,"framesPerSecond":30,"microphoneSilent":false},"environment":{"networkType":"wifi","audioLevel":0.11,"echoReturnLossDecibels":30.5}}
        """);

    // As large as anybody may send it.
    private static readonly TelemetrySample Largest = Usual with
    {
        Sequence = 1_000_000,
        WindowMilliseconds = 600_000,
        Network = Usual.Network! with
        {
            Jitter = new() { BufferMilliseconds = 599_999.1234567891, Delays = [.. Enumerable.Range(0, 500).Select(number => 123_456.78901234567 + number)] },
            Media = [.. Enumerable.Repeat(new MediaFigures { Direction = FlowDirection.Receive, Codec = new('\u4f60', 64), BitrateKbps = 9_999_999.123456789, Freezes = 1_000_000, FreezeMilliseconds = 599_999.1234567891 }, 8)],
        },
        Device = new() { Platform = new('\u4f60', 64), CpuLimited = true, MicrophoneSilent = true, FramesPerSecond = 999.1234567891234 },
        Environment = new() { NetworkType = new('\u4f60', 32), AudioLevel = 0.1234567891234567, EchoReturnLossDecibels = 199.1234567891234 },
    };

    [Fact]
    [Trait("CallFlow", "#231")]
    public void Read_OfWhatWasWritten_IsTheSame()
    {
        Assert.Empty(MeasurementRules.Check([Usual, Largest]));
        Assert.Equal(Text(Usual), Text(KeptReport.Read<TelemetrySample>(KeptReport.Write(Usual))));
        Assert.Equal(Text(Largest.Condensed()), Text(KeptReport.Read<TelemetrySample>(KeptReport.Write(Largest.Condensed()))));
        TelemetrySample nothing = new() { Sequence = 1, WindowMilliseconds = 100, Network = new() { Loss = new(), Latency = new() { Kind = LatencyKind.OneWay }, PacketsReceived = 0 } };
        Assert.Equal(Text(nothing), Text(KeptReport.Read<TelemetrySample>(KeptReport.Write(nothing))));

        KeptReport path = new(new()
        {
            Sequence = 3, State = ConnectivityState.Connected, HostAddresses = ["10.1.2.3", "x.local"], ViaVpn = true, RelayOnly = true, EdgeRoundTripMilliseconds = 0,
            Selected = new() { Local = new() { Type = CandidateKind.Relay, RelayProtocol = PathTransport.Udp, RelayUrl = "turn:turn.example.com", Address = "203.0.113.5" }, Remote = new(), RoundTripMilliseconds = 48.5 },
            Pairs = [new() { Local = CandidateKind.Prflx, State = PairState.Succeeded, ResponsesReceived = 3 }, new()], Sections = [new("0", ConnectivityState.Connected), new("1", default)],
        }, "198.51.100.7", "eu");
        Assert.Equal(Text(path), Text(KeptReport.Read<KeptReport>(KeptReport.Write(path))));
    }

    /// <summary>240 samples of a full call take some 90 KB; as they come on the wire they would take 260.</summary>
    [Fact]
    public void Write_OfASample_TakesLittleRoom()
    {
        Assert.InRange(KeptReport.Write(Usual.Condensed()).Length, 300, 400);
        Assert.InRange(DocumentJson.Write(Usual).Length, 900, 1_200);
        Assert.InRange(KeptReport.Write(Largest.Condensed()).Length, 1_000, 3_500);
    }

    private static string Text<T>(T report) => JsonSerializer.Serialize(JsonDocument.Parse(Encoding.UTF8.GetBytes(DocumentJson.Write(report))));
}
