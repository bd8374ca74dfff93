using System.Diagnostics;
using System.Text;
using Signaling.Domain.Sdp;
using Xunit;

namespace Signaling.Domain.Tests.Sdp;

/// <summary>A hundred thousand damaged descriptions: nothing throws, nothing hangs, nothing is written back otherwise than it came.</summary>
public class SdpFuzzTests(ITestOutputHelper output)
{
    private const int Mutants = 100_000, RunLength = 5_000, Seed = 20_260_101;

    private static readonly TimeSpan PerMutant = TimeSpan.FromSeconds(5); // usually a tenth of a millisecond

    private static readonly string[] Names = [.. Sample.Names.Where(name => Sample.Text(name).Length < 12_000)];

    private static readonly Dictionary<string, string> TextOf = Names.ToDictionary(name => name, Sample.Text);

    private static readonly Dictionary<string, SessionDescription> DescriptionOf = Names.ToDictionary(name => name, Sample.Description);

    private static readonly SdpPolicy Open = new() { AllowFileTransfer = true };

    [Fact]
    public void TryParse_SeededMutants_NeverThrowAndWriteBackIdentical()
    {
        var runs = new Run[Mutants / RunLength];
        Parallel.For(0, runs.Length, i => runs[i] = Mutate(new Random(Seed + i))); // each run is repeatable by its own seed

        var refusals = runs.SelectMany(run => run.Refusals).GroupBy(pair => pair.Key, pair => pair.Value).ToDictionary(group => group.Key, group => group.Sum());
        int parsed = runs.Sum(run => run.Parsed), passed = runs.Sum(run => run.Passed);
        output.WriteLine($"{Mutants} mutants, seed {Seed}: {parsed} parsed, {passed} passed, slowest {runs.Max(run => run.Slowest).TotalMilliseconds:0.0} ms");
        output.WriteLine(string.Join(", ", refusals.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key} {pair.Value}")));
        Assert.Equal(Mutants, passed + refusals.Values.Sum());
        Assert.True(parsed > Mutants / 10 && passed > Mutants / 100 && refusals.Count > 15, "the mutants are too wild, or too tame, to say anything");
    }

    private static Run Mutate(Random random)
    {
        var run = new Run();
        var ignored = 0;
        for (var i = 0; i < RunLength; i++)
        {
            var name = Names[random.Next(Names.Length)];
            var mutant = Mutate(TextOf[name], random);
            var (error, took) = Timed(name, mutant, ref run.Parsed);
            if (took > PerMutant) took = Timed(name, mutant, ref ignored).Took; // once may be the machine, twice is the mutant
            Assert.True(took < PerMutant, $"mutant {i} of {name} took {took}");
            run.Slowest = took > run.Slowest ? took : run.Slowest;
            if (error is null) run.Passed++;
            else run.Refusals[error.Code] = run.Refusals.GetValueOrDefault(error.Code) + 1;
        }

        return run;
    }

    private static (SdpError? Error, TimeSpan Took) Timed(string name, string mutant, ref int parsed)
    {
        var watch = Stopwatch.StartNew();
        return (Judge(name, mutant, ref parsed), watch.Elapsed);
    }

    /// <summary>Runs everything that a description may meet, and gives the first refusal.</summary>
    private static SdpError? Judge(string name, string mutant, ref int parsed)
    {
        if (mutant.Length % 4 == 0 && !SdpFragment.TryParse(mutant, out _, out var fragmentError)) AssertSound(fragmentError, mutant);
        if (!SdpParser.TryParse(mutant, SdpLimits.Default, out var description, out var error)) return AssertSound(error, mutant);
        parsed++;
        Assert.Equal(mutant, SdpWriter.Write(description));
        Assert.Equal(0, CandidateCounts.Of(description.WithCandidates(_ => CandidateEdit.Drop)).Total);
        _ = MediaKinds.Of(description);
        _ = SdpWarnings.Of(description);
        var isOffer = name.EndsWith(".offer", StringComparison.Ordinal);
        var pair = isOffer ? name.Replace(".offer", ".answer", StringComparison.Ordinal) : name.Replace(".answer", ".offer", StringComparison.Ordinal);
        if (!DescriptionOf.TryGetValue(pair, out var other)) return AssertSound(OfferRules.Check(description, Open), mutant);
        _ = Negotiation.Negotiate(isOffer ? description : other, isOffer ? other : description);
        AssertSound(AnswerRules.Check(other, description, Open), mutant);
        return isOffer
            ? AssertSound(OfferRules.Check(description, Open), mutant)
            : AssertSound(AnswerRules.Check(other, description, Open), mutant);
    }

    private static SdpError? AssertSound(SdpError? error, string text)
    {
        if (error is null) return null;
        if (error.Line is { } line) Assert.InRange(line, 1, text.Count('\n') + 1);
        Assert.NotEmpty(error.Rule);
        Assert.NotEmpty(error.Detail);
        foreach (var secret in SecretsOf(text)) Assert.DoesNotContain(secret, error.Detail, StringComparison.Ordinal);
        return error;
    }

    private static IEnumerable<string> SecretsOf(string text)
    {
        foreach (var marker in (string[])["a=ice-pwd:", "inline:"])
        {
            for (var at = text.IndexOf(marker, StringComparison.Ordinal); at >= 0; at = text.IndexOf(marker, at + 1, StringComparison.Ordinal))
            {
                if (text.Length >= at + marker.Length + 16) yield return text.Substring(at + marker.Length, 16);
            }
        }
    }

    private static string Mutate(string text, Random random)
    {
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            text = random.Next(10) switch
            {
                0 => ReplaceCharacter(text, random),
                1 => RemoveRange(text, random),
                2 => text.Insert(random.Next(text.Length + 1), Hostile[random.Next(Hostile.Length)]),
                3 => text[..random.Next(text.Length + 1)],
                4 => Repeat(text, random),
                5 => Splice(text, random),
                6 => ReplaceNumber(text, random),
                _ => ChangeLines(text, random),
            };
        }

        return text;
    }

    private static readonly string[] Hostile =
    [
        "\0", "\r", "\n", "\r\n\r\n", " ", ":", "=", "a=", "m=", "m=audio 0 RTP/AVP 0\r\n", "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\n", "ü", "😀", "\ud83d",
        "a=mid:0\r\n", "a=group:BUNDLE 0 1 2 3\r\n", "a=bundle-only\r\n", "a=setup:actpass\r\n", "a=inactive\r\n", "a=rtcp-mux-only\r\n", "a=ice-lite\r\n",
        "a=candidate:1 1 udp 1 192.0.2.1 1 typ host\r\n", "a=candidate:\r\n", "a=crypto:1 AEAD_AES_256_GCM inline:AAAA\r\n", "a=fingerprint:sha-1 00\r\n",
        "a=rtpmap:0 x/1/1\r\n", "a=rtpmap:96\r\n", "t=0 0\r\n", "99999999999999999999", "-1", "2147483648", "%s%n", "../../", "<!--",
    ];

    private static string ReplaceCharacter(string text, Random random)
    {
        if (text.Length == 0) return text;
        var at = random.Next(text.Length);
        return string.Concat(text.AsSpan(0, at), [(char)random.Next(random.Next(4) == 0 ? 0xFFFF : 128)], text.AsSpan(at + 1));
    }

    private static string RemoveRange(string text, Random random)
    {
        var at = random.Next(text.Length + 1);
        return text.Remove(at, Math.Min(random.Next(40), text.Length - at));
    }

    private static string Repeat(string text, Random random)
    {
        var at = random.Next(text.Length + 1);
        var piece = text.AsSpan(at, Math.Min(random.Next(200), text.Length - at));
        var result = new StringBuilder(text, 0, at, text.Length + 8_000);
        for (var n = random.Next(1, 40); n > 0; n--) result.Append(piece);
        return result.Append(text, at, text.Length - at).ToString();
    }

    private static string Splice(string text, Random random)
    {
        var other = TextOf[Names[random.Next(Names.Length)]];
        return string.Concat(text.AsSpan(0, random.Next(text.Length + 1)), other.AsSpan(random.Next(other.Length)));
    }

    private static string ReplaceNumber(string text, Random random)
    {
        var at = text.AsSpan(random.Next(text.Length + 1)).IndexOfAnyInRange('0', '9');
        return at < 0 ? text : string.Concat(text.AsSpan(0, at), random.Next().ToString(System.Globalization.CultureInfo.InvariantCulture), text.AsSpan(at + 1));
    }

    // Most of the interesting damage keeps lines whole: one is missing, doubled, moved or changed in one place.
    private static string ChangeLines(string text, Random random)
    {
        var lines = text.Split("\r\n").ToList();
        int from = random.Next(lines.Count), to = random.Next(lines.Count);
        switch (random.Next(5))
        {
            case 0: lines.RemoveAt(from); break;
            case 1: lines.Insert(to, lines[from]); break;
            case 2: (lines[from], lines[to]) = (lines[to], lines[from]); break;
            case 3: lines[from] = ReplaceCharacter(lines[from], random); break;
            default: lines.Insert(to, Hostile[random.Next(Hostile.Length)].Trim()); break;
        }

        return string.Join("\r\n", lines);
    }

    private sealed class Run
    {
        public readonly Dictionary<SdpErrorCode, int> Refusals = [];
        public int Parsed, Passed;
        public TimeSpan Slowest;
    }
}
