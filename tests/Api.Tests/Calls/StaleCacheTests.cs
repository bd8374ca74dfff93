using System.Net;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Calls;

/// <summary>What an edge remembers of a call is a hint: it refuses nothing that the store allows, and allows nothing that it forbids.</summary>
public class StaleCacheTests(Deployments deployments, RedisServer redis)
{
    [Fact]
    public async Task Refusal_OfWhatAnotherEdgeHasMadePossible_IsNotGiven()
    {
        await using var scene = await deployments.SceneAsync(On.Redis, redis);
        Device ann = scene.Device("ann", at: 0), ben = scene.Device("ben", at: 1);
        var call = await ann.CallAsync("ben"); // edge 0 remembers: nobody has answered
        await ann.PostAsync($"/v1/calls/{call}/messages", new { text = "?" }).RefusedAsync("call_not_answered");
        await ben.AnswerAsync(call).OkAsync();

        await ann.PostAsync($"/v1/calls/{call}/messages", new { text = "!" }).OkAsync(HttpStatusCode.Accepted);
        await ben.PostAsync($"/v1/calls/{call}/offers", new { sdp = Descriptions.Restart }).OkAsync(HttpStatusCode.Created); // edge 0 knows no offer
        await ann.PostAsync($"/v1/calls/{call}/offers/2/answer", new { sdp = Descriptions.Answer }).OkAsync();
        await ann.PostAsync($"/v1/calls/{call}/offers", new { sdp = Descriptions.Restart }).OkAsync(HttpStatusCode.Created);
        await ben.PostAsync($"/v1/calls/{call}/offers/3/reject").OkAsync();
        await ann.PostAsync($"/v1/calls/{call}/offers", new { sdp = Descriptions.Restart }).OkAsync(HttpStatusCode.Created); // edge 0 believes that 3 is pending
    }

    [Fact]
    public async Task Command_ThatAnotherEdgeHasMadeImpossible_IsRefused()
    {
        await using var scene = await deployments.SceneAsync(On.Redis, redis);
        Device ann = scene.Device("ann", at: 0), phone = scene.Device("ben", "phone", at: 1), tablet = scene.Device("ben", "tablet", at: 2);
        var call = await ann.CallAsync("ben");
        await tablet.PostAsync($"/v1/calls/{call}/ringing").OkAsync(); // edge 2 remembers: it rings
        await phone.AnswerAsync(call).OkAsync();

        await tablet.AnswerAsync(call).RefusedAsync("answered_elsewhere");
        await tablet.TrickleAsync(call, "192.0.2.1").RefusedAsync("answered_elsewhere");
        await tablet.PostAsync($"/v1/calls/{call}/redirect", new { to = "cid" }).RefusedAsync("answered_elsewhere");
        await phone.HangUpAsync(call).OkAsync(); // edge 0 remembers an open call
        await ann.TrickleAsync(call, "192.0.2.1").RefusedAsync("call_ended");
        await ann.PostAsync($"/v1/calls/{call}/hold").RefusedAsync("call_ended");
    }

    [Fact]
    public async Task Membership_ThatAnotherEdgeHasEnded_IsNotTakenFromMemory()
    {
        await using var scene = await deployments.SceneAsync(On.Redis, redis);
        Device ann = scene.Device("ann", at: 0), ben = scene.Device("ben", at: 1), bensTab = scene.Device("ben", "tab", at: 2), cid = scene.Device("cid", at: 0);
        var call = await ann.CallAsync("ben");
        await bensTab.PostAsync($"/v1/calls/{call}/ringing").OkAsync(); // edge 2 remembers Ben as the callee
        await ben.PostAsync($"/v1/calls/{call}/redirect", new { to = "cid" }).OkAsync();

        await bensTab.AnswerAsync(call).RefusedAsync("call_not_found");
        await bensTab.GetAsync($"/v1/calls/{call}").RefusedAsync("call_not_found");
        await bensTab.TrickleAsync(call, "192.0.2.1").RefusedAsync("call_not_found");
        await cid.AnswerAsync(call).OkAsync();
    }
}
