using System.Net;
using System.Text.Json.Nodes;
using Signaling.Api.OpenApi;
using Signaling.Api.Tests.Running;
using Xunit;

namespace Signaling.Api.Tests.Preparation;

/// <summary>Preparing a network over HTTP: verdicts, rules, rates, addresses, symptoms; and what a desk's test asks.</summary>
public sealed class ReadinessEndpointsTests
{
    private static readonly object Hq = new
    {
        profile = "acs",
        customerNetworks = new[] { new { id = "hq", internalPrefixes = new[] { "10.0.0.0/8" }, egressPrefixes = new[] { new { prefix = "198.51.100.0/30" } }, vpnPrefixes = new[] { "10.200.0.0/16" } } },
        regions = new[] { new { id = "eu", signalingUrls = new[] { "https://eu.example.com" }, relays = new[] { "turn.eu.example.com" }, mediaServers = new[] { "203.0.113.10" } } },
    };

    [Fact]
    public async Task Readiness_OfTheExample_SaysWhatIsBlockedAndWhatToAskFor()
    {
        await using var edge = await RunningEdge.StartAsync();
        using var admin = Administrator(edge);
        await admin.SendAsync(HttpMethod.Put, "/v1/networks/hq", Hq).OkAsync(HttpStatusCode.Created);

        var answer = await admin.PostAsync("/v1/networks/hq/readiness", RequestExamples.Of("JudgeReadiness"));

        Assert.Equal((HttpStatusCode.OK, "degraded"), (answer.Status, answer.Text("grade")));
        var blocked = answer.Json.GetProperty("findings").EnumerateArray().Single(one => one.GetProperty("code").GetString() == "udpBlocked");
        Assert.StartsWith("UDP 3478 to turn.eu.example.com is blocked: ask for", blocked.GetProperty("fix").GetString(), StringComparison.Ordinal);
        Assert.Equal("udpBlocked", answer.Json.GetProperty("reports")[0].GetProperty("kind").GetString());
        Assert.Contains("Readiness:MaxRoundTrip", answer.Json.GetProperty("missing").EnumerateArray().Select(one => one.GetProperty("name").GetString()));
    }

    [Fact]
    [Trait("CallFlow", "#157")]
    public async Task Readiness_OfADescriptionThatComesAlong_NeedsNoStoredOneAndLinksTheHelp()
    {
        await using var edge = await RunningEdge.StartAsync(settings: new() { ["Readiness:VpnHelp"] = "https://help.example/vpn" });
        using var admin = Administrator(edge);

        var answer = await admin.PostAsync("/v1/networks/planned/readiness", new { network = Hq });

        var warned = answer.Json.GetProperty("findings").EnumerateArray().Single(one => one.GetProperty("code").GetString() == "mediaOverVpn");
        Assert.Equal(("https://help.example/vpn", 4), (warned.GetProperty("help").GetString(), warned.GetProperty("reasons").GetArrayLength()));
    }

    [Fact]
    public async Task Readiness_OfWhatIsNotThere_IsRefusedByName()
    {
        await using var edge = await RunningEdge.StartAsync();
        using var admin = Administrator(edge);

        var unknown = await admin.PostAsync("/v1/networks/nowhere/readiness");
        var old = await admin.PostAsync("/v1/networks/hq/readiness", new { network = Hq, reports = new object[] { new { schema = "signaling-network-test/1" }, new { schema = "other" } } });
        var many = await admin.PostAsync("/v1/networks/hq/readiness", new { network = Hq, reports = Enumerable.Repeat(new { schema = "signaling-network-test/1" }, 201) });
        var misspelt = await admin.PostAsync("/v1/networks/hq/readiness", new { netwrok = Hq });

        Assert.Equal((HttpStatusCode.NotFound, "network_not_found"), (unknown.Status, unknown.Code));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "report_invalid"), (old.Status, old.Code));
        Assert.StartsWith("reports[1].schema", old.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("report_invalid", many.Code);
        Assert.Equal("invalid_request", misspelt.Code);
    }

    [Theory]
    [InlineData("", "application/json", "application/json")]
    [InlineData("?format=text", "application/json", "text/plain")]
    [InlineData("?format=csv", "*/*", "text/csv")]
    [InlineData("", "text/csv", "text/csv")]
    [InlineData("", "text/html, text/plain;q=0.5, text/csv;q=0.1", "text/plain")]
    [Trait("CallFlow", "#226")]
    public async Task FirewallRules_InEachFormat_NameEveryHost(string query, string accept, string expected)
    {
        await using var edge = await RunningEdge.StartAsync();
        using var admin = Administrator(edge);
        await admin.SendAsync(HttpMethod.Put, "/v1/networks/hq", Hq).OkAsync(HttpStatusCode.Created);
        using var http = edge.CreateClient(admin.Token, "default");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/networks/hq/firewall-rules" + query) { Headers = { { "Accept", accept } } };

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, expected), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.All((string[])["eu.example.com", "turn.eu.example.com", "203.0.113.10", "3478-3481", "10.0.0.0/8"], part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task FirewallRules_OfANetworkWithoutRegions_NameThisDeployment()
    {
        await using var edge = await RunningEdge.StartAsync(settings: new()
        {
            ["Relays:Secret"] = "0123456789abcdef", ["Relays:Servers:0:Host"] = "turn.example.com", ["Relays:Servers:0:Udp:0"] = "3478", ["Relays:Servers:0:Tls:0"] = "443",
        });
        using var admin = Administrator(edge);
        await admin.SendAsync(HttpMethod.Put, "/v1/networks/plain", new { customerNetworks = new[] { new { id = "=hq" } }, endpoints = new[] { new { host = "sbc.example", ports = new[] { 5061 }, purpose = "phones\n* allow out udp any -> any" } } }).OkAsync(HttpStatusCode.Created);

        var answer = await admin.GetAsync("/v1/networks/plain/firewall-rules");
        var wrong = await admin.GetAsync("/v1/networks/plain/firewall-rules?format=xml");
        var qos = await admin.GetAsync("/v1/networks/plain/qos");
        using var http = edge.CreateClient(admin.Token, "default");
        var csv = await http.GetStringAsync("/v1/networks/plain/firewall-rules?format=csv", TestContext.Current.CancellationToken);

        var text = await http.GetStringAsync("/v1/networks/plain/firewall-rules?format=text", TestContext.Current.CancellationToken);
        Assert.Contains("# flow 4: phones * allow out udp any -> any\n", text, StringComparison.Ordinal);
        Assert.Equal("deployment", answer.Text("source"));
        Assert.Contains("turn.example.com", answer.Json.GetProperty("rules").GetRawText(), StringComparison.Ordinal);
        Assert.Equal("invalid_request", wrong.Code);
        Assert.Equal(46, qos.Json.GetProperty("marks")[0].GetProperty("dscp").GetInt32());
        Assert.Contains(",'=hq,", csv, StringComparison.Ordinal); // no formula for a spreadsheet
    }

    [Fact]
    [Trait("CallFlow", "#219")]
    public async Task FirewallRules_OfARelayThatThisDeploymentRuns_HaveItsOwnPortsInEveryFormat()
    {
        await using var edge = await RunningEdge.StartAsync(settings: new()
        {
            ["Relays:Secret"] = "0123456789abcdef", ["Relays:AllowAnyPort"] = "true", ["Relays:Servers:0:Host"] = "Turn.EU.example.com", ["Relays:Servers:0:Udp:0"] = "3478", ["Relays:Servers:0:Udp:1"] = "3480", ["Relays:Servers:0:Tls:0"] = "5349",
        });
        using var admin = Administrator(edge);
        await admin.SendAsync(HttpMethod.Put, "/v1/networks/hq", Hq).OkAsync(HttpStatusCode.Created);
        using var http = edge.CreateClient(admin.Token, "default");

        var rules = (await admin.GetAsync("/v1/networks/hq/firewall-rules")).Json.GetProperty("rules").EnumerateArray()
            .Where(rule => rule.GetProperty("to")[0].GetString() == "turn.eu.example.com" && rule.GetProperty("flow").GetString() == "4")
            .Select(rule => $"{rule.GetProperty("protocol").GetString()} {rule.GetProperty("ports").GetString()}");
        var text = await http.GetStringAsync("/v1/networks/hq/firewall-rules?format=text", TestContext.Current.CancellationToken);
        var csv = await http.GetStringAsync("/v1/networks/hq/firewall-rules?format=csv", TestContext.Current.CancellationToken);

        Assert.Equal(["tcp 5349", "udp 3478,3480"], rules);
        Assert.Matches(@"allow out +udp  10\.0\.0\.0/8 +-> turn\.eu\.example\.com +3478,3480 ", text);
        Assert.Contains("allowOut,hq,udp,10.0.0.0/8,turn.eu.example.com,\"3478,3480\",4,internet,no,", csv, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("CallFlow", "#218"), Trait("CallFlow", "#302")]
    public async Task Bandwidth_WithAndWithoutRates_IsPlannedOrRefused()
    {
        await using var edge = await RunningEdge.StartAsync(settings: new() { ["Readiness:Rates:Audio"] = "100" });
        using var admin = Administrator(edge);
        object[] audio = [new { kind = "audio", sending = 100 }], both = [.. audio, new { kind = "video", sending = 1 }], links = [new { name = "LAN", upMbps = 1000 }, new { name = "Internet", upMbps = 12, otherUpMbps = 3 }];

        var narrow = await admin.PostAsync("/v1/networks/hq/bandwidth", new { network = Hq, sessions = audio, links });
        var unset = await admin.PostAsync("/v1/networks/hq/bandwidth", new { network = Hq, sessions = both, links });
        var given = await admin.PostAsync("/v1/networks/hq/bandwidth", new { network = Hq, sessions = both, links, rates = new { audio = 50, video = 1000 } });
        var files = await admin.PostAsync("/v1/networks/hq/bandwidth", new { network = Hq, sessions = new object[] { new { kind = "fileTransfer", sending = 1 } }, links });
        var nothing = await admin.PostAsync("/v1/networks/hq/bandwidth", new { network = Hq });

        Assert.Equal("""["Internet"]""", narrow.Json.GetProperty("insufficient").GetRawText());
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "bandwidth_rates_not_configured"), (unset.Status, unset.Code));
        Assert.Contains("video", unset.Text("detail"), StringComparison.Ordinal);
        Assert.True(given.Json.GetProperty("sufficient").GetBoolean());
        Assert.Equal("media_kind_not_allowed", files.Code);
        Assert.Equal("invalid_request", nothing.Code);
    }

    [Fact]
    [Trait("CallFlow", "#225"), Trait("CallFlow", "#304")]
    public async Task NatPool_ForDevices_TakesTheDescriptionsAddressesAndAsksForALimit()
    {
        await using var edge = await RunningEdge.StartAsync();
        using var admin = Administrator(edge);

        var sized = await admin.PostAsync("/v1/networks/hq/nat-pool", new { network = Hq, devices = 10_000, maxDevicesPerAddress = 2_000 });
        var unset = await admin.PostAsync("/v1/networks/hq/nat-pool", new { network = Hq, devices = 10_000 });

        Assert.Equal((4, 5, 1, true), (sized.Json.GetProperty("addresses").GetInt32(), sized.Json.GetProperty("required").GetInt32(), sized.Json.GetProperty("shortfall").GetInt32(), sized.Json.GetProperty("portExhaustionRisk").GetBoolean()));
        Assert.Equal((HttpStatusCode.BadRequest, "device_limit_missing"), (unset.Status, unset.Code));

        var unknown = await admin.PostAsync("/v1/networks/hq/nat-pool", new { network = new { }, devices = 10_000, maxDevicesPerAddress = 2_000 });
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (unknown.Status, unknown.Code));
        Assert.Contains("publicAddresses", unknown.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("CallFlow", "#221")]
    public async Task Symptoms_AllOrOne_HaveACause()
    {
        await using var edge = await RunningEdge.StartAsync();
        using var ann = edge.Device("ann");

        var all = await ann.GetAsync("/v1/symptoms");
        var one = await ann.GetAsync("/v1/symptoms?symptom=robotic");
        var unknown = await ann.GetAsync("/v1/symptoms?symptom=purple");

        Assert.Equal(5, all.Json.GetProperty("symptoms").GetArrayLength());
        Assert.Equal("jitterOrPacketLoss", one.Json.GetProperty("symptoms")[0].GetProperty("cause").GetString());
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (unknown.Status, unknown.Code));
    }

    [Fact]
    [Trait("CallFlow", "#223")]
    public async Task NetworkTest_OfADesk_NamesEveryEdgeAndRelayAndJudges()
    {
        await using var edge = await RunningEdge.StartAsync(settings: new()
        {
            ["Edges:Self:Id"] = "eu1", ["Edges:Self:Url"] = "http://localhost:5080", ["Edges:Others:0:Id"] = "us1", ["Edges:Others:0:Url"] = "https://us1.example.com", ["Relays:MaxServers"] = "1",
            ["Relays:Secret"] = "0123456789abcdef", ["Relays:Servers:0:Host"] = "turn.eu.example.com", ["Relays:Servers:0:Udp:0"] = "3478", ["Relays:Servers:0:Tls:0"] = "443",
            ["Relays:Servers:1:Host"] = "turn.us.example.com", ["Relays:Servers:1:Udp:0"] = "3479",
        });
        using var ann = edge.Device("ann");

        var test = await ann.GetAsync("/v1/network-test");
        var verdict = await ann.PostAsync("/v1/network-test/verdict", RequestExamples.Of("JudgeNetworkTest"));
        var wrong = await ann.PostAsync("/v1/network-test/verdict", new { schema = "x" });

        Assert.Equal(["http://localhost:5080", "https://us1.example.com"], test.Json.GetProperty("edges").EnumerateArray().Select(one => one.GetProperty("url").GetString()));
        Assert.Equal("""[{"host":"turn.eu.example.com","region":null,"udp":[3478],"tcp":[],"tls":[443]},{"host":"turn.us.example.com","region":null,"udp":[3479],"tcp":[],"tls":[]}]""", test.Json.GetProperty("relays").GetRawText());
        Assert.True(IPAddress.IsLoopback(IPAddress.Parse(test.Text("address")!)));
        Assert.Equal(("acs", "udpBlocked"), (verdict.Text("profile"), verdict.Json.GetProperty("desk").GetProperty("kind").GetString()));
        Assert.Equal("report_invalid", wrong.Code);
    }

    [Fact]
    [Trait("CallFlow", "#94")]
    public async Task NetworkTest_InATenantWithALiveNetwork_KnowsItsVpn()
    {
        await using var edge = await RunningEdge.StartAsync();
        using var admin = Administrator(edge);
        using var ann = edge.Device("ann");
        await admin.SendAsync(HttpMethod.Put, "/v1/networks/hq", Hq).OkAsync(HttpStatusCode.Created);
        var report = (JsonObject)RequestExamples.Of("JudgeNetworkTest")!;
        report["addresses"] = new JsonArray(new JsonObject { ["address"] = "10.200.0.5" });

        var verdict = await ann.PostAsync("/v1/network-test/verdict", report);

        Assert.Equal(("vpn", "hq"), (verdict.Json.GetProperty("desk").GetProperty("kind").GetString(), verdict.Json.GetProperty("desk").GetProperty("network").GetString()));
    }

    private static Device Administrator(RunningEdge edge) => edge.Device("root", token: RunningEdge.TokenOf("root", scopes: ["calls", "network"]));
}
