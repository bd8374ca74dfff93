using System.Net;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;
using static Signaling.Api.Tests.Quality.Figures;

namespace Signaling.Api.Tests.Quality;

/// <summary>Step 8: what devices measure, and what it comes to.</summary>
public class TelemetryTests(Deployments deployments, RedisServer redis)
{
    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    [Trait("CallFlow", "#81"), Trait("CallFlow", "#230"), Trait("CallFlow", "#231")]
    public async Task Telemetry_OfBothSides_IsOneSummaryWithTheWorstLeg(On on)
    {
        await using var deployment = await Deployment.StartAsync(on, redis, Settings);
        await using var scene = deployment.Scene();
        var (ann, ben, call) = await scene.ConnectedAsync();

        Assert.Equal(2, (await ann.PostAsync($"/v1/calls/{call}/telemetry", Samples(Sample(1), Sample(2, loss: 1, burst: 1))).OkAsync(HttpStatusCode.Accepted)).Json.At("counted").GetInt32());
        await ben.PostAsync($"/v1/calls/{call}/telemetry", Samples(Sample(1, loss: 1, burst: 20))).OkAsync(HttpStatusCode.Accepted);

        var quality = (await ann.GetAsync($"/v1/calls/{call}/quality?samples=120").OkAsync()).Json;
        Assert.Equal(("poor", "callee", 0), (quality.TextAt("verdict"), quality.TextAt("worstLeg"), quality.At("missingThresholds").GetArrayLength()));
        Assert.Equal(("caller", "ann", "good", 2, 20_000), (quality.TextAt("legs.0.role"), quality.TextAt("legs.0.user"), quality.TextAt("legs.0.verdict"), quality.At("legs.0.samples").GetInt32(), quality.At("legs.0.coveredMilliseconds").GetInt32()));
        Assert.Equal((0.5, 50d, 1), (quality.At("legs.0.figures.lossPercent").GetDouble(), quality.At("legs.0.figures.roundTripMilliseconds").GetDouble(), quality.At("legs.0.figures.maxLossBurst").GetInt32()));
        Assert.Equal(("opus", "wifi", "rtt"), (quality.TextAt("legs.0.recent.1.network.media.0.codec"), quality.TextAt("legs.0.recent.1.environment.networkType"), quality.TextAt("legs.0.recent.1.network.latency.kind")));
        Assert.Equal(quality.ToString(), (await ben.GetAsync($"/v1/calls/{call}/quality?samples=120").OkAsync()).Json.ToString());
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Telemetry_AgainLateAndOutOfOrder_CountsOnceAndLeavesTheVersion(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, ben, call) = await scene.ConnectedAsync();
        var version = (await ann.GetAsync($"/v1/calls/{call}").OkAsync()).Text("version");

        async Task<int> SendAsync(params int[] numbers) =>
            (await ann.PostAsync($"/v1/calls/{call}/telemetry", Samples([.. numbers.Select(number => Sample(number))])).OkAsync(HttpStatusCode.Accepted)).Json.At("counted").GetInt32();

        Assert.Equal(2, await SendAsync(3, 1));
        Assert.Equal(1, await SendAsync(3, 1, 2));
        Assert.Equal(0, await SendAsync(2));
        Assert.Equal(version, (await ann.GetAsync($"/v1/calls/{call}").OkAsync()).Text("version"));

        // A change in between is no obstacle.
        await ben.PostAsync($"/v1/calls/{call}/hold").OkAsync();
        Assert.Equal(1, await SendAsync(4));
        Assert.Equal(4, (await ann.GetAsync($"/v1/calls/{call}/quality").OkAsync()).Json.At("legs.0.samples").GetInt32());
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    [Trait("CallFlow", "#81"), Trait("CallFlow", "#82")]
    public async Task Telemetry_BeforeAnswerAndAfterEnd_IsTakenFromAnswerToShortlyAfter(On on)
    {
        await using var deployment = await Deployment.StartAsync(on, redis, new() { ["Quality:AcceptAfterEnd"] = "00:00:01.5", ["Quality:MaxReportsPerMinute"] = "600" });
        await using var scene = deployment.Scene();
        var (ann, ben) = await scene.PairAsync();
        var call = await ann.CallAsync("ben");

        await ann.PostAsync($"/v1/calls/{call}/telemetry", Samples(Sample(1))).RefusedAsync("call_not_answered");
        await ann.PostAsync($"/v1/calls/{call}/connectivity", Direct(1)).RefusedAsync("call_not_answered");
        await ben.AnswerAsync(call).OkAsync();
        await ben.HangUpAsync(call).OkAsync();
        await ann.PostAsync($"/v1/calls/{call}/telemetry", Samples(Sample(1))).OkAsync(HttpStatusCode.Accepted);
        Assert.Equal(1, (await ben.GetAsync($"/v1/calls/{call}/quality").OkAsync()).Json.At("legs.0.samples").GetInt32());

        // Each try takes a moment; the grace of 1.5 seconds is over after so many.
        string? code = null;
        for (var started = System.Diagnostics.Stopwatch.GetTimestamp(); code != "call_ended" && System.Diagnostics.Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(20);)
            code = (await ann.PostAsync($"/v1/calls/{call}/telemetry", Samples(Sample(2)))).Code;
        Assert.Equal("call_ended", code);
    }

    [Fact]
    [Trait("CallFlow", "#303"), Trait("CallFlow", "#305")]
    public async Task Quality_WithoutThresholds_SaysWhichAreMissing()
    {
        await using var scene = await deployments.SceneAsync(On.Embedded, redis);
        var (ann, _, call) = await scene.ConnectedAsync();
        Assert.Equal("unknown", (await ann.GetAsync($"/v1/calls/{call}/quality").OkAsync()).Text("verdict"));

        await ann.PostAsync($"/v1/calls/{call}/telemetry", Samples(Sample(1, loss: 50, burst: 100, roundTrip: 5000))).OkAsync(HttpStatusCode.Accepted);

        var quality = (await ann.GetAsync($"/v1/calls/{call}/quality").OkAsync()).Json;
        Assert.Equal("unknown", quality.TextAt("verdict"));
        Assert.Contains("Quality:LossPoor", quality.At("missingThresholds").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal("caller", quality.TextAt("worstLeg"));
    }

    [Theory]
    [Trait("CallFlow", "#213"), Trait("CallFlow", "#214"), Trait("CallFlow", "#215")]
    [InlineData("""{"samples":[{"sequence":1,"windowMilliseconds":1000,"weather":{}}]}""")]
    [InlineData("""{"samples":[{"sequence":1,"windowMilliseconds":1000,"network":{"latency":{"milliseconds":80}}}]}""")]
    [InlineData("""{"samples":[{"sequence":1,"windowMilliseconds":1000,"network":{"loss":{"percent":101}}}]}""")]
    [InlineData("""{"samples":[{"sequence":1,"windowMilliseconds":1000,"network":{"latency":{"kind":"there","milliseconds":80}}}]}""")]
    [InlineData("""{"samples":[]}""")]
    [InlineData("""{}""")]
    [InlineData("""{"samples":[null]}""")]
    public async Task Telemetry_ThatIsNone_IsRefused(string body)
    {
        await using var scene = await deployments.SceneAsync(On.Embedded, redis);
        var (ann, _, call) = await scene.ConnectedAsync();

        await ann.PostAsync($"/v1/calls/{call}/telemetry", new StringContent(body, System.Text.Encoding.UTF8, "application/json")).RefusedAsync("invalid_request");
    }

    [Fact]
    public async Task Telemetry_TooLargeOrTooOften_IsRefused()
    {
        await using var deployment = await Deployment.EmbeddedAsync(new() { ["Quality:MaxReportsPerMinute"] = "1" });
        await using var scene = deployment.Scene();
        var (ann, _, call) = await scene.ConnectedAsync();

        await ann.PostAsync($"/v1/calls/{call}/telemetry", new { samples = new[] { new { sequence = 1, windowMilliseconds = 1000, device = new { platform = new string('x', 70_000) } } } }).RefusedAsync("body_too_large");
        // A minute may end between two reports, but not between each two of three.
        var codes = new List<string?>();
        for (var number = 1; number <= 3; number++) codes.Add((await ann.PostAsync($"/v1/calls/{call}/telemetry", Samples(Sample(number)))).Code);
        Assert.Contains("too_many_reports", codes);
    }
}
