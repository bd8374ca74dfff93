using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Signaling.Api.Tests.Running;
using Xunit;

namespace Signaling.Api.Tests.Telemetry;

/// <summary>An edge that sends to a collector of the test's own.</summary>
public sealed class OtlpExportTests
{
    private readonly ConcurrentQueue<(string Path, byte[] Body)> received = [];

    [Fact]
    public async Task Export_OfACallUnderATraceparent_SendsRequestStoreAndPushOfThatTrace()
    {
        await using var collector = await StartCollectorAsync();
        var trace = ActivityTraceId.CreateRandom();
        await using (var edge = await RunningEdge.StartAsync(settings: new() { ["Telemetry:OtlpEndpoint"] = collector.Urls.First(), ["Telemetry:Interval"] = "00:00:01" }))
        {
            using var ann = edge.Device("ann");
            using var ben = edge.Device("ben");
            await ben.AttachAsync();
            var waiting = ben.NextAsync();
            await edge.UntilAsync("signaling_connections{transport=\"poll\"} 1");
            await ann.PostAsync("/v1/calls", new { to = "ben", sdp = Descriptions.Offer }, ("traceparent", $"00-{trace}-00f067aa0ba902b7-01"));
            Assert.Equal("call.incoming", Assert.Single(await waiting).GetProperty("type").GetString());
            await UntilAsync(() => received.Any(one => one.Path == "/v1/metrics" && Holds(one.Body, "signaling.calls.started")), "metrics");
            foreach (var name in (string[])["POST /v1/calls", "store commit call", "push"]) await UntilAsync(() => SpansOf(trace).Any(body => Holds(body, name)), $"span {name}");
        }

        Assert.DoesNotContain(received, one => Holds(one.Body, "ice-pwd") || Holds(one.Body, "Bearer") || Holds(one.Body, "eyJ"));
    }

    [Fact]
    public async Task Export_OfARequestThatItsCallerDoesNotTrace_SendsNoSpan()
    {
        await using var collector = await StartCollectorAsync();
        var trace = ActivityTraceId.CreateRandom();
        await using (var edge = await RunningEdge.StartAsync(settings: new() { ["Telemetry:OtlpEndpoint"] = collector.Urls.First(), ["Telemetry:Interval"] = "00:00:01" }))
        {
            using var ann = edge.Device("ann");
            await ann.PostAsync("/v1/calls", new { to = "ben", sdp = Descriptions.Offer }, ("traceparent", $"00-{trace}-00f067aa0ba902b7-00"));
        }

        Assert.Empty(SpansOf(trace)); // the edge has stopped, and flushed what it had
    }

    // A message of OTLP holds a trace's id as its 16 bytes, and names as they are.
    private IEnumerable<byte[]> SpansOf(ActivityTraceId trace) =>
        received.Where(one => one.Path == "/v1/traces" && one.Body.AsSpan().IndexOf(Convert.FromHexString(trace.ToHexString())) >= 0).Select(one => one.Body);

    private static bool Holds(byte[] body, string text) => body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    private async Task<WebApplication> StartCollectorAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            received.Enqueue((context.Request.Path, body.ToArray()));
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static async Task UntilAsync(Func<bool> holds, string what)
    {
        for (var begun = Stopwatch.StartNew(); !holds();)
        {
            Assert.True(begun.Elapsed < TimeSpan.FromSeconds(20), $"The collector never got the {what}.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
