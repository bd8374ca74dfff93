using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Calls;

/// <summary>A ringing call that is sent on.</summary>
public class RedirectTests(Deployments deployments, RedisServer redis)
{
    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Redirect_WithCandidatesTrickledBefore_BringsThemToTheNewCallee(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, ben) = await scene.PairAsync();
        var cid = scene.Device("cid");
        await cid.AttachAsync();
        var call = await ann.CallAsync("ben");
        await ann.TrickleAsync(call, "192.0.2.7").OkAsync(System.Net.HttpStatusCode.NoContent);
        await ben.TrickleAsync(call, "192.0.2.8").OkAsync(System.Net.HttpStatusCode.NoContent); // held, and nobody's business from now on

        await ben.PostAsync($"/v1/calls/{call}/redirect", new { to = "cid" }).OkAsync();

        var (incoming, seen) = await cid.UntilAsync("call.incoming");
        Assert.Equal(("ann", "ben", Descriptions.Offer), (incoming.TextAt("data.from.user"), incoming.TextAt("data.redirectedBy.user"), incoming.TextAt("data.sdp")));
        var candidates = seen.Find(e => e.TextAt("type") == "call.candidates") is { ValueKind: System.Text.Json.JsonValueKind.Object } at ? at : (await cid.UntilAsync("call.candidates")).Event;
        Assert.Contains("192.0.2.7", candidates.TextAt("data.candidates.0.candidate"), StringComparison.Ordinal);
        Assert.Equal("redirected", (await ben.UntilAsync("call.ended")).Event.TextAt("data.reason"));
        Assert.Equal("cid", (await ann.UntilAsync("call.transferring")).Event.TextAt("data.to"));

        await cid.AnswerAsync(call).OkAsync();
        var (_, anns) = await ann.UntilAsync("call.answered");
        Assert.DoesNotContain("192.0.2.8", string.Concat(anns.Select(e => e.ToString())), StringComparison.Ordinal);
        await ann.HangUpAsync(call).OkAsync();
        await cid.UntilAsync("call.ended");
        Assert.Empty(await ben.NextAsync(waitSeconds: 0)); // who has left hears nothing more
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Redirect_BackOrInACircle_IsRefusedAndRepeatedIsNot(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, ben) = await scene.PairAsync();
        var cid = scene.Device("cid");
        var call = await ann.CallAsync("ben");

        await ben.PostAsync($"/v1/calls/{call}/redirect", new { to = "ann" }).RefusedAsync("redirect_loop");
        await ben.PostAsync($"/v1/calls/{call}/redirect", new { to = "ben" }).RefusedAsync("redirect_loop");
        await ann.PostAsync($"/v1/calls/{call}/redirect", new { to = "cid" }).RefusedAsync("role_not_allowed");
        await ben.PostAsync($"/v1/calls/{call}/redirect", new { to = "cid" }).OkAsync();
        var again = await ben.PostAsync($"/v1/calls/{call}/redirect", new { to = "cid" }).OkAsync();
        Assert.Equal(("ended", "redirected"), (again.Text("state"), again.Text("endReason")));
        await cid.PostAsync($"/v1/calls/{call}/redirect", new { to = "ben" }).RefusedAsync("redirect_loop");
        await ben.AnswerAsync(call).RefusedAsync("call_not_found");
        await ben.GetAsync($"/v1/calls/{call}").RefusedAsync("call_not_found");
        Assert.Equal(0, (await ben.GetAsync("/v1/calls").OkAsync()).Json.At("calls").GetArrayLength());
    }
}
