using Microsoft.Extensions.Logging;
using Signaling.Api.Tests.Running;
using Xunit;

namespace Signaling.Api.Tests.Telemetry;

/// <summary>What an edge says by itself: where things are, and nothing that strangers could make it repeat.</summary>
public class QuietLogsTests
{
    [Fact]
    public async Task Edge_WithoutItsPage_SaysSoAndNotWhereThePageWouldBe()
    {
        var folder = Directory.CreateTempSubdirectory();
        using var logs = new LogCapture();
        await using (await RunningEdge.StartAsync(settings: new() { ["contentRoot"] = folder.FullName }, change: builder => builder.Logging.AddProvider(logs)))
            Assert.Contains(logs.Lines, line => line.Contains("no call page", StringComparison.Ordinal));

        Assert.DoesNotContain(logs.Lines, line => line.Contains("Call page", StringComparison.Ordinal) || line.Contains("WebRootPath", StringComparison.Ordinal));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Requests_ServedAndRefused_LeaveNoLinesOfTheFramework()
    {
        using var logs = new LogCapture();
        await using (var edge = await RunningEdge.StartAsync(change: builder => builder.Logging.AddProvider(logs)))
        {
            using Device ann = edge.Device("ann"), stranger = edge.Device("ann", token: "no.token.atall");
            await ann.GetAsync("/v1/calls").OkAsync();
            await stranger.GetAsync("/v1/calls").RefusedAsync("unauthenticated");
            await ann.GetAsync("/v1/calls?limit=0").RefusedAsync("invalid_request");
        }

        Assert.DoesNotContain(logs.Lines, line => line.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || line.Contains("BearerHandler", StringComparison.Ordinal));
    }
}
