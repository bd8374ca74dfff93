using System.Net;
using System.Text.Json;
using Signaling.Api.OpenApi;
using Signaling.Api.Tests.Running;
using Xunit;

namespace Signaling.Api.Tests.Network;

/// <summary>The planner over HTTP: plans, named refusals, faults by path; flows and profiles.</summary>
public sealed class NetworkEndpointsTests
{
    private static readonly object[] Pair = [new { id = "a", location = "customerNetwork" }, new { id = "b", location = "internet" }];

    [Fact]
    [Trait("CallFlow", "#10"), Trait("CallFlow", "#28"), Trait("CallFlow", "#183")]
    public async Task RoutePlans_OfACall_GivesSignalingAndMediaApart()
    {
        await using var edge = await RunningEdge.StartAsync();
        using var ann = edge.Device("ann");

        var answer = await ann.PostAsync("/v1/route-plans", new { scenario = new { participants = Pair, connectivity = new { direct = false } } });

        Assert.Equal((HttpStatusCode.OK, "relayed"), (answer.Status, answer.Text("mode")));
        Assert.Equal("""["4"]""", answer.Json.GetProperty("media")[0].GetProperty("flows").GetRawText());
        Assert.Equal("""["internet"]""", answer.Json.GetProperty("signaling")[1].GetProperty("path").GetRawText());
        Assert.Equal("""{"payloadEncrypted":true,"headerEncrypted":false}""", answer.Json.GetProperty("security").GetRawText());
        Assert.Equal(8, answer.Json.GetProperty("steps").GetArrayLength());
    }

    [Fact]
    public async Task RoutePlans_OfTheExample_IsAPlan()
    {
        await using var edge = await RunningEdge.StartAsync();
        using var ann = edge.Device("ann");

        var answer = await ann.PostAsync("/v1/route-plans", RequestExamples.Of("PlanRoute"));

        Assert.Equal((HttpStatusCode.OK, "relayed"), (answer.Status, answer.Text("mode")));
        Assert.Equal("""["2'","4"]""", answer.Json.GetProperty("signaling")[0].GetProperty("flows").GetRawText());
        Assert.Equal("""{"participant":"alice","location":"internetViaVpn","network":"hq"}""", answer.Json.GetProperty("places")[0].GetRawText());
    }

    [Fact]
    [Trait("CallFlow", "#94")]
    public async Task RoutePlans_ThatCannotBe_AreRefusedByNameWithTheRule()
    {
        await using var edge = await RunningEdge.StartAsync();
        using var ann = edge.Device("ann");

        var answer = await ann.PostAsync("/v1/route-plans", new { scenario = new { participants = new object[] { new { id = "a" }, new { id = "b", location = "internet" } } } });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "location_unknown", "a", "CALL-FLOWS #94"), (answer.Status, answer.Code, answer.Text("participant"), answer.Text("rule")));
    }

    [Theory]
    [InlineData("""{"customerNetwork":[],"profile":"acs, teams","features":"hybrid"}""", "customerNetwork reference_unknown|profile value_out_of_range|features value_out_of_range")]
    [InlineData("""{"customerNetworks":[{"id":5,"policies":{"relayOnly":"yes","udpOnly":null}},{"egressPrefix":[],"perimeters":[{"allow":[{"firstPort":99999999999}]}]}]}""",
        "customerNetworks[0].id value_out_of_range|customerNetworks[0].policies.relayOnly value_out_of_range|customerNetworks[0].policies.udpOnly value_out_of_range|customerNetworks[1].egressPrefix reference_unknown|customerNetworks[1].perimeters[0].allow[0].firstPort value_out_of_range")]
    [InlineData("[]", " value_out_of_range")]
    [InlineData("""{"profile":1,"regions":[5],"tenant":null}""", "profile value_out_of_range|regions[0] value_out_of_range")]
    public async Task Networks_OfAnotherShape_AreRefusedWithEachFaultByPath(string document, string faults)
    {
        await using var edge = await RunningEdge.StartAsync();
        using var olga = edge.Device("olga", token: RunningEdge.TokenOf("olga", "acme", null, "network"));
        var body = JsonSerializer.Deserialize<JsonElement>(document);

        var stored = await olga.SendAsync(HttpMethod.Put, "/v1/networks/hq", body);
        var planned = await olga.PostAsync("/v1/route-plans", new { scenario = new { participants = Pair }, network = body });

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request", faults), (stored.Status, stored.Code, Faults(stored)));
        Assert.Equal(string.Join('|', faults.Split('|').Select(fault => fault[0] == ' ' ? "network" + fault : "network." + fault)), Faults(planned));
        Assert.Equal(HttpStatusCode.NotFound, (await olga.GetAsync("/v1/networks/hq")).Status);

        static string Faults(Answer answer) => string.Join('|', answer.Json.GetProperty("errors").EnumerateArray().Select(one => $"{one.GetProperty("path").GetString()} {one.GetProperty("code").GetString()}"));
    }

    [Fact]
    public async Task RoutePlans_InADocumentWithFaults_NamesEachByPath()
    {
        await using var edge = await RunningEdge.StartAsync();
        using var ann = edge.Device("ann");

        var answer = await ann.PostAsync("/v1/route-plans", new { scenario = new { participants = Pair }, network = new { features = new[] { "hybrid" }, customerNetworks = new[] { new { id = "hq", internalPrefixes = new[] { "10.0.0.1/8" } } } } });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "network_invalid"), (answer.Status, answer.Code));
        Assert.Equal(["features[0] feature_not_enabled", "customerNetworks[0].internalPrefixes[0] prefix_invalid"],
            answer.Json.GetProperty("errors").EnumerateArray().Select(one => $"{one.GetProperty("path").GetString()} {one.GetProperty("code").GetString()}"));
    }

    [Theory]
    [InlineData("""{}"""), InlineData("""{"scenario":{"participants":[{"id":"a","loaction":"internet"}]}}"""), InlineData("""{"scenario":{"kind":"conference"}}"""), InlineData("""{"scenario":3}""")]
    public async Task RoutePlans_OfWhatCannotBeRead_IsAnInvalidRequest(string body)
    {
        await using var edge = await RunningEdge.StartAsync();
        using var ann = edge.Device("ann");

        var answer = await ann.PostAsync("/v1/route-plans", JsonDocument.Parse(body));

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (answer.Status, answer.Code));
    }

    [Fact]
    [Trait("CallFlow", "#54"), Trait("CallFlow", "#55")]
    public async Task Flows_OneAndAll_AreAsTheCatalogueSays()
    {
        await using var edge = await RunningEdge.StartAsync();
        using var ann = edge.Device("ann");

        var all = await ann.GetAsync("/v1/flows");

        Assert.Equal("1 1' 2 2' 3 4 4' 5 5A 5B 5C 6", string.Join(' ', all.Json.GetProperty("flows").EnumerateArray().Select(flow => flow.GetProperty("id").GetString())));
        Assert.Equal(("X", false), ((await ann.GetAsync("/v1/flows/4")).Text("class"), (await ann.GetAsync("/v1/flows/4")).Json.GetProperty("opensInwards").GetBoolean()));
        Assert.Equal("Y", (await ann.GetAsync("/v1/flows/2")).Text("class"));
        Assert.Equal("2'", (await ann.GetAsync("/v1/flows/2*")).Text("id"));
        Assert.True((await ann.GetAsync("/v1/flows/4%27")).Json.GetProperty("opensInwards").GetBoolean());
        Assert.Equal(HttpStatusCode.NotFound, (await ann.GetAsync("/v1/flows/7")).Status);
    }

    [Fact]
    [Trait("CallFlow", "#9"), Trait("CallFlow", "#173"), Trait("CallFlow", "#174")]
    public async Task Profiles_OneAndAll_ShowTheirSwitches()
    {
        await using var edge = await RunningEdge.StartAsync();
        using var ann = edge.Device("ann");

        var all = await ann.GetAsync("/v1/profiles");
        var sfb = await ann.GetAsync("/v1/profiles/sfbOnline");

        Assert.Equal("acs teams sfbOnline sfbHybrid sfbCloudConnector", string.Join(' ', all.Json.GetProperty("profiles").EnumerateArray().Select(one => one.GetProperty("name").GetString())));
        Assert.Equal(("2021-07-31", "2023-10-01", "organizerHome"), (sfb.Text("retiredOn"), sfb.Text("variantRetiresOn"), sfb.Text("hostRegion")));
        Assert.Equal(4, sfb.Json.GetProperty("segments").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await ann.GetAsync("/v1/profiles/lync")).Status);
    }
}
