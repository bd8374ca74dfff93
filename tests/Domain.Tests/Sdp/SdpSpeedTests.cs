using System.Diagnostics;
using System.Text;
using Signaling.Domain.Sdp;
using Xunit;

namespace Signaling.Domain.Tests.Sdp;

/// <summary>Tests of time run alone, so that others do not slow them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>What parsing costs: time and memory for a usual description, and no way to make it cost much more.</summary>
[Collection(nameof(Alone))]
public class SdpSpeedTests(ITestOutputHelper output)
{
    private const string Head = "v=0\r\no=- 1 2 IN IP4 h\r\ns=-\r\nt=0 0\r\n";

    private static readonly SdpLimits NoLimits = new()
    {
        MaxBytes = int.MaxValue, MaxLines = int.MaxValue, MaxMediaSections = int.MaxValue, MaxAttributesPerSection = int.MaxValue, MaxLineLength = int.MaxValue - 1,
    };

    private static readonly string Codecs = "m=audio 9 RTP/SAVPF " + string.Join(' ', Enumerable.Range(0, 128)) + "\r\n"
        + string.Concat(Enumerable.Range(0, 128).Select(type => $"a=rtpmap:{type} c{type}/8000\r\n"));

    private static readonly Dictionary<string, Func<int, string>> Hostile = new(StringComparer.Ordinal)
    {
        ["one giant line"] = size => Head + "a=x:" + new string('x', size),
        ["one giant line of candidates"] = size => Head + "m=audio 9 RTP/SAVPF 0\r\na=candidate:1 1 udp 1 192.0.2.1 1 typ host" + Repeat(" a b", size),
        ["many attributes"] = size => Head + "m=audio 9 UDP/TLS/RTP/SAVPF 0\r\n" + Repeat("a=x\r\n", size),
        ["many session attributes"] = size => Head + Repeat("a=x\r\n", size),
        ["many candidates"] = size => Head + "m=audio 9 RTP/SAVPF 0\r\n" + Repeat("a=candidate:1 1 udp 1 ::1 1 typ host\r\n", size),
        ["many keys"] = size => Head + "m=audio 9 RTP/SAVP 0\r\n" + Keys(size),
        ["many fingerprints"] = size => Head + $"a=fingerprint:{Texts.Fingerprint}\r\n" + "m=audio 9 RTP/SAVPF 0\r\n" + Repeat($"a=fingerprint:{Texts.Fingerprint}\r\n", size),
        ["many formats"] = size => Head + "m=audio 9 RTP/SAVPF" + Repeat(" 0 8 127", size),
        ["many codecs"] = size => Head + $"a=fingerprint:{Texts.Fingerprint}\r\n" + Repeat(Codecs, size),
        ["many sections"] = size => Head + $"a=fingerprint:{Texts.Fingerprint}\r\n" + Repeat("m=audio 9 RTP/SAVPF 0\r\n", size),
        ["one giant bundle"] = size => Head + "a=group:BUNDLE" + Repeat(" 0", size) + "\r\nm=audio 9 RTP/SAVPF 0\r\na=mid:0",
        ["many bundles"] = size => Head + Repeat("a=group:BUNDLE 0 1\r\n", size) + "m=audio 9 RTP/SAVPF 0\r\na=mid:0",
        ["blank lines"] = size => Head + Repeat("\r\n", size) + "x",
        ["blank lines at the end"] = size => Head + Repeat("\n", size),
        ["half characters"] = size => Head + "a=x:" + Repeat("😀", size),
        ["spaces"] = size => Head + "m=audio 9 RTP/SAVPF" + new string(' ', size) + "0",
        ["colons"] = size => Head + "a=x" + new string(':', size),
    };

    public static TheoryData<string> Kinds => [.. Hostile.Keys];

    [Theory, MemberData(nameof(Kinds))]
    public void TryParse_HostileQuarterMegabyte_TakesLinearTime(string kind)
    {
        string small = Hostile[kind](64 * 1024), large = Hostile[kind](256 * 1024);
        var (smallTime, largeTime) = (Fastest(small, NoLimits), Fastest(large, NoLimits));

        output.WriteLine($"{kind}: {smallTime.TotalMilliseconds:0.00} ms for 64 kB, {largeTime.TotalMilliseconds:0.00} ms for 256 kB");
        // Four times the text; a quadratic step would take sixteen times as long. Below the floor the clock says nothing.
        Assert.True(largeTime < TimeSpan.FromMilliseconds(5) || largeTime < smallTime * 9, $"{smallTime} became {largeTime}");
        Assert.True(Fastest(large, SdpLimits.Default) < TimeSpan.FromMilliseconds(150));
    }

    [Fact]
    public void TryParse_SixteenKilobytes_IsFastAndAllocatesLittle()
    {
        var text = SixteenKilobytes();
        var (p50, p99, bytes) = Measure(text);
        for (var again = 0; again < 20 && p99 >= 5; again++) (p50, p99, bytes) = Measure(text); // a busy machine is not a slow parser

        output.WriteLine($"{text.Length} characters, {text.Count('\n')} lines: p50 {p50:0.000} ms, p99 {p99:0.000} ms, {bytes} bytes a parse");
        Assert.True(p99 < 5, $"p99 {p99} ms");
        Assert.True(bytes < text.Length, "the lines should be views on the text, not copies of it");
    }

    [Fact]
    public void Check_FiftySections_StaysWithinMilliseconds()
    {
        var time = Fastest(Sample.Text("chromium-receive-25-25.offer"), SdpLimits.Default);

        output.WriteLine($"168 kB parsed and judged as offer and as answer in {time.TotalMilliseconds:0.00} ms");
        Assert.True(time < TimeSpan.FromMilliseconds(100));
    }

    private static (double P50, double P99, long Bytes) Measure(string text)
    {
        var times = new double[500];
        for (var i = 0; i < 100; i++) Assert.True(SdpParser.TryParse(text, SdpLimits.Default, out _, out _));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < times.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            _ = SdpParser.TryParse(text, SdpLimits.Default, out _, out _);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / times.Length;
        Array.Sort(times);
        return (times[times.Length / 2], times[times.Length * 99 / 100], bytes);
    }

    private static string SixteenKilobytes()
    {
        var text = Sample.Text("chromium-receive-25-25.offer");
        return text[..text.LastIndexOf("m=", 16_384, StringComparison.Ordinal)];
    }

    private static TimeSpan Fastest(string text, SdpLimits limits)
    {
        var fastest = TimeSpan.MaxValue;
        for (var i = 0; i < 7; i++)
        {
            var before = Environment.CpuUsage.TotalTime; // of this process, which runs nothing else now; other processes do not count
            if (SdpParser.TryParse(text, limits, out var description, out _))
            {
                OfferRules.Check(description, SdpPolicy.Default);
                AnswerRules.Check(description, description, SdpPolicy.Default);
                Negotiation.Negotiate(description, description);
                SdpWarnings.Of(description);
                description.WithCandidates(_ => CandidateEdit.Drop);
            }

            _ = SdpFragment.TryParse(text, limits, out _, out _);
            var took = Environment.CpuUsage.TotalTime - before;
            if (took < fastest) fastest = took;
        }

        return fastest;
    }

    private static string Repeat(string piece, int size) => new StringBuilder(size + piece.Length).Insert(0, piece, size / piece.Length).ToString();

    private static string Keys(int size)
    {
        var keys = new StringBuilder();
        for (var tag = 1; keys.Length < size; tag++)
            keys.Append($"a=crypto:{tag} AES_CM_128_HMAC_SHA1_80 inline:{Convert.ToBase64String(Encoding.ASCII.GetBytes($"{tag:000000000000000000000000000000}"))}\r\n");
        return keys.ToString();
    }
}
