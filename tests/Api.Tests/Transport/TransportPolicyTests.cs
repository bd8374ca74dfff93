using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace Signaling.Api.Tests.Transport;

/// <summary>Who is served over plain HTTP, whose word about the client is taken, and which pages may connect.</summary>
public sealed class TransportPolicyTests
{
    /// <summary>Environment, peer, X-Forwarded-For, X-Forwarded-Proto; then the client's address and scheme, or <c>refused</c>. Proxies: 10.0.0.0/8 and fd00::/8.</summary>
    public static readonly TheoryData<string, string, string?, string?, string> Rows = new()
    {
        { "Production",  "203.0.114.9",      null,                              null,          "refused" },
        { "Production",  "203.0.114.9",      "10.0.0.1",                        "https",       "refused" },
        { "Production",  "127.0.0.1",        null,                              null,          "refused" },
        { "Development", "127.0.0.1",        null,                              null,          "127.0.0.1 http" },
        { "Development", "::1",              null,                              null,          "::1 http" },
        { "Development", "203.0.114.9",      null,                              null,          "refused" },
        { "Development", "127.0.0.1",        "203.0.114.9",                     "https",       "127.0.0.1 http" },
        { "Production",  "10.0.0.1",         null,                              null,          "10.0.0.1 http" },
        { "Production",  "10.0.0.1",         "203.0.114.9",                     "https",       "203.0.114.9 https" },
        { "Production",  "::ffff:10.0.0.1",  "203.0.114.9",                     "https",       "203.0.114.9 https" },
        { "Production",  "fd00::1",          "[2001:db9::7]:443",               "https",       "2001:db9::7 https" },
        { "Production",  "10.0.0.1",         "203.0.114.9:1234",                "HTTPS",       "203.0.114.9 https" },
        { "Production",  "10.0.0.1",         "203.0.114.9",                     "http",        "refused" },
        { "Production",  "10.0.0.1",         "203.0.114.9",                     "https, http", "refused" },
        { "Production",  "10.0.0.1",         "203.0.114.9, 10.0.0.2",           "https, http", "203.0.114.9 https" },
        { "Production",  "10.0.0.1",         "203.0.114.9, 10.0.0.2",           "https",       "203.0.114.9 https" },
        { "Production",  "10.0.0.1",         "10.9.9.9, 203.0.114.9",           "https",       "203.0.114.9 https" },
        { "Production",  "10.0.0.1",         "1.1.1.1, 203.0.114.9, 10.0.0.2",  "https",       "203.0.114.9 https" },
        { "Production",  "10.0.0.1",         "203.0.114.9, nonsense",           "https",       "10.0.0.1 https" },
        { "Production",  "10.0.0.1",         "203.0.114.9",                     "ftp",         "refused" },
        { "Production",  "11.0.0.1",         "203.0.114.9",                     "https",       "refused" },
    };

    [Theory, MemberData(nameof(Rows))]
    [Trait("CallFlow", "#25")]
    public async Task Request_FromEachPeer_IsServedOrRefused(string environment, string peer, string? forwardedFor, string? proto, string outcome)
    {
        var touched = 0;
        await using var server = await FrontServer.StartAsync(
            routes => routes.MapPost("/touch", (HttpContext context) =>
            {
                touched++;
                return new { seen = $"{context.Connection.RemoteIpAddress} {context.Request.Scheme}" };
            }),
            environment,
            new() { ["Https:TrustedProxies:0"] = "10.0.0.0/8", ["Https:TrustedProxies:1"] = "fd00::/8" },
            peer: app => app.Use((context, next) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse(peer);
                return next(context);
            }));
        List<(string, string)> headers = [];
        if (forwardedFor is not null) headers.Add(("X-Forwarded-For", forwardedFor));
        if (proto is not null) headers.Add(("X-Forwarded-Proto", proto));
        var (response, json) = await server.SendAsync(HttpMethod.Post, "/touch", null, [.. headers]);

        if (outcome == "refused")
        {
            Assert.Equal((403, "https_required"), ((int)response.StatusCode, json.GetProperty("code").GetString()));
            Assert.Equal(0, touched);
        }
        else
        {
            Assert.Equal(outcome, json.GetProperty("seen").GetString());
        }
    }

    [Fact]
    public async Task Health_OverPlainHttpInProduction_IsServed()
    {
        await using var server = await FrontServer.StartAsync(routes => routes.MapGet("/healthz/live", () => "ok"), "Production", new() { ["Https:TrustedProxies:0"] = "10.0.0.0/8" });
        Assert.Equal(200, (int)(await server.SendAsync(HttpMethod.Get, "/healthz/live")).Response.StatusCode);
        Assert.Equal(403, (int)(await server.SendAsync(HttpMethod.Get, "/healthzx")).Response.StatusCode);
    }

    [Theory]
    [InlineData("10.0.0.0/33")]
    [InlineData("everyone")]
    public async Task Start_WithSuchAProxy_FailsAndNamesIt(string proxy)
    {
        var failure = await Record.ExceptionAsync(() => FrontServer.StartAsync(settings: new() { ["Https:TrustedProxies:0"] = proxy }));
        Assert.Contains($"`{proxy}`", failure?.Message);
    }

    public static readonly TheoryData<string?, bool> Origins = new()
    {
        { null,                                   true },
        { "https://app.acme.test",                true },
        { "HTTPS://APP.acme.test",                true },
        { "https://app.acme.test:443",            true },
        { "http://edge.acme.test:8080",           true }, // its own
        { "https://edge.acme.test:8080",          false },
        { "http://edge.acme.test",                false },
        { "null",                                 false },
        { "",                                     false },
        { "http://app.acme.test",                 false },
        { "https://app.acme.test:8443",           false },
        { "https://app.acme.test.evil.test",      false },
        { "https://evilapp.acme.test",            false },
        { "https://app.acme.test@evil.test",      false },
        { "https://app.acme.test/",               false },
        { "https://app.acme.test, https://a.test", false },
        { "https://*.acme.test",                  false },
        { "wss://app.acme.test",                  false },
        { "file://",                              false },
    };

    [Theory, MemberData(nameof(Origins))]
    public async Task Hub_FromEachOrigin_ConnectsOrIsRefused(string? origin, bool connects)
    {
        await using var server = await FrontServer.StartAsync(routes => routes.MapGet("/hubs/signaling", () => new { ok = true }), settings: new() { ["Cors:Origins:0"] = "https://App.acme.test:443" });
        var (response, json) = await server.SendAsync(HttpMethod.Get, "/hubs/signaling", null, origin is null ? [("Host", "edge.acme.test:8080")] : [("Host", "edge.acme.test:8080"), ("Origin", origin)]);

        if (connects) Assert.Equal(200, (int)response.StatusCode);
        else Assert.Equal((403, "origin_not_allowed"), ((int)response.StatusCode, json.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Cors_ForAConfiguredOrigin_LetsItReadWhatClientsNeed()
    {
        await using var server = await FrontServer.StartAsync(Map, settings: new() { ["Cors:Origins:0"] = "https://app.acme.test" });
        var (preflight, _) = await server.SendAsync(
            HttpMethod.Options, "/v1/calls", null, ("Origin", "https://app.acme.test"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization,device-id,idempotency-key,if-match"));
        var (refused, _) = await server.SendAsync(HttpMethod.Post, "/v1/calls", null, ("Origin", "https://app.acme.test"));
        var (foreign, _) = await server.SendAsync(HttpMethod.Post, "/v1/calls", null, ("Origin", "https://evil.test"));

        Assert.Equal(204, (int)preflight.StatusCode);
        Assert.Equal("https://app.acme.test", preflight.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("authorization,device-id,idempotency-key,if-match", preflight.Headers.GetValues("Access-Control-Allow-Headers").Single());
        Assert.False(preflight.Headers.Contains("Access-Control-Allow-Credentials"));
        Assert.Equal(401, (int)refused.StatusCode); // problems can be read, too
        Assert.Equal("https://app.acme.test", refused.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("ETag,Location,Candidates-Removed,Retry-After,RateLimit-Limit,RateLimit-Remaining,RateLimit-Reset", refused.Headers.GetValues("Access-Control-Expose-Headers").Single());
        Assert.False(foreign.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Headers_OfEveryResponse_ProtectBrowsers()
    {
        await using var server = await FrontServer.StartAsync(routes => routes.MapGet("/bug", string () => throw new InvalidOperationException()));
        foreach (var (path, policy) in new[] { ("/v1/nowhere", "default-src 'none'"), ("/problems/glare", "default-src 'self'"), ("/bug", "default-src 'self'") })
        {
            var (response, _) = await server.SendAsync(HttpMethod.Get, path);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
            var sent = response.Headers.GetValues("Content-Security-Policy").Single();
            Assert.StartsWith(policy, sent, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", sent);
            Assert.False(response.Headers.Contains("Server"));
            Assert.False(response.Headers.Contains("Strict-Transport-Security"));
        }
    }

    private static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/calls", () => "x").RequireAuthorization();
}
