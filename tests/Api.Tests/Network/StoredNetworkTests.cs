using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Signaling.Api.Network;
using Signaling.Api.OpenApi;
using Signaling.Api.Tests.Running;
using Signaling.Domain.Identity;
using Signaling.Domain.Network;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Network;

/// <summary>Stored networks and trunks over HTTP, on both stores and from two edges.</summary>
public sealed class StoredNetworkTests(Deployments deployments, RedisServer redis)
{
    private static readonly object Sbc = new { id = "sbc1", publicAddress = "203.0.113.51", certified = true, udpFromService = true };

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Network_FromFirstToLast_IsStoredChangedAndDeletedUnderItsVersion(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var owner = Owner(scene);

        var stored = await owner.SendAsync(HttpMethod.Put, "/v1/networks/hq", RequestExamples.Of("PutNetwork"), ("If-None-Match", "*"));
        Assert.Equal((HttpStatusCode.Created, "/v1/networks/hq", true), (stored.Status, stored.Location, stored.Json.GetProperty("live").GetBoolean()));
        Assert.Equal($"\"{stored.Text("version")}\"", stored.ETag);
        var again = await owner.SendAsync(HttpMethod.Put, "/v1/networks/hq", RequestExamples.Of("PutNetwork"), ("If-None-Match", "*"));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "version_mismatch"), (again.Status, again.Code));

        var read = await owner.GetAsync("/v1/networks/hq");
        Assert.Equal((stored.ETag, true, "hq"), (read.ETag, read.Json.GetProperty("live").GetBoolean(), read.Text("id")));
        Assert.Equal("10.0.0.0/8", read.Json.GetProperty("network").GetProperty("customerNetworks")[0].GetProperty("internalPrefixes")[0].GetString());
        Assert.InRange(read.Json.GetProperty("changedAt").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-2), DateTimeOffset.UtcNow.AddMinutes(2));

        // What was read can be stored as it is.
        var changed = await owner.SendAsync(HttpMethod.Put, "/v1/networks/hq", read.Json.GetProperty("network"), ("If-Match", stored.ETag!));
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.Equal((HttpStatusCode.PreconditionFailed, "version_mismatch"), Of(await owner.SendAsync(HttpMethod.Put, "/v1/networks/hq", RequestExamples.Of("PutNetwork"), ("If-Match", stored.ETag!))));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "version_mismatch"), Of(await owner.SendAsync(HttpMethod.Delete, "/v1/networks/hq", null, ("If-Match", stored.ETag!))));

        var list = await owner.GetAsync("/v1/networks");
        Assert.Equal(("hq", "hq", changed.Text("version")), (list.Text("live"), list.Json.GetProperty("networks")[0].GetProperty("id").GetString(), list.Json.GetProperty("networks")[0].GetProperty("version").GetString()));
        Assert.Equal(0, (await Owner(scene, "x").GetAsync("/v1/networks")).Json.GetProperty("networks").GetArrayLength()); // another tenant

        Assert.Equal(HttpStatusCode.NoContent, (await owner.SendAsync(HttpMethod.Delete, "/v1/networks/hq", null, ("If-Match", changed.ETag!))).Status);
        Assert.Equal((HttpStatusCode.NotFound, "network_not_found"), Of(await owner.GetAsync("/v1/networks/hq")));
        Assert.Equal((HttpStatusCode.NotFound, "network_not_found"), Of(await owner.SendAsync(HttpMethod.Delete, "/v1/networks/hq")));
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task SecondNetwork_WhileOneIsLive_IsRefusedOrADraftOrInItsPlace(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var owner = Owner(scene);
        await PutAsync(owner, "/v1/networks/hq", new { profile = "acs" });

        var refused = await owner.SendAsync(HttpMethod.Put, "/v1/networks/next", new { profile = "teams" });
        Assert.Equal((HttpStatusCode.Conflict, "another_network_live", "hq"), (refused.Status, refused.Code, refused.Text("network")));
        Assert.Contains("?replaces=hq", refused.Text("detail"), StringComparison.Ordinal);
        Assert.False((await PutAsync(owner, "/v1/networks/next?draft=true", new { profile = "teams" })).Json.GetProperty("live").GetBoolean());
        Assert.Equal((HttpStatusCode.Conflict, "network_is_live"), Of(await owner.SendAsync(HttpMethod.Put, "/v1/networks/hq?draft=true", new { })));
        Assert.Equal(ProfileName.Acs, (await LiveAsync(scene, 0))!.Profile.Name);

        Assert.True((await PutAsync(owner, "/v1/networks/next?replaces=hq", new { profile = "teams" })).Json.GetProperty("live").GetBoolean());

        Assert.Equal("next", (await owner.GetAsync("/v1/networks")).Text("live"));
        Assert.False((await owner.GetAsync("/v1/networks/hq")).Json.GetProperty("live").GetBoolean());
        await UntilAsync(async () => (await LiveAsync(scene, 0))!.Profile.Name == ProfileName.Teams && (await LiveAsync(scene, ^1))!.Profile.Name == ProfileName.Teams);
    }

    [Fact]
    public async Task Live_ThroughTheEdgeThatChangedIt_CountsAtOnce()
    {
        await using var scene = await deployments.SceneAsync(On.Embedded, redis);
        var owner = Owner(scene);
        foreach (var profile in new[] { "acs", "teams", "sfbOnline", "acs" })
        {
            await PutAsync(owner, "/v1/networks/hq", new { profile });
            Assert.Equal(profile, (await LiveAsync(scene, 0))!.Profile.Name.ToString(), ignoreCase: true);
        }

        await owner.SendAsync(HttpMethod.Delete, "/v1/networks/hq");
        Assert.Null(await LiveAsync(scene, 0));
    }

    [Fact]
    public async Task Network_WithFaults_IsRefusedWholeWithEachByPath()
    {
        await using var scene = await deployments.SceneAsync(On.Embedded, redis);
        var owner = Owner(scene);

        var refused = await owner.SendAsync(HttpMethod.Put, "/v1/networks/hq", new
        {
            features = new[] { "hybrid" },
            customerNetworks = new[] { new { id = "hq", internalPrefixes = new[] { "10.0.0.1/8" } } },
            pairs = new[] { new { between = new[] { "hq", "moon" }, media = "none" } },
        });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "network_invalid"), Of(refused));
        Assert.Equal(["features[0]", "customerNetworks[0].internalPrefixes[0]", "pairs[0].between[1]"], refused.Json.GetProperty("errors").EnumerateArray().Select(one => one.GetProperty("path").GetString()));
        Assert.Empty((await owner.GetAsync("/v1/networks")).Json.GetProperty("networks").EnumerateArray());
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), Of(await owner.SendAsync(HttpMethod.Put, "/v1/networks/hq", new { custmerNetworks = Array.Empty<object>() })));
    }

    [Theory]
    [InlineData("/v1/networks/a b", null, null), InlineData("/v1/networks/%C3%A4", null, null), InlineData("/v1/networks/hq", "If-Match", "1-a"), InlineData("/v1/networks/hq", "If-Match", "W/\"1-a\""),
     InlineData("/v1/networks/hq", "If-Match", "\"1-a\", \"2-b\""), InlineData("/v1/networks/hq", "If-None-Match", "\"1-a\"")]
    public async Task Network_UnderANameOrConditionThatCannotBeRead_IsAnInvalidRequest(string path, string? header, string? value)
    {
        await using var scene = await deployments.SceneAsync(On.Embedded, redis);
        var owner = Owner(scene);
        (string, string)[] headers = header is null ? [] : [(header, value!)];

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), Of(await owner.SendAsync(HttpMethod.Put, path, new { }, headers)));
    }

    [Theory]
    [InlineData("calls", 403, 403, 403, 200), InlineData("network", 200, 201, 200, 200), InlineData("admin", 200, 201, 200, 200), InlineData("calls network", 200, 201, 200, 200)]
    public async Task Scopes_OfAToken_DecideWhoStoresAndWhoPlans(string scope, int list, int put, int planStored, int plan)
    {
        await using var scene = await deployments.SceneAsync(On.Embedded, redis);
        await PutAsync(Owner(scene), "/v1/networks/stored", new { customerNetworks = new[] { new { id = "hq", internalPrefixes = new[] { "10.0.0.0/8" } } } });
        var asker = scene.Device("ann", token: RunningEdge.TokenOf("ann", scene.Tenant, null, scope.Split(' ')));
        object scenario = new { participants = new[] { new { id = "a", location = "internet" }, new { id = "b", location = "internet" } } };

        Assert.Equal(list, (int)(await asker.GetAsync("/v1/networks")).Status);
        Assert.Equal(put, (int)(await asker.SendAsync(HttpMethod.Put, "/v1/networks/mine?draft=true", new { })).Status);
        Assert.Equal(planStored, (int)(await asker.PostAsync("/v1/route-plans", new { scenario, networkId = "stored" })).Status);
        Assert.Equal(plan, (int)(await asker.PostAsync("/v1/route-plans", new { scenario })).Status);
        Assert.Equal(plan, (int)(await asker.GetAsync("/v1/endpoints")).Status);
        Assert.Equal(scope.Contains("calls", StringComparison.Ordinal) ? 200 : 403, (int)(await asker.GetAsync("/v1/calls")).Status);
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    [Trait("CallFlow", "#122"), Trait("CallFlow", "#96")]
    public async Task Trunk_Stored_IsPartOfEveryNetworkAndMustFitTheLiveOne(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var owner = Owner(scene);
        Assert.Equal(HttpStatusCode.Created, (await owner.SendAsync(HttpMethod.Put, "/v1/trunks/pstn", new { kind = "directRouting", network = "hq", sbc = Sbc })).Status);
        var wrong = await owner.SendAsync(HttpMethod.Put, "/v1/trunks/other", new { kind = "directRouting", sbc = new { id = "sbc2", publicAddress = "192.168.1.4" } });
        Assert.Equal(["sbc.publicAddress public_address_required", "sbc.certified sbc_not_certified", "sbc.udpFromService sbc_not_reachable"],
            wrong.Json.GetProperty("errors").EnumerateArray().Select(one => $"{one.GetProperty("path").GetString()} {one.GetProperty("code").GetString()}"));

        // A network that the stored trunk does not fit is refused with the trunk's name; one that it fits has it.
        var unfit = await owner.SendAsync(HttpMethod.Put, "/v1/networks/hq", new { profile = "acs" });
        Assert.Equal(["trunks/pstn.network", "trunks/pstn.kind"], unfit.Json.GetProperty("errors").EnumerateArray().Select(one => one.GetProperty("path").GetString()));
        await PutAsync(owner, "/v1/networks/hq", new { profile = "teams", features = new[] { "directRouting" }, customerNetworks = new[] { new { id = "hq", internalPrefixes = new[] { "10.0.0.0/8" } } } });
        object scenario = new { kind = "pstn", participants = new[] { new { id = "a", location = "customerNetwork", network = "hq" } }, trunk = "pstn" };
        Assert.Equal(HttpStatusCode.OK, (await owner.PostAsync("/v1/route-plans", new { scenario, networkId = "hq" })).Status);
        Assert.NotNull((await LiveAsync(scene, 0))!.Trunk("pstn"));

        // Beside a live network a trunk must fit it.
        Assert.Equal("network", (await owner.SendAsync(HttpMethod.Put, "/v1/trunks/pstn2", new { network = "moon" })).Json.GetProperty("errors")[0].GetProperty("path").GetString());
        var read = await owner.GetAsync("/v1/trunks/pstn");
        Assert.Equal(("pstn", "sbc1"), (read.Json.GetProperty("trunk").GetProperty("id").GetString(), read.Json.GetProperty("trunk").GetProperty("sbc").GetProperty("id").GetString()));
        Assert.Equal("pstn", (await owner.GetAsync("/v1/trunks")).Json.GetProperty("trunks")[0].GetProperty("id").GetString());
        Assert.Equal((HttpStatusCode.PreconditionFailed, "version_mismatch"), Of(await owner.SendAsync(HttpMethod.Delete, "/v1/trunks/pstn", null, ("If-Match", "\"9-x\""))));
        Assert.Equal(HttpStatusCode.NoContent, (await owner.SendAsync(HttpMethod.Delete, "/v1/trunks/pstn", null, ("If-Match", read.ETag!))).Status);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "scenario_reference_unknown"), Of(await owner.PostAsync("/v1/route-plans", new { scenario, networkId = "hq" })));
        Assert.Equal((HttpStatusCode.NotFound, "trunk_not_found"), Of(await owner.GetAsync("/v1/trunks/pstn")));
    }

    [Fact]
    public async Task RoutePlans_InAStoredNetwork_AreThoseOfItsDocument()
    {
        await using var scene = await deployments.SceneAsync(On.Embedded, redis);
        var owner = Owner(scene);
        await PutAsync(owner, "/v1/networks/hq", RequestExamples.Of("PutNetwork"));
        var example = RequestExamples.Of("PlanRoute")!;

        var inline = await owner.PostAsync("/v1/route-plans", example);
        var stored = await owner.PostAsync("/v1/route-plans", new { scenario = example["scenario"], networkId = "hq" });

        Assert.Equal(inline.Json.GetRawText(), stored.Json.GetRawText());
        Assert.Equal((HttpStatusCode.NotFound, "network_not_found"), Of(await owner.PostAsync("/v1/route-plans", new { scenario = example["scenario"], networkId = "moon" })));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), Of(await owner.PostAsync("/v1/route-plans", new { scenario = example["scenario"], networkId = "hq", network = example["network"] })));
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    [Trait("CallFlow", "#1")]
    public async Task Subnets_FromATable_AreAddedOrReplacedInOneStep(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var owner = Owner(scene);
        var stored = await PutAsync(owner, "/v1/networks/hq", new { customerNetworks = new[] { new { id = "hq", internalPrefixes = new[] { "10.0.0.0/8" }, policies = new { relayOnly = true } } } });

        var added = await owner.SendAsync(HttpMethod.Post, "/v1/networks/hq/subnets", Table("\ufeffSite;Prefix;Role;Note\r\nhq;10.0.0.0/8;internal;as before\r\n\"hq\";\"198.51.100.0/24\";EGRESS;\"a \"\"note\"\"; quoted\"\r\nbranch;2001:db8:2::/48;internal;\r\n"), ("If-Match", stored.ETag!));
        Assert.Equal((HttpStatusCode.OK, 1, 2, 0, 1), (added.Status, added.Json.GetProperty("sitesAdded").GetInt32(), added.Json.GetProperty("added").GetInt32(), added.Json.GetProperty("removed").GetInt32(), added.Json.GetProperty("kept").GetInt32()));
        Assert.True(added.Json.GetProperty("live").GetBoolean());
        Assert.Equal((HttpStatusCode.PreconditionFailed, "version_mismatch"), Of(await owner.SendAsync(HttpMethod.Post, "/v1/networks/hq/subnets", Table("site,prefix,role\n"), ("If-Match", stored.ETag!))));

        var replaced = await owner.SendAsync(HttpMethod.Put, "/v1/networks/hq/subnets", Table("site,prefix,role,path\nbranch,2001:db8:2::/48,internal,\nbranch,192.0.2.0/28,egress,internet"));
        Assert.Equal((0, 1, 2, 1), (replaced.Json.GetProperty("sitesAdded").GetInt32(), replaced.Json.GetProperty("added").GetInt32(), replaced.Json.GetProperty("removed").GetInt32(), replaced.Json.GetProperty("kept").GetInt32()));
        var sites = (await owner.GetAsync("/v1/networks/hq")).Json.GetProperty("network").GetProperty("customerNetworks");
        Assert.Equal(("hq", 0, true), (sites[0].GetProperty("id").GetString(), sites[0].GetProperty("internalPrefixes").GetArrayLength(), sites[0].GetProperty("policies").GetProperty("relayOnly").GetBoolean()));

        using var http = scene.Edges[0].CreateClient(owner.Token, null);
        var table = await http.GetStringAsync("/v1/networks/hq/subnets", TestContext.Current.CancellationToken);
        Assert.Equal("site,prefix,role,path\r\nbranch,2001:db8:2::/48,internal,\r\nbranch,192.0.2.0/28,egress,internet\r\n", table);
        Assert.Equal(0, (await owner.SendAsync(HttpMethod.Put, "/v1/networks/hq/subnets", Table(table))).Json.GetProperty("added").GetInt32());
    }

    [Fact]
    public async Task Subnets_FromATableWithFaults_AreRefusedWholeWithEachByLine()
    {
        await using var scene = await deployments.SceneAsync(On.Embedded, redis);
        var owner = Owner(scene);
        var stored = await PutAsync(owner, "/v1/networks/hq", RequestExamples.Of("PutNetwork"));

        var refused = await owner.SendAsync(HttpMethod.Post, "/v1/networks/hq/subnets", Table("site,prefix,role\r\nhq,10.0.0.1/8,internal\r\nnew,10.0.0.0/8,internal\r\n,2001:db8::/129,inside\r\nnew,192.0.2.0/28\r\n"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "subnets_invalid", 2), (refused.Status, refused.Code, refused.Json.GetProperty("line").GetInt32()));
        Assert.Equal(["2 prefix prefix_invalid", "4 site id_invalid", "4 prefix prefix_invalid", "4 role value_out_of_range", "5  csv_invalid", "5 role value_out_of_range"],
            refused.Json.GetProperty("errors").EnumerateArray().Select(one => $"{one.GetProperty("line").GetInt32()} {one.GetProperty("column").GetString()} {one.GetProperty("code").GetString()}"));

        var elsewhere = await owner.SendAsync(HttpMethod.Post, "/v1/networks/hq/subnets", Table("site,prefix,role\r\nnew,10.0.0.0/8,internal\r\n"));
        Assert.Equal(2, elsewhere.Json.GetProperty("errors")[0].GetProperty("line").GetInt32());
        var rule = await owner.SendAsync(HttpMethod.Post, "/v1/networks/hq/subnets", Table("site,prefix,role,path\r\nhq,192.0.2.0/28,egress,expressRoute\r\n")); // there is no circuit
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "network_invalid"), Of(rule));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "unsupported_media_type"), Of(await owner.SendAsync(HttpMethod.Post, "/v1/networks/hq/subnets", new { })));
        Assert.Equal((HttpStatusCode.NotFound, "network_not_found"), Of(await owner.SendAsync(HttpMethod.Post, "/v1/networks/moon/subnets", Table("site,prefix,role\n"))));
        Assert.Equal(stored.ETag, (await owner.GetAsync("/v1/networks/hq")).ETag);
    }

    [Fact]
    public async Task Subnets_InAnotherEncoding_AreRefusedByLine()
    {
        await using var scene = await deployments.SceneAsync(On.Embedded, redis);
        var owner = Owner(scene);
        var stored = await PutAsync(owner, "/v1/networks/hq", RequestExamples.Of("PutNetwork"));
        var latin = new StringContent("site,prefix,role\r\nhq,172.16.0.0/16,internal\r\nZürich,172.17.0.0/16,internal\r\n", Encoding.Latin1);
        latin.Headers.ContentType = MediaTypeHeaderValue.Parse("text/csv");

        var refused = await owner.SendAsync(HttpMethod.Post, "/v1/networks/hq/subnets", latin);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "subnets_invalid", 3), (refused.Status, refused.Code, refused.Json.GetProperty("line").GetInt32()));
        Assert.Equal(stored.ETag, (await owner.GetAsync("/v1/networks/hq")).ETag);
        var utf8 = await owner.SendAsync(HttpMethod.Post, "/v1/networks/hq/subnets", Table("\ufeffsite,prefix,role\r\nZürich,172.17.0.0/16,internal\r\n"));
        Assert.Equal(1, utf8.Json.GetProperty("sitesAdded").GetInt32());
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Network_OfTenThousandRanges_IsStoredAndPlannedIn(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var owner = Owner(scene);
        var table = new StringBuilder("site,prefix,role\n");
        for (var n = 0; n < 10_000; n++) table.Append($"s{n % 100},10.{n / 256}.{n % 256}.0/24,internal\n");
        await PutAsync(owner, "/v1/networks/hq", new { });

        var added = await owner.SendAsync(HttpMethod.Post, "/v1/networks/hq/subnets", Table(table.ToString()));
        Assert.Equal((HttpStatusCode.OK, 10_000), (added.Status, added.Json.GetProperty("added").GetInt32()));
        var read = await owner.GetAsync("/v1/networks/hq");
        Assert.Equal(HttpStatusCode.OK, (await owner.SendAsync(HttpMethod.Put, "/v1/networks/hq", read.Json.GetProperty("network"))).Status);

        var plan = await owner.PostAsync("/v1/route-plans", new { networkId = "hq", scenario = new { participants = new[] { new { id = "a", sourceAddress = "10.0.1.5" }, new { id = "b", sourceAddress = "10.0.101.7" } } } });
        Assert.Equal("direct", plan.Text("mode")); // both of s1
    }

    private static StringContent Table(string text) => new(text, Encoding.UTF8, MediaTypeHeaderValue.Parse("text/csv"));

    private static (HttpStatusCode, string?) Of(Answer answer) => (answer.Status, answer.Code);

    private static Device Owner(Scene scene, string otherTenant = "") =>
        scene.Device("olga", at: 0, tenant: scene.Tenant + otherTenant, token: RunningEdge.TokenOf("olga", scene.Tenant + otherTenant, null, "network"));

    private static async Task<Answer> PutAsync(Device owner, string path, object? body)
    {
        var answer = await owner.SendAsync(HttpMethod.Put, path, body);
        Assert.True((int)answer.Status is 200 or 201, answer.Json.ValueKind is JsonValueKind.Undefined ? answer.Status.ToString() : answer.Json.GetRawText());
        return answer;
    }

    private static async Task<NetworkModel?> LiveAsync(Scene scene, Index edge) =>
        await scene.Edges[edge].Services.GetRequiredService<LiveNetworks>().OfAsync(new TenantId(scene.Tenant), TestContext.Current.CancellationToken);

    // Another edge goes by what it knows for Networks:CacheFor.
    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var deadline = DateTime.UtcNow.AddSeconds(20); !await holds(); await Task.Delay(50, TestContext.Current.CancellationToken))
            Assert.True(DateTime.UtcNow < deadline, "in 20 seconds");
    }
}
