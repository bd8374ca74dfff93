using System.Net;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Edges;

/// <summary>The catalogue of endpoints with a stored network, and what is remembered of its changes.</summary>
public sealed class EndpointChangesTests(Deployments deployments, RedisServer redis)
{
    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    [Trait("CallFlow", "#161"), Trait("CallFlow", "#178"), Trait("CallFlow", "#307")]
    public async Task Endpoints_WhenTheLiveNetworkChanges_SayWhatChangedSince(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var owner = scene.Device("olga", at: 0, token: RunningEdge.TokenOf("olga", scene.Tenant, null, "network"));
        var first = await owner.GetAsync("/v1/endpoints");
        Assert.Equal((0, true), (first.Json.GetProperty("changes").GetArrayLength(), first.Json.GetProperty("complete").GetBoolean()));

        await PutAsync(owner, new { profile = "teams", features = new[] { "privateCircuit" }, endpoints = new[] { new { category = "relay", host = "turn.example.com", prefixes = new[] { "203.0.113.0/28" }, ports = new[] { 3478 } } } });
        var second = await owner.GetAsync($"/v1/endpoints?since={first.Text("version")}");
        await PutAsync(owner, new { profile = "acs" });
        var third = await owner.GetAsync($"/v1/endpoints?since={second.Text("version")}");

        var added = Assert.Single(Assert.Single(second.Json.GetProperty("changes").EnumerateArray()).GetProperty("added").EnumerateArray());
        Assert.Equal(("turn.example.com", "203.0.113.0/28", true), (added.GetProperty("host").GetString(), added.GetProperty("addresses")[0].GetString(), added.GetProperty("circuitRoutable").GetBoolean()));
        Assert.Contains(second.Json.GetProperty("endpoints").EnumerateArray(), one => one.GetProperty("host").GetString() == "turn.example.com");
        Assert.All(second.Json.GetProperty("endpoints").EnumerateArray(), one => Assert.True(one.GetProperty("internetRoutable").GetBoolean()));
        Assert.Equal("nameResolution false", string.Join(' ', second.Json.GetProperty("categories").EnumerateArray().Where(one => one.GetProperty("category").GetString() == "nameResolution")
            .Select(one => $"nameResolution {(one.GetProperty("circuitRoutable").GetBoolean() ? "true" : "false")}")));
        Assert.Equal(first.Text("version"), third.Text("version")); // as it was: taken back within minutes, the change is forgotten
        Assert.Equal((first.ETag, 0), (third.ETag, (await owner.GetAsync("/v1/endpoints")).Json.GetProperty("changes").GetArrayLength()));
        Assert.False(third.Json.GetProperty("complete").GetBoolean()); // nobody knows that version any more
        Assert.Equal(["hq"], (await owner.GetAsync("/v1/networks")).Json.GetProperty("networks").EnumerateArray().Select(one => one.GetProperty("id").GetString()));
    }

    private static async Task PutAsync(Device owner, object network) =>
        Assert.True((await owner.SendAsync(HttpMethod.Put, "/v1/networks/hq", network)).Status is HttpStatusCode.OK or HttpStatusCode.Created);
}
