using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Signaling.Api.Edges;
using Signaling.Api.Network;
using Signaling.Infrastructure.Relays;
using Signaling.Domain.Network.Storage;
using Signaling.Infrastructure.Embedded;
using Xunit;

namespace Signaling.Api.Tests.Edges;

public sealed class EdgeEndpointsTests
{
    private static readonly Dictionary<string, string?> TwoEdges = new()
    {
        ["Edges:Self:Id"] = "eu1", ["Edges:Self:Region"] = "eu", ["Edges:Self:Url"] = "https://eu1.example.com/",
        ["Edges:Others:0:Id"] = "us1", ["Edges:Others:0:Region"] = "us", ["Edges:Others:0:Url"] = "https://us1.example.com:8443",
        ["Relays:Secret"] = "0123456789abcdef", ["Relays:Servers:0:Host"] = "turn.example.com", ["Relays:Servers:0:Region"] = "eu",
        ["Relays:Servers:0:Udp:0"] = "3478", ["Relays:Servers:0:Udp:1"] = "3479", ["Relays:Servers:0:Tcp:0"] = "443", ["Relays:Servers:0:Tls:0"] = "443",
    };

    public static readonly TheoryData<string, string?, string> Wrong = new()
    {
        { "Edges:Self:Id", "eu 1", "Edges:Self:Id must be" },
        { "Edges:Others:0:Id", "EU1", "`EU1` is used twice" },
        { "Edges:Others:0:Id", null, "Edges:Others:0:Id must be" },
        { "Edges:Others:0:Url", null, "Edges:Others:0:Url is missing" },
        { "Edges:Self:Url", "http://eu1.example.com", "Edges:Self:Url must be" },
        { "Edges:Self:Url", "https://eu1.example.com/signaling", "Edges:Self:Url must be" },
        { "Edges:Self:Url", "eu1.example.com", "Edges:Self:Url must be" },
    };

    [Fact]
    public async Task Edges_WithoutAToken_NamesThisOneFirst()
    {
        await using var edge = await StartAsync(TwoEdges);

        var (response, json) = await edge.SendAsync(HttpMethod.Get, "/v1/edges", headers: ("Origin", "https://app.example.com"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["*"], response.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Equal(
            """[{"id":"eu1","region":"eu","url":"https://eu1.example.com","self":true},{"id":"us1","region":"us","url":"https://us1.example.com:8443","self":false}]""",
            json.GetProperty("edges").GetRawText());
    }

    [Fact]
    public async Task Edges_WithNothingConfigured_NamesTheAddressThatWasAsked()
    {
        await using var edge = await StartAsync([]);

        var (_, json) = await edge.SendAsync(HttpMethod.Get, "/v1/edges");

        var only = Assert.Single(json.GetProperty("edges").EnumerateArray());
        Assert.Equal(edge.Http.BaseAddress!.ToString().TrimEnd('/'), only.GetProperty("url").GetString());
    }

    [Theory]
    [InlineData("https://eu1.example.com", true)]
    [InlineData("https://us1.example.com:8443", true)]
    [InlineData("https://us1.example.com", false)]
    [InlineData("https://us1.example.com.evil.test:8443", false)]
    public async Task Origins_OfTheDeploymentsEdges_MayUseTheApiAndTheHub(string origin, bool may)
    {
        await using var edge = await StartAsync(TwoEdges);

        var (calls, _) = await edge.SendAsync(HttpMethod.Options, "/v1/calls", null, ("Origin", origin), ("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", "authorization"));
        var (hub, problem) = await edge.SendAsync(HttpMethod.Get, "/hubs/signaling", headers: ("Origin", origin));

        Assert.Equal(may, calls.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed) && allowed.Single() == origin);
        Assert.Equal(may, problem.GetProperty("code").GetString() != "origin_not_allowed");
        Assert.NotEqual(HttpStatusCode.OK, hub.StatusCode); // no WebSocket, and no token
    }

    [Fact]
    [Trait("CallFlow", "#226")]
    public async Task Endpoints_AsAnAllowList_NameEveryHostOnce()
    {
        await using var edge = await Running.RunningEdge.StartAsync(settings: TwoEdges);
        using var http = edge.CreateClient(Running.RunningEdge.TokenOf("ann"), device: null);

        var list = await http.GetStringAsync("/v1/endpoints?format=allowlist", TestContext.Current.CancellationToken);
        using var wrong = await http.GetAsync("/v1/endpoints?format=xml", TestContext.Current.CancellationToken);

        Assert.Equal("eu1.example.com\nus1.example.com\nturn.example.com\n", list);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task Ping_WithoutAToken_IsTinyAndTimed()
    {
        await using var edge = await StartAsync(TwoEdges);

        var (response, _) = await edge.SendAsync(HttpMethod.Get, "/v1/ping", headers: ("Origin", "https://anywhere.example"));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.Equal(["*"], response.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Equal(["*"], response.Headers.GetValues("Timing-Allow-Origin"));
        Assert.Matches("^edge;desc=\"eu1\";dur=[0-9.]+$", Assert.Single(response.Headers.GetValues("Server-Timing")));
    }

    [Fact]
    [Trait("CallFlow", "#161")]
    public async Task Endpoints_ForAFirewall_ListsEdgesAndRelaysByProtocol()
    {
        await using var edge = await StartAsync(TwoEdges);

        var (_, json) = await edge.SendAsync(HttpMethod.Get, "/v1/endpoints", headers: SignIn.As("ann"));

        string Row(JsonElement e) => $"{e.GetProperty("category")} {e.GetProperty("protocol")} {e.GetProperty("host")} {e.GetProperty("ports").GetRawText()} {e.GetProperty("required").GetRawText()}";
        Assert.Equal(
            ["signaling tcp eu1.example.com [443] true", "signaling tcp us1.example.com [8443] true", "relay udp turn.example.com [3478,3479] false", "relay tcp turn.example.com [443] true"],
            json.GetProperty("endpoints").EnumerateArray().Select(Row));
    }

    [Fact]
    public async Task Endpoints_WithoutAToken_IsRefused()
    {
        await using var edge = await StartAsync(TwoEdges);

        Assert.Equal(HttpStatusCode.Unauthorized, (await edge.SendAsync(HttpMethod.Get, "/v1/endpoints")).Response.StatusCode);
    }

    [Theory, MemberData(nameof(Wrong))]
    public async Task Start_WithAWrongEdge_NamesIt(string key, string? value, string named)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(new(TwoEdges) { [key] = value }, "Production"));

        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    private static Task<FrontServer> StartAsync(Dictionary<string, string?> settings, string environment = "Development") =>
        FrontServer.StartAsync(routes => routes.MapEdges(), environment, settings, builder => builder.Services.AddEdges().AddRelays().AddNetworks().AddSingleton<INetworkStore>(new EmbeddedNetworkStore(TimeProvider.System)));
}
