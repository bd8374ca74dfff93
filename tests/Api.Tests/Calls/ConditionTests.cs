using System.Net;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Calls;

/// <summary><c>If-Match</c>, and crossed invitations.</summary>
public class ConditionTests(Deployments deployments, RedisServer redis)
{
    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task IfMatch_OfAnOlderVersion_IsRefusedAndChangesNothing(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, ben) = await scene.PairAsync();
        var placed = await ann.PostAsync("/v1/calls", new { to = "ben", sdp = Descriptions.Offer }).OkAsync(HttpStatusCode.Created);
        var call = placed.Text("id")!;
        var rung = await ben.PostAsync($"/v1/calls/{call}/ringing", null, ("If-Match", placed.ETag!)).OkAsync();
        Assert.NotEqual(placed.ETag, rung.ETag);

        await ann.PostAsync($"/v1/calls/{call}/hangup", null, ("If-Match", placed.ETag!)).RefusedAsync("version_mismatch");
        var read = await ann.GetAsync($"/v1/calls/{call}").OkAsync();
        Assert.Equal(("ringing", rung.ETag), (read.Text("state"), read.ETag));
        await ann.PostAsync($"/v1/calls/{call}/candidates", new { endOfCandidates = true }, ("If-Match", placed.ETag!)).RefusedAsync("version_mismatch");
        await ann.TrickleAsync(call, "192.0.2.1");
        Assert.Equal(rung.ETag, (await ann.GetAsync($"/v1/calls/{call}").OkAsync()).ETag); // candidates leave the version alone
        await ann.PostAsync($"/v1/calls/{call}/hangup", null, ("If-Match", "\"nonsense\"")).RefusedAsync("invalid_request");
        Assert.Equal("ended", (await ann.PostAsync($"/v1/calls/{call}/hangup", null, ("If-Match", rung.ETag!)).OkAsync()).Text("state"));
        await scene.Device("cid").PostAsync($"/v1/calls/{call}/hangup", null, ("If-Match", placed.ETag!)).RefusedAsync("call_not_found");
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Call_ToWhoIsCalling_IsGlareAndNamesTheCallThatStands(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, ben) = await scene.PairAsync();
        var call = await ann.CallAsync("ben");

        var crossed = await ben.PostAsync("/v1/calls", new { to = "ann", sdp = Descriptions.Offer }).RefusedAsync("glare");
        Assert.Equal((HttpStatusCode.Conflict, call), (crossed.Status, crossed.Text("callId")));
        await ben.AnswerAsync(call).OkAsync();
        await ann.HangUpAsync(call).OkAsync();
        await ben.CallAsync("ann"); // it no longer rings: nothing is crossed
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Calls_OfAHundredCrossedPairs_LeaveExactlyOneEach(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var pairs = Enumerable.Range(0, 100).Select(n => (One: scene.Device($"a{n}"), Other: scene.Device($"b{n}"))).ToArray();

        var answers = await Task.WhenAll(pairs.Select(async pair => await Task.WhenAll(
            pair.One.PostAsync("/v1/calls", new { to = pair.Other.User, sdp = Descriptions.Offer }),
            pair.Other.PostAsync("/v1/calls", new { to = pair.One.User, sdp = Descriptions.Offer }))));

        Assert.All(answers, both =>
        {
            var placed = Assert.Single(both, answer => answer.Status is HttpStatusCode.Created);
            var crossed = Assert.Single(both, answer => answer.Code == "glare");
            Assert.Equal(placed.Text("id"), crossed.Text("callId"));
        });
    }
}
