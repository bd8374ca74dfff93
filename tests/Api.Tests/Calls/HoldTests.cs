using System.Text.Json;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Calls;

/// <summary>Hold and resume, by flag and by offer.</summary>
public class HoldTests(Deployments deployments, RedisServer redis)
{
    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Hold_OfBothSides_IsAFlagForEach(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, ben, call) = await scene.ConnectedAsync();

        await ann.PostAsync($"/v1/calls/{call}/hold").OkAsync();
        Assert.Equal("ann", (await ben.UntilAsync("call.held")).Event.TextAt("data.by.user"));
        var both = await ben.PostAsync($"/v1/calls/{call}/hold").OkAsync();
        Assert.Equal((true, true), Held(both));
        await ann.PostAsync($"/v1/calls/{call}/hold").OkAsync(); // says so twice
        var one = await ann.PostAsync($"/v1/calls/{call}/resume").OkAsync();
        Assert.Equal((false, true), Held(one));

        var (_, seen) = await ben.UntilAsync("call.resumed");
        Assert.DoesNotContain(seen, e => e.TextAt("type") == "call.held");
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Hold_WithAnOffer_CommitsFlagAndOfferTogether(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, ben, call) = await scene.ConnectedAsync();
        var sendonly = Descriptions.Restart.Replace("a=sendrecv", "a=sendonly", StringComparison.Ordinal);

        var held = await ben.PostAsync($"/v1/calls/{call}/hold", new { sdp = sendonly }).OkAsync();
        Assert.Equal(((false, true), 2), (Held(held), held.Json.At("pendingOffer.number").GetInt32()));
        var (offered, seen) = await ann.UntilAsync("call.offered");
        Assert.Equal(sendonly, offered.TextAt("data.sdp"));
        Assert.Contains(seen, e => e.TextAt("type") == "call.held");
        await ann.PostAsync($"/v1/calls/{call}/offers/2/answer", new { sdp = Descriptions.Answer.Replace("a=sendrecv", "a=recvonly", StringComparison.Ordinal) }).OkAsync();

        // A refused offer leaves the flag alone.
        await ann.PostAsync($"/v1/calls/{call}/offers", new { sdp = Descriptions.Restart }).OkAsync(System.Net.HttpStatusCode.Created);
        await ben.PostAsync($"/v1/calls/{call}/resume", new { sdp = Descriptions.Restart }).RefusedAsync("offer_pending");
        var now = await ann.GetAsync($"/v1/calls/{call}").OkAsync();
        Assert.Equal((false, true), Held(now));
        await ben.PostAsync($"/v1/calls/{call}/hold", new { sdp = "v=0" }).RefusedAsync("offer_pending"); // the rules go first
        await ann.PostAsync($"/v1/calls/{call}/hold", new { sdp = "v=0" }).RefusedAsync("offer_pending");
    }

    private static (bool Caller, bool Callee) Held(Answer answer) =>
        (answer.Json.At("held.caller").ValueKind is JsonValueKind.True, answer.Json.At("held.callee").ValueKind is JsonValueKind.True);
}
