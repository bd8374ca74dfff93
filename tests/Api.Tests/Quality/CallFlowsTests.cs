using System.Net;
using System.Text.Json;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;
using static Signaling.Api.Tests.Quality.Figures;

namespace Signaling.Api.Tests.Quality;

/// <summary>Step 7: the path that media took, against the one that was expected.</summary>
public class CallFlowsTests(Deployments deployments, RedisServer redis)
{
    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    [Trait("CallFlow", "#80"), Trait("CallFlow", "#83"), Trait("CallFlow", "#2"), Trait("CallFlow", "#63"), Trait("CallFlow", "#87"), Trait("CallFlow", "#281")]
    public async Task Flows_OfACallOverTcp_SayWhyAndWhatToOpen(On on)
    {
        await using var deployment = await Deployment.StartAsync(on, redis, Settings);
        await using var scene = deployment.Scene();
        await scene.PutNetworkAsync(Office);
        var (ann, ben, call) = await scene.ConnectedAsync();

        await ann.PostAsync($"/v1/calls/{call}/connectivity", RelayOverTcp(1), FromOffice).OkAsync(HttpStatusCode.NoContent);
        await ben.PostAsync($"/v1/calls/{call}/connectivity", new { sequence = 1, state = "connected", selected = new { local = new { type = "srflx" }, remote = new { type = "relay" } } }, FromHome).OkAsync(HttpStatusCode.NoContent);

        var flows = (await ann.GetAsync($"/v1/calls/{call}/flows").OkAsync()).Json;
        Assert.Equal("ann 2 / ann 4 / ann 4 / ben 3 / ben 3 / ben 3|ann 4 / ann 4|ben 3 / ann 4|ben 3", StepsOf(flows));
        var (own, other) = (flows.At("participants.0"), flows.At("participants.1"));
        Assert.Equal("relayed over TCP, because UDP to the relay is blocked from 10.1.0.0/16; open UDP 3478–3481 to turn.eu.example.com", own.TextAt("summary"));
        Assert.Equal(("udpToRelayBlocked", 2, false), (own.TextAt("why.0.cause"), own.At("why.0.rule").GetInt32(), own.At("asExpected").GetBoolean()));
        Assert.Equal(("customerNetwork", "hq", "relayed", "tcp", "turn.eu.example.com"), (own.TextAt("place.location"), own.TextAt("place.network"), own.TextAt("real.kind"), own.TextAt("real.transport"), own.TextAt("real.relay")));
        Assert.Equal(("internet", "3", "relayed", true), (other.TextAt("place.location"), other.TextAt("real.flows.0"), other.TextAt("expected.mode"), other.At("asExpected").GetBoolean()));

        var line = Assert.Single((await ben.GetAsync($"/v1/calls/{call}/timeline").OkAsync()).Json.At("entries").EnumerateArray(), one => one.TextAt("kind") == "media_path" && one.TextAt("by.user") == "ann");
        Assert.Equal(("relayed over TCP", "4", "udp_to_relay_blocked"), (line.TextAt("facts.path"), line.TextAt("facts.flows"), line.TextAt("facts.cause")));

        // The other side's network is no affair of Ben's.
        var seenByBen = (await ben.GetAsync($"/v1/calls/{call}/flows").OkAsync()).Json;
        Assert.DoesNotContain("10.1.0.0", seenByBen.ToString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, seenByBen.At("participants.0.place.network").ValueKind);
        Assert.Contains("where the other side is", seenByBen.TextAt("participants.0.summary"), StringComparison.Ordinal);
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    [Trait("CallFlow", "#62"), Trait("CallFlow", "#66"), Trait("CallFlow", "#38")]
    public async Task Connectivity_OfAnotherPath_IsToldToBothAndOnce(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, ben, call) = await scene.ConnectedAsync();

        await ann.PostAsync($"/v1/calls/{call}/connectivity", Direct(1)).OkAsync(HttpStatusCode.NoContent);
        await ann.PostAsync($"/v1/calls/{call}/connectivity", Direct(2)).OkAsync(HttpStatusCode.NoContent);
        await ann.PostAsync($"/v1/calls/{call}/connectivity", RelayOverTcp(1)).OkAsync(HttpStatusCode.NoContent); // late
        await ann.PostAsync($"/v1/calls/{call}/connectivity", new { sequence = 3, state = "failed" }).OkAsync(HttpStatusCode.NoContent);

        foreach (var side in (Device[])[ann, ben])
        {
            var first = (await side.UntilAsync("call.mediaPath")).Event;
            Assert.Equal(("ann", "connected", "directThroughNat", "udp"), (first.TextAt("data.by.user"), first.TextAt("data.state"), first.TextAt("data.path.kind"), first.TextAt("data.path.transport")));
            var second = (await side.UntilAsync("call.mediaPath")).Event;
            Assert.Equal(("failed", JsonValueKind.Null), (second.TextAt("data.state"), second.At("data.path").ValueKind));
            Assert.StartsWith("no path works", second.TextAt("data.summary"), StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("CallFlow", "#90")]
    public async Task Connectivity_OfDirectMediaThatTheOwnerForbids_Is409AndExplained()
    {
        await using var deployment = await Deployment.EmbeddedAsync(Settings);
        await using var scene = deployment.Scene();
        await scene.PutNetworkAsync(Office with { CustomerNetworks = [Office.CustomerNetworks[0] with { Policies = new() { BlockDirectExternalMedia = true } }] });
        var (ann, ben, call) = await scene.ConnectedAsync();
        await ben.PostAsync($"/v1/calls/{call}/connectivity", new { sequence = 1, state = "checking" }, FromHome).OkAsync(HttpStatusCode.NoContent);

        var refused = await ann.PostAsync($"/v1/calls/{call}/connectivity", Direct(1, "10.1.2.3"), FromOffice).RefusedAsync("direct_media_blocked");

        Assert.Contains("hq", refused.Text("detail"), StringComparison.Ordinal);
        var own = (await ann.GetAsync($"/v1/calls/{call}/flows").OkAsync()).Json.At("participants.0");
        Assert.Equal("directDespitePolicy", own.TextAt("why.0.cause"));
    }

    [Fact]
    public async Task Flows_WithoutALiveNetwork_AreTheDefaultProfilesAndSaySo()
    {
        await using var scene = await deployments.SceneAsync(On.Embedded, redis);
        var (ann, _, call) = await scene.ConnectedAsync();

        var flows = (await ann.GetAsync($"/v1/calls/{call}/flows").OkAsync()).Json;

        Assert.Equal((false, "acs", 1), (flows.At("networkDescribed").GetBoolean(), flows.TextAt("profile"), flows.At("notes").GetArrayLength()));
        Assert.Equal(("direct", "no path is reported yet"), (flows.TextAt("expected.mode"), flows.TextAt("participants.0.summary")));
        Assert.False(flows.At("steps.6.flows.0.done").GetBoolean());
    }

    [Fact]
    [Trait("CallFlow", "#94")]
    public async Task Flows_OfAUserWhoseBrowserHidesAddresses_SayThatThePlaceIsUnknown()
    {
        await using var deployment = await Deployment.EmbeddedAsync(Settings);
        await using var scene = deployment.Scene();
        await scene.PutNetworkAsync(Office);
        var (ann, _, call) = await scene.ConnectedAsync();

        await ann.PostAsync($"/v1/calls/{call}/connectivity", Direct(1, "0b1c2d3e-1111-2222-3333-444455556666.local"), FromOffice).OkAsync(HttpStatusCode.NoContent);

        var flows = (await ann.GetAsync($"/v1/calls/{call}/flows").OkAsync()).Json;
        Assert.Equal(("unknown", "hostAddressesHidden"), (flows.TextAt("participants.0.place.location"), flows.TextAt("participants.0.place.doubt")));
        Assert.Equal("location_unknown", flows.TextAt("notPlanned.code"));
        Assert.Equal("placeUnknown", flows.TextAt("participants.0.why.0.cause"));
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task FlowsAndQuality_AskedByAnAdministrator_ShowBothSidesOfEveryCallOfTheTenant(On on)
    {
        await using var deployment = await Deployment.StartAsync(on, redis, Settings);
        await using var scene = deployment.Scene();
        await scene.PutNetworkAsync(Office);
        var (ann, ben, call) = await scene.ConnectedAsync();
        await ann.PostAsync($"/v1/calls/{call}/connectivity", RelayOverTcp(1), FromOffice).OkAsync(HttpStatusCode.NoContent);
        await ben.PostAsync($"/v1/calls/{call}/telemetry", Samples(Sample(1, loss: 3))).OkAsync(HttpStatusCode.Accepted);

        Device Of(string user, string tenant, params string[] scopes) => scene.Device(user, token: RunningEdge.TokenOf(user, tenant, null, scopes));
        foreach (var admin in (Device[])[Of("olga", scene.Tenant, "admin"), Of("olga", scene.Tenant, "calls", "admin"), Of("ben", scene.Tenant, "calls", "admin")])
        {
            var flows = (await admin.GetAsync($"/v1/calls/{call}/flows").OkAsync()).Json;
            Assert.Equal(("hq", "relayed over TCP, because UDP to the relay is blocked from 10.1.0.0/16; open UDP 3478–3481 to turn.eu.example.com"), (flows.TextAt("participants.0.place.network"), flows.TextAt("participants.0.summary")));
            Assert.Equal(("callee", "fair"), ((await admin.GetAsync($"/v1/calls/{call}/quality").OkAsync()).Json is var quality ? quality.TextAt("worstLeg") : null, quality.TextAt("verdict")));
            await admin.GetAsync($"/v1/calls/{call}/timeline").OkAsync();
        }

        foreach (var what in (string[])["flows", "quality", "timeline"])
        {
            await Of("olga", scene.Tenant + "x", "calls", "admin").GetAsync($"/v1/calls/{call}/{what}").RefusedAsync("call_not_found");
            await Of("olga", scene.Tenant, "calls", "network").GetAsync($"/v1/calls/{call}/{what}").RefusedAsync("call_not_found");
            await Of("ann", scene.Tenant, "network").GetAsync($"/v1/calls/{call}/{what}").RefusedAsync("forbidden");
        }

        await Of("olga", scene.Tenant, "calls", "admin").PostAsync($"/v1/calls/{call}/telemetry", Samples(Sample(2))).RefusedAsync("call_not_found"); // to look is not to take part
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    [Trait("CallFlow", "#81")]
    public async Task Connectivity_AfterTheEnd_IsKeptAndToldToNobody(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, ben, call) = await scene.ConnectedAsync();
        await ben.HangUpAsync(call).OkAsync();

        await ann.PostAsync($"/v1/calls/{call}/connectivity", Direct(1)).OkAsync(HttpStatusCode.NoContent);
        await ben.CallAsync("ann"); // something else to be told of, after it

        Assert.Equal("directThroughNat", (await ben.GetAsync($"/v1/calls/{call}/flows").OkAsync()).Json.TextAt("participants.0.real.kind"));
        Assert.DoesNotContain("call.mediaPath", (await ann.UntilAsync("call.incoming")).Seen.Select(one => one.TextAt("type")));
    }

    [Fact]
    [Trait("CallFlow", "#75"), Trait("CallFlow", "#78")]
    public async Task Flows_OfASideThatHasShownNoRelay_DoNotSayThatItObtainedOne()
    {
        await using var scene = await deployments.SceneAsync(On.Embedded, redis);
        var (ann, _, call) = await scene.ConnectedAsync();
        async Task<(bool, bool)> DoneAsync() => (await ann.GetAsync($"/v1/calls/{call}/flows").OkAsync()).Json is var flows ? (flows.At("steps.1.flows.0.done").GetBoolean(), flows.At("steps.4.flows.0.done").GetBoolean()) : default;

        Assert.Equal((false, false), await DoneAsync());
        await ann.PostAsync($"/v1/calls/{call}/connectivity", RelayOverTcp(1)).OkAsync(HttpStatusCode.NoContent);
        Assert.Equal((true, false), await DoneAsync());
    }

    [Fact]
    public async Task Flows_OfReportsThatCannotBothBeTrue_SaySo()
    {
        await using var scene = await deployments.SceneAsync(On.Embedded, redis);
        var (ann, ben, call) = await scene.ConnectedAsync();
        await ann.PostAsync($"/v1/calls/{call}/connectivity", RelayOverTcp(1)).OkAsync(HttpStatusCode.NoContent);
        await ben.PostAsync($"/v1/calls/{call}/connectivity", Direct(1)).OkAsync(HttpStatusCode.NoContent);

        var notes = (await ann.GetAsync($"/v1/calls/{call}/flows").OkAsync()).Json.At("notes").EnumerateArray().Select(note => note.GetString()!);

        Assert.Contains(notes, note => note.Contains("out of date", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"sequence":1,"state":"connected"}""", "selected")]
    [InlineData("""{"sequence":0,"state":"failed"}""", "sequence")]
    [InlineData("""{"sequence":1,"state":"failed","speed":1}""", "")]
    public async Task Connectivity_ThatIsNone_IsRefused(string body, string path)
    {
        await using var scene = await deployments.SceneAsync(On.Embedded, redis);
        var (ann, _, call) = await scene.ConnectedAsync();

        var refused = await ann.PostAsync($"/v1/calls/{call}/connectivity", new StringContent(body, System.Text.Encoding.UTF8, "application/json")).RefusedAsync("invalid_request");

        if (path.Length > 0) Assert.Equal(path, refused.Json.TextAt("errors.0.path"));
    }

    private static string StepsOf(JsonElement flows) => string.Join(" / ", flows.At("steps").EnumerateArray().Select(step => string.Join('|', step.At("flows").EnumerateArray()
        .Select(one => $"{one.TextAt("user")} {string.Join(',', one.At("flows").EnumerateArray().Select(flow => flow.GetString()))}"))));
}
