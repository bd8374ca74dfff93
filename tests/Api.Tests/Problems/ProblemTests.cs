using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Signaling.Api.Problems;
using Signaling.Domain.Calls;
using Signaling.Domain.Events;
using Xunit;

namespace Signaling.Api.Tests.Problems;

/// <summary>Every way in which a request can fail gives a problem with a code, alike in Development and Production.</summary>
public sealed class ProblemTests
{
    private sealed record Greeting(string Text, int Times);

    public static readonly TheoryData<string, string, string, string?, string?, int, string> Rows = new()
    {
        { "GET",  "/nowhere",        "unknown path",          null,                            null,               404, "not_found" },
        { "GET",  "/greet",          "wrong method",          null,                            null,               405, "method_not_allowed" },
        { "POST", "/greet",          "other content type",    "text=hi",                       "text/plain",       415, "unsupported_media_type" },
        { "POST", "/greet",          "no JSON",               "{\"text\":",                    "application/json", 400, "invalid_request" },
        { "POST", "/greet",          "a member of another type", "{\"text\":\"a\",\"times\":\"x\"}", "application/json", 400, "invalid_request" },
        { "POST", "/greet",          "an empty body",         "",                              "application/json", 400, "invalid_request" },
        { "GET",  "/times/many",     "a route value",         null,                            null,               400, "invalid_request" },
        { "GET",  "/wait?seconds=x", "a query value",         null,                            null,               400, "invalid_request" },
        { "GET",  "/refused",        "a refusal",             null,                            null,               409, "answered_elsewhere" },
        { "GET",  "/bare",           "a bare status",         null,                            null,               412, "version_mismatch" },
        { "GET",  "/away",           "a lost store",          null,                            null,               503, "store_unavailable" },
        { "GET",  "/bug",            "a bug",                 null,                            null,               500, "internal_error" },
        { "GET",  "/secret",         "no token",              null,                            null,               401, "unauthenticated" },
        { "POST", "/greet",          "a large body",          "LARGE",                         "application/json", 413, "body_too_large" },
    };

    [Theory, MemberData(nameof(Rows))]
    public async Task Request_ThatFails_GivesItsProblem(string method, string path, string what, string? body, string? type, int status, string code)
    {
        foreach (var environment in new[] { "Development", "Production" })
        {
            await using var server = await FrontServer.StartAsync(Map, environment);
            var content = body is null ? null : new StringContent(body == "LARGE" ? new string(' ', 31_000_000) : body, Encoding.UTF8, type!);
            var (response, json) = await server.SendAsync(new(method), path, content, body == "LARGE" ? [("Expect", "100-continue")] : []);

            Assert.True((int)response.StatusCode == status, $"{what} in {environment}: {response.StatusCode} {json}");
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            Assert.Equal(code, json.GetProperty("code").GetString());
            Assert.Equal("/problems/" + code, json.GetProperty("type").GetString());
            Assert.Equal(status, json.GetProperty("status").GetInt32());
            Assert.NotEmpty(json.GetProperty("title").GetString()!);
            Assert.NotEmpty(json.GetProperty("detail").GetString()!);
            Assert.NotEmpty(json.GetProperty("traceId").GetString()!);
            Assert.DoesNotContain("at Signaling", json.ToString());
        }
    }

    [Fact]
    public async Task Refusal_WithLineAndRule_CarriesThem()
    {
        await using var server = await FrontServer.StartAsync(Map);
        var (_, json) = await server.SendAsync(HttpMethod.Get, "/sdp", null, ("Accept", "text/event-stream"));

        Assert.Equal(9, json.GetProperty("line").GetInt32());
        Assert.Equal("RFC 8827 §6.5", json.GetProperty("rule").GetString());
        Assert.Equal("c1", json.GetProperty("callId").GetString());
    }

    [Fact]
    public async Task Refusal_ThatWillPass_SaysWhenToComeBack()
    {
        await using var server = await FrontServer.StartAsync(Map);
        var (away, _) = await server.SendAsync(HttpMethod.Get, "/away");
        var (stranger, _) = await server.SendAsync(HttpMethod.Get, "/secret");

        Assert.Equal("2", away.Headers.GetValues("Retry-After").Single());
        Assert.Equal("Bearer", stranger.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task MalformedBody_InItsProblem_NamesThePlaceAndNotTheType()
    {
        await using var server = await FrontServer.StartAsync(Map);
        var (_, json) = await server.SendAsync(HttpMethod.Post, "/greet", JsonContent.Create(new { text = "a", times = "x" }));

        Assert.Equal("The JSON body cannot be read at $.times.", json.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task ProblemPage_OfEachCode_ResolvesForPeopleAndPrograms()
    {
        await using var server = await FrontServer.StartAsync();
        foreach (var entry in ErrorCatalogue.All)
        {
            var (_, json) = await server.SendAsync(HttpMethod.Get, entry.Type);
            Assert.Equal(entry.Remedy, json.GetProperty("remedy").GetString());
        }

        var (page, _) = await server.SendAsync(HttpMethod.Get, "/problems/glare", null, ("Accept", "text/html,*/*"));
        Assert.Contains("Crossed invites", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        var (unknown, _) = await server.SendAsync(HttpMethod.Get, "/problems/nonsense");
        Assert.Equal(404, (int)unknown.StatusCode);
    }

    private static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/greet", (Greeting greeting) => greeting);
        routes.MapGet("/times/{times:required}", (int times) => times);
        routes.MapGet("/wait", (int seconds) => seconds);
        routes.MapGet("/refused", () => Problem.For(CallError.AnsweredElsewhere));
        routes.MapGet("/sdp", () => Problem.For("srtp_required", "Use SAVPF.", 9, "RFC 8827 §6.5", ("callId", "c1")));
        routes.MapGet("/bare", () => Results.StatusCode(412));
        routes.MapGet("/away", string () => throw new StoreUnavailableException("gone"));
        routes.MapGet("/bug", string () => throw new InvalidOperationException("at Signaling, a secret"));
        routes.MapGet("/secret", () => "s").RequireAuthorization();
    }
}
