using System.Net;
using Signaling.Api.Tests.Calls.Policies;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Calls;

/// <summary>One request, however often it is sent.</summary>
public class IdempotencyTests(Deployments deployments, RedisServer redis)
{
    private static (string, string) Key(string value = "k-1") => ("Idempotency-Key", value);

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Call_FiftyTimesAtOnceWithOneKey_IsOneCall(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var ben = scene.Device("ben");
        await ben.AttachAsync();
        var anns = Enumerable.Range(0, 50).Select(_ => scene.Device("ann", "tab")).ToArray();

        var answers = await Task.WhenAll(anns.Select(ann => ann.PostAsync("/v1/calls", new { to = "ben", sdp = Descriptions.Offer }, Key())));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        var call = Assert.Single(answers.Select(answer => answer.Text("id")).Distinct());
        Assert.All(answers, answer => Assert.Equal($"/v1/calls/{call}", answer.Location));
        Assert.Single(await ben.NextAsync());
        Assert.Equal(1, (await anns[0].GetAsync("/v1/calls").OkAsync()).Json.At("calls").GetArrayLength());
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Key_OfAnotherBodyUserPathOrTenant_IsAnotherOrRefused(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        Device ann = scene.Device("ann"), dan = scene.Device("dan"), stranger = scene.Device("ann", tenant: scene.Tenant + "x");
        var first = await ann.PostAsync("/v1/calls", new { to = "ben", sdp = Descriptions.Offer }, Key()).OkAsync(HttpStatusCode.Created);

        await ann.PostAsync("/v1/calls", new { to = "cid", sdp = Descriptions.Offer }, Key()).RefusedAsync("idempotency_key_reused");
        foreach (var other in (Device[])[dan, stranger])
            Assert.NotEqual(first.Text("id"), (await other.PostAsync("/v1/calls", new { to = "ben", sdp = Descriptions.Offer }, Key()).OkAsync(HttpStatusCode.Created)).Text("id"));
        Assert.NotEqual(first.Text("id"), (await ann.PostAsync("/v1/calls", new { to = "ben", sdp = Descriptions.Offer }, Key("k-2")).OkAsync(HttpStatusCode.Created)).Text("id"));
        await ann.PostAsync($"/v1/calls/{first.Text("id")}/hangup", null, Key()).OkAsync(); // another path
        await ann.PostAsync("/v1/calls", new { to = "ben", sdp = Descriptions.Offer }, Key("a b")).RefusedAsync("invalid_idempotency_key");
        await ann.PostAsync("/v1/calls", new { to = "ben", sdp = Descriptions.Offer }, Key(new string('k', 129))).RefusedAsync("invalid_idempotency_key");
        var again = await ann.PostAsync("/v1/calls", new { sdp = Descriptions.Offer, to = "ben" }, Key()).OkAsync(HttpStatusCode.Created); // the same, written otherwise
        Assert.Equal((first.Text("id"), "ended"), (again.Text("id"), again.Text("state")));
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Commands_RepeatedWithTheirKey_HappenOnce(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, ben, call) = await scene.ConnectedAsync();
        Device[] anns = [.. Enumerable.Range(0, 9).Select(_ => scene.Device("ann"))];

        await AllAsync($"/v1/calls/{call}/messages", new { text = "once" }, HttpStatusCode.Accepted);
        await AllAsync($"/v1/calls/{call}/candidates", new { candidates = new[] { new { candidate = Descriptions.Candidate, sdpMid = "0" } } }, HttpStatusCode.NoContent);
        var offers = await AllAsync($"/v1/calls/{call}/offers", new { sdp = Descriptions.Restart }, HttpStatusCode.Created);
        Assert.All(offers, offer => Assert.Equal(2, offer.Json.At("number").GetInt32()));
        await AllAsync($"/v1/calls/{call}/hold", new { }, HttpStatusCode.OK);
        await AllAsync($"/v1/calls/{call}/hangup", new { }, HttpStatusCode.OK);

        var (_, seen) = await ben.UntilAsync("call.ended");
        Assert.Equal(["call.message", "call.candidates", "call.offered", "call.held", "call.ended"], seen.Select(e => e.TextAt("type")));
        await ann.PostAsync($"/v1/calls/{call}/messages", new { text = "twice" }, Key()).RefusedAsync("idempotency_key_reused");

        async Task<Answer[]> AllAsync(string path, object body, HttpStatusCode status)
        {
            var answers = await Task.WhenAll(anns.Select(one => one.PostAsync(path, body, Key())));
            Assert.All(answers, answer => Assert.True(answer.Status == status, $"{path}: {(int)answer.Status} {answer.Json}"));
            return answers;
        }
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Key_ThatWasUsed_IsRefusedWithAnyOtherBody(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, ben, call) = await scene.ConnectedAsync();
        await ann.PostAsync("/v1/calls", new { to = "cid", sdp = Descriptions.Offer }, Key()).OkAsync(HttpStatusCode.Created);
        await ann.PostAsync($"/v1/calls/{call}/messages", new { text = "once" }, Key()).OkAsync(HttpStatusCode.Accepted);
        await ann.PostAsync($"/v1/calls/{call}/candidates", new { candidates = new[] { new { candidate = Descriptions.Candidate, sdpMid = "0" } } }, Key()).OkAsync(HttpStatusCode.NoContent);
        await ann.PostAsync($"/v1/calls/{call}/offers", new { sdp = Descriptions.Restart }, Key()).OkAsync(HttpStatusCode.Created);

        foreach (var (path, other) in ((string, object)[])
        [
            ("", new { to = "ann", sdp = Descriptions.Offer }), ("", new { to = "cid", sdp = "none" }), ("", new { to = "tel:+4930123", sdp = Descriptions.Offer }), ("", new { to = "cid" }), ("", new { }),
            ($"/{call}/messages", new { text = "" }), ($"/{call}/candidates", new { }), ($"/{call}/candidates", new { candidates = new[] { new { candidate = "none" } } }), ($"/{call}/offers", new { sdp = "none" }),
        ])
        {
            await ann.PostAsync("/v1/calls" + path, other, Key()).RefusedAsync("idempotency_key_reused");
            Assert.NotEqual("idempotency_key_reused", (await ann.PostAsync("/v1/calls" + path, other, Key("k-9"))).Code);
        }

        Assert.Equal(["call.message", "call.candidates", "call.offered"], (await ben.UntilAsync("call.offered")).Seen.Select(e => e.TextAt("type")));
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Call_RepeatedWhenPoliciesWouldRefuseItByNow_IsAnsweredAsBefore(On on)
    {
        await using var deployment = await Deployment.StartAsync(on, redis, Desk.Settings);
        await using var scene = deployment.Scene();
        var ann = new Desk(scene.Device("ann"), Desk.InHq);
        var body = new { to = "ben", sdp = Desk.Final(Descriptions.Offer, Desk.Host(Desk.HqHost)) };
        var first = await ann.PostAsync("/v1/calls", body, Key()).OkAsync(HttpStatusCode.Created);
        await Desk.StoreAsync(scene, Desk.Document with { CustomerNetworks = [Desk.Document.CustomerNetworks[0] with { Policies = new() { RelayOnly = true } }] });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ann.PostAsync("/v1/calls", body, Key("k-2"))).Status);

        var again = await ann.PostAsync("/v1/calls", body, Key()).OkAsync(HttpStatusCode.Created);

        Assert.Equal((first.Text("id"), first.ETag, first.Location), (again.Text("id"), again.ETag, again.Location));
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Refusal_WithAKey_IsNotRemembered(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, ben) = await scene.PairAsync();
        var call = await ann.CallAsync("ben");

        await ann.PostAsync($"/v1/calls/{call}/messages", new { text = "now" }, Key()).RefusedAsync("call_not_answered");
        await ben.AnswerAsync(call).OkAsync();
        await ann.PostAsync($"/v1/calls/{call}/messages", new { text = "now" }, Key()).OkAsync(HttpStatusCode.Accepted);
    }
}
