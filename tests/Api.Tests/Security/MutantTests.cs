using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Security;

/// <summary>Damaged requests through the whole edge: each is served or refused by name, none breaks it.</summary>
public class MutantTests(RedisServer redis, ITestOutputHelper output)
{
    private const int Offers = 2000, Bodies = 2000, Workers = 8, Seed = 20_260_102;

    private static readonly string[] Samples =
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests/Domain.Tests/Sdp/Samples"), "*.offer.sdp").Order(StringComparer.Ordinal).Select(File.ReadAllText).Where(text => text.Length < 12_000)];

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Offers_DamagedAtRandom_AreServedOrRefusedByName(On on)
    {
        await using var deployment = await Deployment.StartAsync(on, redis, new() { ["Calls:MaxActiveCalls"] = "1000" });
        await using var scene = deployment.Scene();
        var found = new ConcurrentDictionary<string, int>();

        await Task.WhenAll(Enumerable.Range(0, Workers).Select(async worker =>
        {
            var random = new Random(Seed + worker);
            var ann = scene.Device($"ann{worker}");
            for (var number = 0; number < Offers / Workers; number++)
            {
                var answer = await ann.PostAsync("/v1/calls", new { to = $"ben{worker}-{number}", sdp = Mutate(Samples[random.Next(Samples.Length)], random) });
                AssertSound(answer, HttpStatusCode.Created);
                found.AddOrUpdate(answer.Code ?? "created", 1, (_, count) => count + 1);
            }
        }));

        Report(found, Offers);
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Bodies_DamagedAtRandom_AreServedOrRefusedByName(On on)
    {
        await using var deployment = await Deployment.StartAsync(on, redis, new() { ["Calls:MaxActiveCalls"] = "1000" });
        await using var scene = deployment.Scene();
        var found = new ConcurrentDictionary<string, int>();

        await Task.WhenAll(Enumerable.Range(0, Workers).Select(async worker =>
        {
            var random = new Random(Seed + worker);
            var (ann, ben) = (scene.Device($"ann{worker}"), scene.Device($"ben{worker}"));
            var call = await ann.CallAsync(ben.User);
            await ben.AnswerAsync(call).OkAsync();
            (string Path, object Body)[] requests =
            [
                ("/v1/calls", new { to = "cid", sdp = Descriptions.Offer, media = new { recording = true } }),
                ($"/v1/calls/{call}/answer", new { sdp = Descriptions.Answer }), ($"/v1/calls/{call}/hold", new { sdp = Descriptions.Restart }),
                ($"/v1/calls/{call}/candidates", new { offer = 1, candidates = new[] { new { candidate = Descriptions.Candidate, sdpMid = "0", sdpMLineIndex = 0, usernameFragment = "UfrA" } }, endOfCandidates = false }),
                ($"/v1/calls/{call}/messages", new { text = "hello 😀" }), ($"/v1/calls/{call}/offers", new { sdp = Descriptions.Restart }),
                ($"/v1/calls/{call}/offers/2/answer", new { sdp = Descriptions.Answer }), ($"/v1/calls/{call}/reject", new { reason = "busy" }), ($"/v1/calls/{call}/redirect", new { to = "dan" }),
            ];
            for (var number = 0; number < Bodies / Workers; number++)
            {
                var (path, body) = requests[random.Next(requests.Length)];
                using var content = new ByteArrayContent(Mutate(JsonSerializer.SerializeToUtf8Bytes(body), random));
                content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
                var answer = await (random.Next(2) == 0 ? ann : ben).PostAsync(path, content);
                AssertSound(answer, HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.Accepted, HttpStatusCode.NoContent);
                found.AddOrUpdate(answer.Code ?? "served", 1, (_, count) => count + 1);
            }
        }));

        Report(found, Bodies);
    }

    private static void AssertSound(Answer answer, params HttpStatusCode[] good)
    {
        if (good.Contains(answer.Status)) return;
        Assert.InRange((int)answer.Status, 400, 499);
        answer.AssertProblem();
    }

    private void Report(ConcurrentDictionary<string, int> found, int all)
    {
        output.WriteLine(string.Join(", ", found.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key} {pair.Value}")));
        Assert.Equal(all, found.Values.Sum());
        Assert.True(found.Count > 5, "The mutants are too wild, or too tame, to say anything.");
    }

    private static string Mutate(string text, Random random)
    {
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var lines = text.Split("\r\n").ToList();
            int from = random.Next(lines.Count), to = random.Next(lines.Count), at = random.Next(text.Length + 1);
            switch (random.Next(7))
            {
                case 0: lines.RemoveAt(from); break;
                case 1: lines.Insert(to, lines[from]); break;
                case 2: (lines[from], lines[to]) = (lines[to], lines[from]); break;
                case 3: lines[from] = new string([.. lines[from].Select(c => random.Next(12) == 0 ? (char)random.Next(1, 0x300) : c)]); break;
                case 4: lines[from] = lines[from].Replace("1", random.Next().ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal); break;
                case 5: lines = [.. text[..at].Split("\r\n")]; break;
                default: lines.Insert(to, (string[])["\0", "a=", "m=audio 0 RTP/AVP 0", "a=group:BUNDLE 0 1 2", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AAAA", "a=ice-lite", "v=0"] is var hostile ? hostile[random.Next(hostile.Length)] : ""); break;
            }

            text = string.Join("\r\n", lines);
        }

        return text;
    }

    private static byte[] Mutate(byte[] json, Random random)
    {
        var bytes = json.ToList();
        for (var changes = random.Next(1, 4); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at)); break;
                case 2: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 30), bytes.Count - at))); break;
                case 3: bytes.InsertRange(at, Encoding.UTF8.GetBytes(Hostile[random.Next(Hostile.Length)])); break;
                default: bytes.RemoveRange(at, bytes.Count - at); break;
            }
        }

        return [.. bytes];
    }

    private static readonly string[] Hostile = ["\"", "\\", "\\ud800", "null", "{", "[", "]}", "1e999", "-1", ",", ":", "true", "\\u0000", "99999999999999999999", "//", "\0", "\uFEFF", "{\"a\":{\"b\":{}}}"];
}
