using System.Net;
using System.Net.Http.Headers;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Calls;

/// <summary>Where trickled candidates go, and where they never go.</summary>
public class CandidateTests(Deployments deployments, RedisServer redis)
{
    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Candidates_OfRingingDevices_AreHeldUntilOneAnswersAndTheOthersDropped(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        Device ann = scene.Device("ann"), winner = scene.Device("ben", "phone"), loser = scene.Device("ben", "tablet");
        foreach (var device in (Device[])[ann, winner, loser]) await device.AttachAsync();
        var call = await ann.CallAsync("ben");
        await winner.TrickleAsync(call, "192.0.2.21").OkAsync(HttpStatusCode.NoContent);
        await loser.TrickleAsync(call, "192.0.2.22").OkAsync(HttpStatusCode.NoContent);

        var ringing = await ann.GetAsync($"/v1/calls/{call}").OkAsync();
        Assert.DoesNotContain("192.0.2.2", ringing.Json.ToString(), StringComparison.Ordinal);
        Assert.Contains("192.0.2.21", (await winner.GetAsync($"/v1/calls/{call}").OkAsync()).Json.ToString(), StringComparison.Ordinal); // its own
        Assert.DoesNotContain("192.0.2.22", (await winner.GetAsync($"/v1/calls/{call}").OkAsync()).Json.ToString(), StringComparison.Ordinal);

        await winner.AnswerAsync(call).OkAsync();
        var (candidates, seen) = await ann.UntilAsync("call.candidates");
        Assert.Equal(["call.answered", "call.candidates"], seen.Select(e => e.TextAt("type")));
        Assert.Contains("192.0.2.21", candidates.ToString(), StringComparison.Ordinal);
        await winner.TrickleAsync(call, "192.0.2.23").OkAsync(HttpStatusCode.NoContent);
        Assert.Contains("192.0.2.23", (await ann.UntilAsync("call.candidates")).Event.ToString(), StringComparison.Ordinal);
        await loser.TrickleAsync(call, "192.0.2.24").RefusedAsync("answered_elsewhere");
        foreach (var viewer in (Device[])[ann, winner, loser])
            Assert.DoesNotContain("192.0.2.22", (await viewer.GetAsync($"/v1/calls/{call}").OkAsync()).Json.ToString(), StringComparison.Ordinal);
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    [Trait("CallFlow", "#61")]
    public async Task Candidates_AfterTheEnd_AreRefused(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, ben, call) = await scene.ConnectedAsync();
        await ann.HangUpAsync(call).OkAsync();

        await ann.TrickleAsync(call, "192.0.2.1").RefusedAsync("call_ended");
        await ben.TrickleAsync(call, "192.0.2.1").RefusedAsync("call_ended");
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Candidates_OfAPendingOffer_CarryItsNumber(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, ben, call) = await scene.ConnectedAsync();
        await ann.PostAsync($"/v1/calls/{call}/offers", new { sdp = Descriptions.Restart }).OkAsync(HttpStatusCode.Created);

        await ann.TrickleAsync(call, "192.0.2.31").OkAsync(HttpStatusCode.NoContent); // the current one
        await ann.TrickleAsync(call, "192.0.2.32", offer: 1).OkAsync(HttpStatusCode.NoContent);
        await ann.TrickleAsync(call, "192.0.2.33", offer: 7).RefusedAsync("offer_not_pending");

        Assert.Equal(2, (await ben.UntilAsync("call.candidates")).Event.At("data.offer").GetInt32());
        Assert.Equal(1, (await ben.UntilAsync("call.candidates")).Event.At("data.offer").GetInt32());
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Patch_WithASdpFragment_DeliversItsCandidatesAndTheirEnd(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, ben, call) = await scene.ConnectedAsync();
        var fragment = $"a=ice-ufrag:UfrA\r\na=ice-pwd:0123456789abcdefghijklmn\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\na={Descriptions.CandidateOf("192.0.2.41")}\r\na=end-of-candidates\r\n";

        await ann.SendAsync(HttpMethod.Patch, $"/v1/calls/{call}/candidates", new StringContent(fragment, MediaTypeHeaderValue.Parse("application/trickle-ice-sdpfrag"))).OkAsync(HttpStatusCode.NoContent);
        var (got, _) = await ben.UntilAsync("call.candidates");
        Assert.Contains("192.0.2.41", got.TextAt("data.candidates.0.candidate"), StringComparison.Ordinal);
        Assert.Equal(("0", "UfrA", true), (got.TextAt("data.candidates.0.sdpMid"), got.TextAt("data.candidates.0.usernameFragment"), got.At("data.endOfCandidates").GetBoolean()));
        await ann.SendAsync(HttpMethod.Patch, $"/v1/calls/{call}/candidates", new StringContent("{}", MediaTypeHeaderValue.Parse("application/json"))).RefusedAsync("unsupported_media_type");
        await ann.SendAsync(HttpMethod.Patch, $"/v1/calls/{call}/candidates", new StringContent("m=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\na=candidate:x\r\n", MediaTypeHeaderValue.Parse("application/trickle-ice-sdpfrag"))).RefusedAsync("candidate_invalid");
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Candidates_WithoutAny_SayThatNoneWillCome(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, ben, call) = await scene.ConnectedAsync();

        await ann.PostAsync($"/v1/calls/{call}/candidates", new { endOfCandidates = true }).OkAsync(HttpStatusCode.NoContent);
        Assert.True((await ben.UntilAsync("call.candidates")).Event.At("data.endOfCandidates").GetBoolean());
        await ann.PostAsync($"/v1/calls/{call}/candidates", new { candidates = Array.Empty<object>() }).RefusedAsync("invalid_request");
    }
}
