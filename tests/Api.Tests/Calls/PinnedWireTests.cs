using System.Net;
using System.Text.Json;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Calls;

/// <summary>Every shape that clients build on: fields may be added, these stay.</summary>
public class PinnedWireTests(Deployments deployments, RedisServer redis)
{
    private static readonly string[] CallMembers =
        ["id:string", "state:string", "version:string", "from:object", "to:string", "reachable:bool", "negotiated:object?", "held:object", "pendingOffer:object?"];

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Calls_FromInvitationToEnd_AnswerInThePinnedShapes(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, ben) = await scene.PairAsync();

        var placed = await ann.PostAsync("/v1/calls", new { to = "ben", sdp = Descriptions.Offer, media = new { recording = false } }).OkAsync(HttpStatusCode.Created);
        AssertCall(placed, "inviting");
        var call = placed.Text("id");
        Assert.Equal($"/v1/calls/{call}", placed.Location);
        Assert.Equal(("ann", "default", "ben", JsonValueKind.Null), (placed.Json.TextAt("from.user"), placed.Json.TextAt("from.device"), placed.Text("to"), placed.Json.At("negotiated").ValueKind));
        Assert.True(placed.Json.At("reachable").GetBoolean());

        AssertCall(await ben.PostAsync($"/v1/calls/{call}/ringing").OkAsync(), "ringing");
        Assert.Equal(HttpStatusCode.NoContent, (await ann.TrickleAsync(call!, "192.0.2.7")).Status);
        var answered = await ben.AnswerAsync(call!).OkAsync();
        AssertCall(answered, "connected");
        answered.Json.At("negotiated.media.0").Has("kind:string", "direction:string", "codecs:array", "protocol:string");
        AssertCall(await ann.PostAsync($"/v1/calls/{call}/hold").OkAsync(), "connected");
        AssertCall(await ann.PostAsync($"/v1/calls/{call}/resume").OkAsync(), "connected");

        var offered = await ann.PostAsync($"/v1/calls/{call}/offers", new { sdp = Descriptions.Restart }).OkAsync(HttpStatusCode.Created);
        Assert.Equal(2, offered.Json.At("number").GetInt32());
        Assert.NotNull(offered.ETag);
        var read = await ben.GetAsync($"/v1/calls/{call}").OkAsync();
        AssertCall(read, "connected");
        read.Json.Has("offer:object", "answer:object", "pendingOffer:object", "candidates:array", "held:object");
        read.Json.At("pendingOffer").Has("number:number", "by:object", "sdp:string");
        read.Json.At("offer").Has("sdp:string", "by:object");
        read.Json.At("candidates.0").Has("from:object", "offer:number", "candidates:array", "endOfCandidates:bool");

        AssertCall(await ben.PostAsync($"/v1/calls/{call}/offers/2/answer", new { sdp = Descriptions.Answer }).OkAsync(), "connected");
        await ann.PostAsync($"/v1/calls/{call}/offers", new { sdp = Descriptions.Restart }).OkAsync(HttpStatusCode.Created);
        AssertCall(await ben.PostAsync($"/v1/calls/{call}/offers/3/reject").OkAsync(), "connected");
        Assert.Equal(HttpStatusCode.Accepted, (await ann.PostAsync($"/v1/calls/{call}/messages", new { text = "hello" })).Status);
        AssertCall(await ben.HangUpAsync(call!).OkAsync(), "ended");

        var list = await ann.GetAsync("/v1/calls?state=ended&limit=5").OkAsync();
        list.Json.Has("calls:array", "next:string?");
        Assert.Equal(call, list.Json.TextAt("calls.0.id"));
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Events_OfEveryType_CarryThePinnedData(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, ben) = await scene.PairAsync();
        var call = await ann.CallAsync("ben");
        await ann.TrickleAsync(call, "192.0.2.7");
        await ben.PostAsync($"/v1/calls/{call}/ringing");
        await ben.AnswerAsync(call);
        await ann.PostAsync($"/v1/calls/{call}/offers", new { sdp = Descriptions.Restart });
        await ben.PostAsync($"/v1/calls/{call}/offers/2/answer", new { sdp = Descriptions.Answer });
        await ann.PostAsync($"/v1/calls/{call}/hold");
        await ann.PostAsync($"/v1/calls/{call}/resume");
        await ann.PostAsync($"/v1/calls/{call}/messages", new { text = "hello" });
        await ann.HangUpAsync(call);

        var (_, bens) = await ben.UntilAsync("call.ended");
        var (_, anns) = await ann.UntilAsync("call.ended");

        Assert.Equal(["call.incoming", "call.candidates", "call.offered", "call.held", "call.resumed", "call.message", "call.ended"], bens.Select(e => e.TextAt("type")));
        Assert.Equal(["call.ringing", "call.answered", "call.renegotiated", "call.ended"], anns.Select(e => e.TextAt("type")));
        var data = bens.Concat(anns).DistinctBy(e => e.TextAt("type")).ToDictionary(e => e.TextAt("type")!, e => e.At("data"));
        data["call.incoming"].Has("from:object", "sdp:string", "media:object");
        data["call.incoming"].At("media").Has("recording:bool", "transcription:bool");
        data["call.ringing"].Has("by:object");
        data["call.answered"].Has("sdp:string", "by:object");
        data["call.candidates"].Has("from:object", "offer:number", "candidates:array", "endOfCandidates:bool");
        data["call.candidates"].At("candidates.0").Has("candidate:string", "sdpMid:string", "sdpMLineIndex:number");
        data["call.offered"].Has("number:number", "by:object", "sdp:string");
        data["call.renegotiated"].Has("number:number", "outcome:string", "by:object", "sdp:string");
        data["call.held"].Has("by:object");
        data["call.resumed"].Has("by:object");
        data["call.message"].Has("from:object", "text:string");
        data["call.ended"].Has("reason:string", "by:object");
        Assert.Equal(Descriptions.Restart, data["call.offered"].TextAt("sdp"));
        Assert.Equal(Descriptions.Answer, data["call.renegotiated"].TextAt("sdp"));
        Assert.All(bens.Concat(anns), e =>
        {
            e.Has("id:string", "cursor:string", "type:string", "callId:string", "at:string", "data:object");
            Assert.Equal(call, e.TextAt("callId"));
            Assert.EndsWith("Z", e.TextAt("at"));
            Assert.InRange(e.At("at").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
        });
        Assert.Distinct(bens.Concat(anns).Select(e => e.TextAt("id")));
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Others_AskedOnce_AnswerInThePinnedShapes(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var ann = scene.Device("ann");

        (await ann.PostAsync("/v1/relay-credentials").OkAsync()).Json.Has("iceServers:array", "expiresAt:string");
        (await ann.PostAsync("/v1/dev/tokens", new { user = "alice", tenant = "dev" }).OkAsync()).Json.Has("token:string", "expiresAt:string");
        (await ann.GetAsync("/v1/events").OkAsync()).Json.Has("events:array", "cursor:string");
        var lost = await ann.GetAsync("/v1/events?after=1700000000000-0.strange").OkAsync();
        lost.Json.Has("resync:bool", "cursor:string", "activeCalls:array");
        Assert.True(lost.Json.At("resync").GetBoolean());
        Assert.Equal(HttpStatusCode.NoContent, (await ann.GetAsync("/v1/ping")).Status);
        (await ann.GetAsync("/v1/edges").OkAsync()).Json.Has("edges:array");
        await ann.PostAsync("/v1/calls", new { to = "tel:+15551234", sdp = Descriptions.Offer }).RefusedAsync("phone_calls_not_available");
        await ann.PostAsync("/v1/calls", new { to = "sip:a@b", sdp = Descriptions.Offer }).RefusedAsync("sip_not_available");
        await ann.PostAsync("/v1/calls", new { to = "fed:a@b", sdp = Descriptions.Offer }).RefusedAsync("federation_not_available");
        await ann.PostAsync("/v1/calls", new { to = "ann", sdp = Descriptions.Offer }).RefusedAsync("cannot_call_yourself");
        await ann.SendAsync(HttpMethod.Delete, "/v1/calls").RefusedAsync("method_not_allowed");
        await ann.GetAsync("/v1/nothing").RefusedAsync("not_found");
        var broken = await ann.PostAsync("/v1/calls", new { to = "ben", sdp = Descriptions.Offer.Replace("UDP/TLS/RTP/SAVPF", "RTP/AVP", StringComparison.Ordinal) }).RefusedAsync("srtp_required");
        broken.Json.Has("line:number", "rule:string");
    }

    private static void AssertCall(Answer answer, string state)
    {
        answer.Json.Has(CallMembers);
        Assert.Equal(state, answer.Text("state"));
        Assert.Equal($"\"{answer.Text("version")}\"", answer.ETag);
    }
}
