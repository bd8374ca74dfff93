using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Signaling.Api.Auth;
using Xunit;

namespace Signaling.Api.Tests.Auth;

/// <summary>How a request signs in, and who then calls.</summary>
public sealed class BearerTests
{
    [Fact]
    public async Task Caller_OfASignedInRequest_IsItsTokenAndDevice()
    {
        await using var server = await FrontServer.StartAsync(Map);
        server.SignIn("ann@example.org", "calls", "admin");
        var (_, json) = await server.SendAsync(HttpMethod.Get, "/v1/me", null, ("Device-Id", "tab_1-A"));

        Assert.Equal("acme", json.GetProperty("tenant").GetString());
        Assert.Equal("ann@example.org", json.GetProperty("user").GetString());
        Assert.Equal("tab_1-A", json.GetProperty("device").GetString());
        Assert.True(json.GetProperty("admin").GetBoolean());
    }

    [Fact]
    public async Task Caller_WithoutDeviceHeader_IsTheDefaultDevice()
    {
        await using var server = await FrontServer.StartAsync(Map);
        server.SignIn();
        Assert.Equal("default", (await server.SendAsync(HttpMethod.Get, "/v1/me")).Json.GetProperty("device").GetString());
        Assert.Equal("default", (await server.SendAsync(HttpMethod.Get, "/v1/me?device=other")).Json.GetProperty("device").GetString()); // no event path
        Assert.Equal("other", (await server.SendAsync(HttpMethod.Get, "/v1/events?device=other")).Json.GetProperty("device").GetString());
    }

    [Theory]
    [InlineData("/v1/me", "")]
    [InlineData("/v1/me", "a b")]
    [InlineData("/v1/me", "ä")]
    [InlineData("/v1/me", "a/../b")]
    [InlineData("/v1/me", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    public async Task Request_WithSuchADeviceId_Is400(string path, string device)
    {
        await using var server = await FrontServer.StartAsync(Map);
        server.SignIn();
        using var client = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 }) { BaseAddress = server.Http.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = server.Http.DefaultRequestHeaders.Authorization;
        request.Headers.TryAddWithoutValidation("Device-Id", device);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains("invalid_device_id", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer x.y.z")]
    [InlineData("Basic YW5uOnNlY3JldA==")]
    [InlineData("TOKEN")]
    public async Task Request_WithoutAValidToken_Is401AsBearer(string? authorization)
    {
        await using var server = await FrontServer.StartAsync(Map);
        var token = server.SignIn();
        server.Http.DefaultRequestHeaders.Authorization = null;
        var (response, json) = await server.SendAsync(HttpMethod.Get, "/v1/me", null, authorization is null ? [] : [("Authorization", authorization.Replace("TOKEN", token))]);

        Assert.Equal(401, (int)response.StatusCode);
        Assert.StartsWith("Bearer", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Equal("unauthenticated", json.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Request_WithAnExpiredToken_IsToldSo()
    {
        await using var server = await FrontServer.StartAsync(Map);
        using var key = TokenKey.FromSecret("k1", System.Text.Encoding.UTF8.GetBytes(FrontServer.Secret));
        var token = TokenMint.Sign(key, new("acme", "ann", ["calls"], DateTimeOffset.UtcNow.AddMinutes(-2), null), null, null);
        var (response, json) = await server.SendAsync(HttpMethod.Get, "/v1/me", null, ("Authorization", "Bearer " + token));

        Assert.Equal(401, (int)response.StatusCode);
        Assert.Equal("token_expired", json.GetProperty("code").GetString());
        Assert.Contains("error=\"invalid_token\"", response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Request_OfAnotherScope_Is403()
    {
        await using var server = await FrontServer.StartAsync(Map);
        server.SignIn("ann", "calls");
        var (response, json) = await server.SendAsync(HttpMethod.Get, "/v1/admin/me");
        Assert.Equal((403, "forbidden"), ((int)response.StatusCode, json.GetProperty("code").GetString()));
        Assert.Contains("`admin`", json.GetProperty("detail").GetString());
        Assert.Equal("Bearer error=\"insufficient_scope\", scope=\"admin\"", response.Headers.WwwAuthenticate.ToString());

        server.SignIn("ann", "admin");
        Assert.Equal(200, (int)(await server.SendAsync(HttpMethod.Get, "/v1/admin/me")).Response.StatusCode);
        Assert.Equal(403, (int)(await server.SendAsync(HttpMethod.Get, "/v1/me")).Response.StatusCode);
    }

    [Fact]
    public async Task QueryToken_OnEventPathsAlone_SignsIn()
    {
        await using var server = await FrontServer.StartAsync(Map);
        var token = server.SignIn();
        server.Http.DefaultRequestHeaders.Authorization = null;

        Assert.Equal(200, (int)(await server.SendAsync(HttpMethod.Get, $"/v1/events?access_token={token}")).Response.StatusCode);
        Assert.Equal(200, (int)(await server.SendAsync(HttpMethod.Get, $"/hubs/signaling?id=1&access%5Ftoken={token}")).Response.StatusCode);
        Assert.Equal(401, (int)(await server.SendAsync(HttpMethod.Get, $"/v1/me?access_token={token}")).Response.StatusCode);
        Assert.Equal(401, (int)(await server.SendAsync(HttpMethod.Get, $"/v1/eventsx?access_token={token}")).Response.StatusCode);
    }

    [Fact]
    public async Task QueryToken_InAnyLogAtAnyLevel_IsRedacted()
    {
        var log = new LogCapture();
        await using var server = await FrontServer.StartAsync(Map, configure: builder =>
        {
            builder.Services.AddLogging(logs => logs.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        });
        var token = server.SignIn();
        var signature = token.Split('.')[2];
        server.Http.DefaultRequestHeaders.Authorization = null;
        foreach (var path in new[] { "/v1/events?a=1&access_token=TOKEN&b=2", "/hubs/signaling?access_token=TOKEN", "/v1/me?Access_Token=TOKEN", "/v1/events?access%5ftoken=TOKEN", "/nowhere?access_token=TOKEN&access_token=TOKEN", "/bug?access_token=TOKEN" })
        {
            await server.SendAsync(HttpMethod.Get, path.Replace("TOKEN", token, StringComparison.Ordinal));
        }

        await server.SendRawAsync($"GET /v1/events?access_token={token} HTTP/7.7\r\n\r\n");
        await server.SendRawAsync($"GET /v1/events?access_token={token} HTTP/1.1\r\nHost: h\r\nBad Header\r\n\r\n");

        Assert.Contains(log.Lines, line => line.Contains("/v1/events?a=1&access_token=redacted&b=2", StringComparison.Ordinal)); // the host does log requests
        Assert.Equal([], log.Lines.Where(line => line.Contains(signature, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task DevelopmentTokens_InDevelopment_AreGoodForAnHour()
    {
        await using var server = await FrontServer.StartAsync(Map);
        var (_, json) = await server.SendAsync(HttpMethod.Post, "/v1/dev/tokens", JsonContent.Create(new { user = "alice", tenant = "dev" }));
        var (_, me) = await server.SendAsync(HttpMethod.Get, "/v1/me", null, ("Authorization", "Bearer " + json.GetProperty("token").GetString()));

        Assert.Equal("alice", me.GetProperty("user").GetString());
        Assert.Equal("dev", me.GetProperty("tenant").GetString());
        Assert.InRange(json.GetProperty("expiresAt").GetDateTimeOffset() - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(58), TimeSpan.FromMinutes(61));
    }

    [Theory]
    [InlineData("{}", "`user`")]
    [InlineData("""{"usr":"alice"}""", "`user`")]
    [InlineData("""{"user":""}""", "`user`")]
    [InlineData("""{"user":"a\nb"}""", "`user`")]
    [InlineData("""{"user":"ann","tenant":" "}""", "`tenant`")]
    [InlineData("""{"user":"ann","scope":"calls  admin"}""", "scope")]
    public async Task DevelopmentTokens_ForNobody_Are400AndSayWhichMember(string body, string says)
    {
        await using var server = await FrontServer.StartAsync(Map);
        var (response, json) = await server.SendAsync(HttpMethod.Post, "/v1/dev/tokens", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal((400, "invalid_request"), ((int)response.StatusCode, json.GetProperty("code").GetString()));
        Assert.Contains(says, json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DevelopmentTokens_InProduction_AreNowhere()
    {
        await using var server = await FrontServer.StartAsync(Map, "Production");
        var (response, _) = await server.SendAsync(HttpMethod.Post, "/v1/dev/tokens", JsonContent.Create(new { user = "alice" }));
        Assert.Equal(404, (int)response.StatusCode);
        Assert.Null(server.Services.GetRequiredService<TokenKeys>().Development);
    }

    private static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var path in new[] { "/v1/me", "/v1/events", "/v1/eventsx", "/hubs/signaling" }) routes.MapGet(path, Me).RequireAuthorization();
        routes.MapGet("/v1/admin/me", Me).RequireAuthorization(Scopes.Admin);
        routes.MapGet("/bug", string () => throw new InvalidOperationException());
    }

    private static object Me(HttpContext context) =>
        new { tenant = context.Caller().Tenant.Value, user = context.Caller().User.Value, device = context.Caller().Device.Value, admin = context.Caller().Has(Scopes.Admin) };
}
