using System.Net;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Security;

/// <summary>Tenants never meet, and no name reaches another's data.</summary>
public class TenantTests(Deployments deployments, RedisServer redis)
{
    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Users_OfTheSameNamesInAnotherTenant_ShareNothing(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var other = scene.Tenant + "x";
        Device ann = scene.Device("ann"), ben = scene.Device("ben"), strangeAnn = scene.Device("ann", tenant: other), strangeBen = scene.Device("ben", tenant: other);
        foreach (var device in (Device[])[ann, ben, strangeAnn, strangeBen]) await device.AttachAsync();

        var call = await ann.CallAsync("ben");
        Assert.Empty(await strangeBen.NextAsync(waitSeconds: 0));
        Assert.Equal(0, (await strangeAnn.GetAsync("/v1/calls").OkAsync()).Json.At("calls").GetArrayLength());
        await strangeBen.CallAsync("ann"); // crosses nothing
        Assert.Equal("call.incoming", Assert.Single(await strangeAnn.NextAsync()).TextAt("type"));
        await strangeBen.AnswerAsync(call).RefusedAsync("call_not_found");
        await ben.AnswerAsync(call).OkAsync();
    }

    // Each pair would be one and the same if names were put together as they are.
    [Theory]
    [InlineData("a:b", "c", "a", "b:c"), InlineData("a~003ab", "c", "a:b", "c"), InlineData("{b01}", "x", "{b02}", "x"), InlineData("*", "*", "t", "u"), InlineData("a b", "c", "a", "b c")]
    [InlineData("t", "ann=tab", "t", "ann"), InlineData("t", "ann/tab", "t", "ann"), InlineData("t", "Ann", "t", "ann"), InlineData("t", "a\u0301", "t", "\u00e1"), InlineData("t", "𝒶", "t", "a")]
    public async Task Names_ThatCouldRunTogether_StayApart(string tenant, string user, string otherTenant, string otherUser)
    {
        await using var scene = await deployments.SceneAsync(On.Redis, redis);
        (tenant, otherTenant) = (scene.Tenant[..8] + tenant, scene.Tenant[..8] + otherTenant);
        Device one = scene.Device(user, tenant: tenant), other = scene.Device(otherUser, tenant: otherTenant), caller = scene.Device("caller", tenant: tenant);
        await one.AttachAsync();
        await other.AttachAsync();

        var call = await caller.CallAsync(user);

        var (incoming, _) = await one.UntilAsync("call.incoming");
        Assert.Equal((call, user), (incoming.TextAt("callId"), incoming.TextAt("data.to")));
        Assert.Empty(await other.NextAsync(waitSeconds: 0));
        await other.GetAsync($"/v1/calls/{call}").RefusedAsync("call_not_found");
        Assert.Equal(0, (await other.GetAsync("/v1/calls").OkAsync()).Json.At("calls").GetArrayLength());
        await one.TrickleAsync(call, "192.0.2.9").OkAsync(HttpStatusCode.NoContent);
        await one.AnswerAsync(call).OkAsync();
        Assert.Contains("192.0.2.9", (await caller.GetAsync($"/v1/calls/{call}").OkAsync()).Json.ToString(), StringComparison.Ordinal);
        await caller.HangUpAsync(call).OkAsync();
    }

    [Theory]
    [InlineData(@"a\u000d\u000aX: y"), InlineData(@"a\u0000b"), InlineData(" a"), InlineData(@"a\u0085"), InlineData(@"a\ud800"), InlineData(@"a\udc00\ud800")]
    public async Task Callee_WithCharactersThatNoUserHas_IsRefused(string escaped)
    {
        await using var scene = await deployments.SceneAsync(On.Redis, redis);
        var body = new StringContent($"{{\"to\":\"{escaped}\",\"sdp\":\"v=0\"}}", System.Text.Encoding.UTF8, "application/json");

        await scene.Device("ann").PostAsync("/v1/calls", body).RefusedAsync("invalid_request");
    }

    [Theory]
    [InlineData("a:b"), InlineData("{b00}"), InlineData("*"), InlineData("a b"), InlineData("")]
    public async Task DeviceId_OfAnotherForm_IsRefused(string device)
    {
        await using var scene = await deployments.SceneAsync(On.Redis, redis);
        var ann = scene.Device("ann", "tab");
        using var http = ann.Edge.CreateClient(ann.Token, null);
        http.DefaultRequestHeaders.TryAddWithoutValidation("Device-Id", device);

        using var answer = await http.GetAsync(new Uri("/v1/calls", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("*"), InlineData("call:{b00}"), InlineData("k\\r\\nSET|x|y"), InlineData("../../x"), InlineData("{}")]
    public async Task IdempotencyKey_OfAnyVisibleForm_IsOneKeyOfItsUser(string key)
    {
        await using var scene = await deployments.SceneAsync(On.Redis, redis);
        Device ann = scene.Device("ann"), ben = scene.Device("ben");

        var first = await ann.PostAsync("/v1/calls", new { to = "cid", sdp = Descriptions.Offer }, ("Idempotency-Key", key)).OkAsync(HttpStatusCode.Created);
        var again = await ann.PostAsync("/v1/calls", new { to = "cid", sdp = Descriptions.Offer }, ("Idempotency-Key", key)).OkAsync(HttpStatusCode.Created);
        var others = await ben.PostAsync("/v1/calls", new { to = "cid", sdp = Descriptions.Offer }, ("Idempotency-Key", key)).OkAsync(HttpStatusCode.Created);

        Assert.Equal(first.Text("id"), again.Text("id"));
        Assert.NotEqual(first.Text("id"), others.Text("id"));
    }

    [Theory]
    [InlineData("*"), InlineData("..%2f..%2fhealthz"), InlineData("{b00}"), InlineData("local_*"), InlineData("x")]
    public async Task CallId_ThatIsNone_IsNotFoundOrInvalid(string id)
    {
        await using var scene = await deployments.SceneAsync(On.Redis, redis);

        var answer = await scene.Device("ann").GetAsync($"/v1/calls/{id}");

        answer.AssertProblem();
        Assert.Contains(answer.Code, (string[])["not_found", "call_not_found", "invalid_request"]);
    }

    [Fact]
    public async Task Pages_AfterAPlaceThatIsNone_AreRefused()
    {
        await using var scene = await deployments.SceneAsync(On.Redis, redis);
        var ann = scene.Device("ann");

        foreach (var after in (string[])["*", "1.x", "-1.local_0123456789abcdefghijkl", "99999999999999999999.local_x", "%00", "a%0d%0ab"])
            await ann.GetAsync($"/v1/calls?after={after}").RefusedAsync("invalid_request");
    }
}
