using System.Net;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests;
using Xunit;

namespace Signaling.Api.Tests.Telemetry;

/// <summary>A whole edge, and what its <c>/metrics</c> say of what was done to it.</summary>
public sealed class MetricsTests
{
    [Fact]
    public async Task Metrics_AfterACall_TellItsStoryInNumbers()
    {
        await using var edge = await RunningEdge.StartAsync();
        using var ann = edge.Device("ann");
        using var ben = edge.Device("ben");
        await ben.AttachAsync();
        var waiting = ben.NextAsync();
        await edge.UntilAsync("signaling_connections{transport=\"poll\"} 1");

        var call = await ann.CallAsync("ben");
        await waiting;
        await ben.PostAsync($"/v1/calls/{call}/answer", new { sdp = Descriptions.Answer });
        await edge.UntilAsync("signaling_calls_active 1");
        await ann.PostAsync($"/v1/calls/{call}/hangup");

        var lines = await edge.UntilAsync("signaling_calls_active 0");
        Assert.Contains("signaling_calls_started_total 1", lines);
        Assert.Contains("signaling_calls_ended_total{reason=\"hung_up\"} 1", lines);
        Assert.Contains("signaling_store_up 1", lines);
        Assert.Contains("signaling_store_commit_duration_seconds_count{of=\"call\",outcome=\"committed\"} 3", lines);
        Assert.Contains("signaling_delivery_duration_seconds_count{kind=\"offer\"} 1", lines);
        Assert.Contains(lines, line => line.StartsWith("signaling_inbox_lag_seconds_count ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("http_server_request_duration_seconds_bucket{", StringComparison.Ordinal) && line.Contains("/v1/calls", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metrics_OfACallThatNobodyAnswered_SayHowLateItsEndWas()
    {
        await using var edge = await RunningEdge.StartAsync(settings: new() { ["Calls:RingTimeout"] = "00:00:01" });
        using var ann = edge.Device("ann");

        await ann.CallAsync("ben");

        var lines = await edge.UntilAsync("signaling_calls_ended_total{reason=\"timed_out\"} 1");
        Assert.Contains("signaling_deadline_lateness_seconds_count 1", lines);
    }

    [Fact]
    public async Task Metrics_OfRefusals_CountThemByCode()
    {
        await using var edge = await RunningEdge.StartAsync();
        using var ann = edge.Device("ann");
        using var nobody = edge.Device("ann", token: "eyJhbGciOiJub25lIn0.e30.");

        await ann.PostAsync("/v1/calls", new { to = "ben", sdp = Descriptions.Offer.Replace("UDP/TLS/RTP/SAVPF", "RTP/AVP", StringComparison.Ordinal) });
        await nobody.GetAsync("/v1/calls");

        var lines = await edge.UntilAsync("signaling_sdp_refused_total{code=\"srtp_required\"} 1");
        Assert.Contains("signaling_problems_total{code=\"unauthenticated\"} 1", lines);
        Assert.Contains(lines, line => line.StartsWith("signaling_tokens_refused_total{reason=\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metrics_AskedByAProxyForAnother_AreNotThere()
    {
        await using var edge = await RunningEdge.StartAsync();
        using var http = edge.CreateClient(token: null, device: null);
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.100.7");

        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Metrics_WithAPortOfTheirOwn_AreThereAlone()
    {
        var port = FreePorts.Next();
        await using var edge = await RunningEdge.StartAsync(settings: new() { ["Metrics:Port"] = $"{port}" });
        using var http = edge.CreateClient(token: null, device: null);

        var text = await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"), TestContext.Current.CancellationToken);

        Assert.Contains("signaling_store_up 1", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri($"http://127.0.0.1:{port}/v1/edges"), TestContext.Current.CancellationToken)).StatusCode);
    }
}
