using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Signaling.Api.Health;
using Xunit;

namespace Signaling.Api.Tests.Health;

public sealed class HealthEndpointsTests
{
    [Fact]
    public async Task Live_OfAnEdgeWhoseStoreIsAway_IsStillLive()
    {
        await using var edge = await StartAsync(_ => ValueTask.FromResult(false));

        var (response, json) = await edge.SendAsync(HttpMethod.Get, "/healthz/live");

        Assert.Equal((HttpStatusCode.OK, "live"), (response.StatusCode, json.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Ready_WithAllUp_IsReady()
    {
        await using var edge = await StartAsync(_ => ValueTask.FromResult(true));

        var (response, json) = await edge.SendAsync(HttpMethod.Get, "/healthz/ready");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"status":"ready","draining":false,"store":"up"}""", json.GetRawText());
    }

    [Fact]
    public async Task Ready_WithTheStoreAway_Is503()
    {
        await using var edge = await StartAsync(_ => ValueTask.FromResult(false));

        var (response, json) = await edge.SendAsync(HttpMethod.Get, "/healthz/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("""{"status":"not_ready","draining":false,"store":"down"}""", json.GetRawText());
    }

    [Fact]
    public async Task Ready_WithACheckThatThrows_Is503()
    {
        await using var edge = await StartAsync(_ => throw new InvalidOperationException("gone"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await edge.SendAsync(HttpMethod.Get, "/healthz/ready")).Response.StatusCode);
    }

    [Fact]
    public async Task Ready_WithACheckThatHangs_AnswersWithinTwoSeconds()
    {
        var never = new TaskCompletionSource<bool>();
        await using var edge = await StartAsync(_ => new(never.Task));
        var begun = Signaling.Infrastructure.Tests.FairWatch.StartNew();

        var (response, _) = await edge.SendAsync(HttpMethod.Get, "/healthz/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.True(begun.Elapsed < TimeSpan.FromSeconds(2), $"took {begun.Elapsed}");
    }

    [Fact]
    public async Task Ready_OfADrainingEdge_Is503AndSaysSo()
    {
        await using var edge = await StartAsync(_ => ValueTask.FromResult(true));
        edge.Services.GetRequiredService<Drain>().Begin();

        var (response, json) = await edge.SendAsync(HttpMethod.Get, "/healthz/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.True(json.GetProperty("draining").GetBoolean());
    }

    private static Task<FrontServer> StartAsync(Func<CancellationToken, ValueTask<bool>> store) => FrontServer.StartAsync(
        routes => routes.MapHealth(), configure: builder => builder.Services.AddHealth().AddSingleton(new ReadinessCheck("store", store)));
}
