using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Signaling.Api.Transport;
using Xunit;

namespace Signaling.Api.Tests.Transport;

/// <summary>What a user and an address may ask for, and what they are told.</summary>
public sealed class RateLimitTests
{
    private static readonly Dictionary<string, string?> Small = new()
    {
        ["RateLimits:UserBurst"] = "3", ["RateLimits:UserPerSecond"] = "1", ["RateLimits:AttachBurst"] = "1", ["RateLimits:AttachPerSecond"] = "1",
    };

    [Fact]
    public async Task User_BeyondItsBurst_Gets429AndIsToldWhenToComeBack()
    {
        var clock = new ManualClock { Now = DateTimeOffset.UtcNow };
        await using var server = await FrontServer.StartAsync(Map, settings: Small, configure: builder => builder.Services.AddSingleton<TimeProvider>(clock));
        server.SignIn();
        for (var left = 2; left >= 0; left--)
        {
            var (fine, _) = await server.SendAsync(HttpMethod.Get, "/v1/calls");
            Assert.Equal(200, (int)fine.StatusCode);
            Assert.Equal("3", fine.Headers.GetValues("RateLimit-Limit").Single());
            Assert.Equal($"{left}", fine.Headers.GetValues("RateLimit-Remaining").Single());
        }

        var (response, json) = await server.SendAsync(HttpMethod.Get, "/v1/calls");
        Assert.Equal((429, "rate_limited"), ((int)response.StatusCode, json.GetProperty("code").GetString()));
        Assert.Equal("1", response.Headers.GetValues("Retry-After").Single());
        Assert.Equal("3", response.Headers.GetValues("RateLimit-Reset").Single());

        clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(200, (int)(await server.SendAsync(HttpMethod.Get, "/v1/calls")).Response.StatusCode);
        Assert.Equal(429, (int)(await server.SendAsync(HttpMethod.Get, "/v1/calls")).Response.StatusCode);
    }

    [Fact]
    public async Task User_OutOfAllowance_StillAttachesAndDoesNotHinderOthers()
    {
        await using var server = await FrontServer.StartAsync(Map, settings: new(Small) { ["RateLimits:UserBurst"] = "1" }, configure: Frozen);
        server.SignIn();
        Assert.Equal(200, (int)(await server.SendAsync(HttpMethod.Get, "/v1/calls")).Response.StatusCode);
        Assert.Equal(429, (int)(await server.SendAsync(HttpMethod.Get, "/v1/calls")).Response.StatusCode);
        Assert.Equal(200, (int)(await server.SendAsync(HttpMethod.Get, "/v1/events")).Response.StatusCode);
        Assert.Equal(429, (int)(await server.SendAsync(HttpMethod.Get, "/v1/events")).Response.StatusCode);
        server.SignIn("ben");
        Assert.Equal(200, (int)(await server.SendAsync(HttpMethod.Get, "/v1/calls")).Response.StatusCode);
    }

    [Fact]
    public async Task Address_BeyondItsBurst_Gets429SignedInOrNot_ButHealthAndPingDoNot()
    {
        await using var server = await FrontServer.StartAsync(Map, settings: new() { ["RateLimits:AddressBurst"] = "2", ["RateLimits:AddressPerSecond"] = "1" }, configure: Frozen);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(200, (int)(await server.SendAsync(HttpMethod.Get, "/healthz/live")).Response.StatusCode);
            Assert.Equal(200, (int)(await server.SendAsync(HttpMethod.Get, "/v1/ping")).Response.StatusCode);
        }

        Assert.Equal(401, (int)(await server.SendAsync(HttpMethod.Get, "/v1/calls")).Response.StatusCode);
        Assert.Equal(401, (int)(await server.SendAsync(HttpMethod.Get, "/v1/calls")).Response.StatusCode);
        Assert.Equal(429, (int)(await server.SendAsync(HttpMethod.Get, "/v1/calls")).Response.StatusCode);
    }

    [Fact]
    public void KeyOf_AddressesOfOneHost_AreOne()
    {
        Assert.Equal(RateLimits.KeyOf(IPAddress.Parse("2001:db9:0:1::1")), RateLimits.KeyOf(IPAddress.Parse("2001:db9:0:1:ffff::2")));
        Assert.NotEqual(RateLimits.KeyOf(IPAddress.Parse("2001:db9:0:1::1")), RateLimits.KeyOf(IPAddress.Parse("2001:db9:0:2::1")));
        Assert.Equal(RateLimits.KeyOf(IPAddress.Parse("203.0.114.9")), RateLimits.KeyOf(IPAddress.Parse("::ffff:203.0.114.9")));
        Assert.NotEqual(RateLimits.KeyOf(IPAddress.Parse("203.0.114.9")), RateLimits.KeyOf(IPAddress.Parse("203.0.114.10")));
    }

    [Fact]
    public void Take_FromMoreKeysThanThereAreBuckets_StaysBoundedAndStillLimits()
    {
        var clock = new ManualClock();
        var buckets = new RateBuckets<int>(burst: 2, perSecond: 1, clock, maxBuckets: 10);
        var allowed = Enumerable.Range(0, 1000).Count(key => buckets.Take(key).Allowed);
        Assert.Equal(10, buckets.Count);
        Assert.Equal(12, allowed); // ten keys of their own, and two requests out of the shared bucket

        clock.Now += TimeSpan.FromSeconds(2);
        Assert.True(buckets.Take(5000).Allowed);
        Assert.Equal(1, buckets.Count);
    }

    [Fact]
    public void Take_ByManyAtOnce_AllowsNoMoreThanTheBurst()
    {
        var buckets = new RateBuckets<int>(burst: 100, perSecond: 1, new ManualClock());
        var allowed = 0;
        Parallel.For(0, 1000, _ =>
        {
            if (buckets.Take(1).Allowed) Interlocked.Increment(ref allowed);
        });
        Assert.Equal(100, allowed);
    }

    private static void Frozen(WebApplicationBuilder builder) => builder.Services.AddSingleton<TimeProvider>(new ManualClock { Now = DateTimeOffset.UtcNow });

    private static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/calls", () => "x").RequireAuthorization();
        routes.MapGet("/v1/events", () => "x").RequireAuthorization();
        routes.MapGet("/v1/ping", () => "x");
        routes.MapGet("/healthz/live", () => "x");
    }
}
