using System.Net;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Calls;

/// <summary>Offers in a connected call: one waits at a time, and the caller's goes first.</summary>
public class RenegotiationTests(Deployments deployments, RedisServer redis)
{
    [Theory]
    [InlineData(On.Embedded, true), InlineData(On.Redis, true), InlineData(On.Embedded, false), InlineData(On.Redis, false)]
    public async Task Offer_OfEitherSide_IsAnsweredByTheOther(On on, bool byCaller)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, ben, call) = await scene.ConnectedAsync();
        var (offerer, answerer) = byCaller ? (ann, ben) : (ben, ann);

        await offerer.PostAsync($"/v1/calls/{call}/offers", new { sdp = Descriptions.Restart }).OkAsync(HttpStatusCode.Created);
        var (offered, _) = await answerer.UntilAsync("call.offered");
        Assert.Equal((2, offerer.User, Descriptions.Restart), (offered.At("data.number").GetInt32(), offered.TextAt("data.by.user"), offered.TextAt("data.sdp")));
        await offerer.PostAsync($"/v1/calls/{call}/offers/2/answer", new { sdp = Descriptions.Answer }).RefusedAsync("role_not_allowed");
        await answerer.PostAsync($"/v1/calls/{call}/offers/2/answer", new { sdp = Descriptions.Answer }).OkAsync();
        await answerer.PostAsync($"/v1/calls/{call}/offers/2/answer", new { sdp = Descriptions.Answer }).OkAsync(); // says so twice
        var (agreed, _) = await offerer.UntilAsync("call.renegotiated");
        Assert.Equal(("accepted", Descriptions.Answer), (agreed.TextAt("data.outcome"), agreed.TextAt("data.sdp")));
        agreed.At("data.negotiated.media.0").Has("kind:string");

        var now = await answerer.GetAsync($"/v1/calls/{call}").OkAsync();
        Assert.Equal((Descriptions.Restart, offerer.User, answerer.User), (now.Json.TextAt("offer.sdp"), now.Json.TextAt("offer.by.user"), now.Json.TextAt("answer.by.user")));
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Offer_WhileTheCalleesWaits_SupersedesIt(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, ben, call) = await scene.ConnectedAsync();
        await ben.PostAsync($"/v1/calls/{call}/offers", new { sdp = Descriptions.Restart }).OkAsync(HttpStatusCode.Created);

        Assert.Equal(3, (await ann.PostAsync($"/v1/calls/{call}/offers", new { sdp = Descriptions.Restart }).OkAsync(HttpStatusCode.Created)).Json.At("number").GetInt32());

        Assert.Equal("superseded", (await ben.UntilAsync("call.renegotiated")).Event.TextAt("data.outcome"));
        await ann.PostAsync($"/v1/calls/{call}/offers/2/answer", new { sdp = Descriptions.Answer }).RefusedAsync("offer_superseded");
        await ben.PostAsync($"/v1/calls/{call}/offers", new { sdp = Descriptions.Restart }).RefusedAsync("offer_pending");
        await ann.PostAsync($"/v1/calls/{call}/offers", new { sdp = Descriptions.Restart }).RefusedAsync("offer_pending"); // its own
        await ben.PostAsync($"/v1/calls/{call}/offers/3/answer", new { sdp = Descriptions.Answer }).OkAsync();
        await ben.PostAsync($"/v1/calls/{call}/offers/9/answer", new { sdp = Descriptions.Answer }).RefusedAsync("offer_not_pending");
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Reject_OfAnOfferOrWithdrawal_KeepsTheLastAgreedSession(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, ben, call) = await scene.ConnectedAsync();

        await ann.PostAsync($"/v1/calls/{call}/offers", new { sdp = Descriptions.Restart }).OkAsync(HttpStatusCode.Created);
        await ben.PostAsync($"/v1/calls/{call}/offers/2/reject").OkAsync();
        Assert.Equal("rejected", (await ann.UntilAsync("call.renegotiated")).Event.TextAt("data.outcome"));
        await ben.PostAsync($"/v1/calls/{call}/offers", new { sdp = Descriptions.Restart }).OkAsync(HttpStatusCode.Created);
        await ben.PostAsync($"/v1/calls/{call}/offers/3/reject").OkAsync();
        Assert.Equal("withdrawn", (await ann.UntilAsync("call.renegotiated")).Event.TextAt("data.outcome"));

        var now = await ben.GetAsync($"/v1/calls/{call}").OkAsync();
        Assert.Equal((Descriptions.Offer, Descriptions.Answer), (now.Json.TextAt("offer.sdp"), now.Json.TextAt("answer.sdp")));
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Offer_BeforeTheAnswer_IsRefused(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, ben) = await scene.PairAsync();
        var call = await ann.CallAsync("ben");

        foreach (var side in (Device[])[ann, ben])
        {
            await side.PostAsync($"/v1/calls/{call}/offers", new { sdp = Descriptions.Restart }).RefusedAsync("call_not_answered");
            await side.PostAsync($"/v1/calls/{call}/messages", new { text = "?" }).RefusedAsync("call_not_answered");
            await side.PostAsync($"/v1/calls/{call}/hold").RefusedAsync("call_not_answered");
        }
    }
}
