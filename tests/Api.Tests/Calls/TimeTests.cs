using System.Net;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Calls;

/// <summary>What time ends.</summary>
public class TimeTests(RedisServer redis)
{
    private static readonly Dictionary<string, string?> Short = new() { ["Calls:RingTimeout"] = "00:00:01", ["Calls:OfferTimeout"] = "00:00:01" };

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task RingTimeout_Unanswered_EndsTheCallForBothSides(On on)
    {
        await using var deployment = await Deployment.StartAsync(on, redis, Short);
        await using var scene = deployment.Scene();
        var (ann, ben) = await scene.PairAsync();

        var call = await ann.CallAsync("ben");

        foreach (var side in (Device[])[ann, ben])
        {
            var (ended, _) = await side.UntilAsync("call.ended");
            Assert.Equal(("timed_out", System.Text.Json.JsonValueKind.Null), (ended.TextAt("data.reason"), ended.At("data.by").ValueKind));
        }

        await ben.AnswerAsync(call).RefusedAsync("call_ended");
        Assert.Equal("timed_out", (await ann.GetAsync($"/v1/calls/{call}").OkAsync()).Text("endReason"));
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task OfferTimeout_Unanswered_DropsTheOfferAndKeepsTheCall(On on)
    {
        await using var deployment = await Deployment.StartAsync(on, redis, Short);
        await using var scene = deployment.Scene();
        var (ann, ben, call) = await scene.ConnectedAsync();

        await ann.PostAsync($"/v1/calls/{call}/offers", new { sdp = Descriptions.Restart }).OkAsync(HttpStatusCode.Created);

        foreach (var side in (Device[])[ann, ben]) Assert.Equal("expired", (await side.UntilAsync("call.renegotiated")).Event.TextAt("data.outcome"));
        await ben.PostAsync($"/v1/calls/{call}/offers/2/answer", new { sdp = Descriptions.Answer }).RefusedAsync("offer_not_pending");
        var now = await ann.GetAsync($"/v1/calls/{call}").OkAsync();
        Assert.Equal(("connected", Descriptions.Offer), (now.Text("state"), now.Json.TextAt("offer.sdp")));
        Assert.Equal(3, (await ben.PostAsync($"/v1/calls/{call}/offers", new { sdp = Descriptions.Restart }).OkAsync(HttpStatusCode.Created)).Json.At("number").GetInt32());
    }
}
