using System.Diagnostics;
using System.Net;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Stores;

/// <summary>An edge is stopped for longer than its leases, with commands on their way, and goes on as if nothing had been.</summary>
public class FencingTests
{
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Edge_StoppedForThirtySeconds_WritesNothingStaleWhenItGoesOn()
    {
        await using var redis = await RedisServer.StartOwnAsync(cancel: Cancel);
        Dictionary<string, string?> settings = new() { ["Store"] = "Redis", ["Redis:Endpoints"] = redis.Endpoint, ["RateLimits:Enabled"] = "false", ["Calls:RingTimeout"] = "00:00:06" };
        await using var edge = await RunningEdge.StartAsync(settings: settings);
        await using var stopped = await RunningEdge.StartProcessAsync(settings);
        using Device ann = edge.Device("ann"), ben = stopped.Device("ben"), benElsewhere = edge.Device("ben"), eve = stopped.Device("eve");
        await using var annHub = await HubDevice.AttachAsync(ann);
        using var stream = await SseDevice.OpenAsync(ben);
        var call = await ann.CallAsync("ben");
        Assert.Equal("call.incoming", (await stream.NextAsync()).TextAt("type"));
        await ben.AnswerAsync(call).OkAsync();
        var ringing = await eve.CallAsync("fay"); // its deadline passes while one of its two sweepers stands still
        await ben.PostAsync($"/v1/calls/{call}/messages", new { text = "before" }).OkAsync(HttpStatusCode.Accepted);

        // Some on their way to Redis, some not read yet.
        redis.Pause();
        var begun = Stopwatch.StartNew();
        List<Task> asked = [.. Stale(ben, call, "in flight")];
        await Task.Delay(300, Cancel); // they are with the store by then; those that are not are among the unread
        stopped.Process.Signal("STOP");
        asked.AddRange(Stale(ben, call, "unread"));
        await Task.Delay(1500, Cancel); // past the time after which the store refuses them
        redis.Resume();

        // Meanwhile the device goes on elsewhere, and so does time.
        await using var hubElsewhere = await AttachSoonAsync(benElsewhere, stream.LastEventId);
        await benElsewhere.PostAsync($"/v1/calls/{call}/messages", new { text = "elsewhere" }).OkAsync(HttpStatusCode.Accepted);
        await UntilAsync(async () => (await edge.Device("eve").GetAsync($"/v1/calls/{ringing}").OkAsync()).Text("state") == "ended");
        await ann.PostAsync($"/v1/calls/{call}/hold").OkAsync();
        await hubElsewhere.NextAsync("call.held");
        var (before, ringingBefore) = (await ann.GetAsync($"/v1/calls/{call}").OkAsync(), await edge.Device("eve").GetAsync($"/v1/calls/{ringing}").OkAsync());
        await Task.WhenAll(asked.Select(one => one.ContinueWith(_ => { }, Cancel, TaskContinuationOptions.None, TaskScheduler.Default))); // given up, each by its client
        await Task.Delay(begun.Elapsed < Standstill ? Standstill - begun.Elapsed : TimeSpan.Zero, Cancel);

        stopped.Process.Signal("CONT");

        // It may still tell the device that it forsook what it hears itself; then that the device is elsewhere.
        var told = await stream.ReadAsync();
        while (told.Kind == "message") told = await stream.ReadAsync();
        Assert.Equal("replaced", told.Data.TextAt("type"));
        Assert.Equal("end", (await stream.ReadAsync()).Kind);
        await stopped.Process.ReadyAsync();
        await UntilAsync(async () => (await stopped.Device("eve").GetAsync("/v1/calls")).Status is HttpStatusCode.OK);
        var (after, ringingAfter) = (await ann.GetAsync($"/v1/calls/{call}").OkAsync(), await edge.Device("eve").GetAsync($"/v1/calls/{ringing}").OkAsync());
        Assert.Equal((before.ETag, ringingBefore.ETag), (after.ETag, ringingAfter.ETag));

        // The edge serves again, and knows where the device is.
        await UntilAsync(async () => (await eve.PostAsync($"/v1/calls/{ringing}/hangup")).Status is not HttpStatusCode.ServiceUnavailable);
        await ann.PostAsync($"/v1/calls/{call}/messages", new { text = "after" }).OkAsync(HttpStatusCode.Accepted);
        Assert.Equal("after", (await hubElsewhere.NextAsync("call.message")).TextAt("data.text"));
        await ann.HangUpAsync(call).OkAsync();
        await hubElsewhere.NextAsync("call.ended");
        foreach (var type in (string[])["call.answered", "call.message before", "call.message elsewhere", "call.ended"])
        {
            var next = await annHub.NextAsync(type.Split(' ')[0]);
            if (type.Split(' ') is [_, var text]) Assert.Equal(text, next.TextAt("data.text"));
        }
        Assert.DoesNotContain("gus", (await ann.GetAsync("/v1/calls").OkAsync()).Json.ToString(), StringComparison.Ordinal);
        Assert.Single((await benElsewhere.GetAsync("/v1/calls").OkAsync()).Json.At("calls").EnumerateArray());
    }

    // Each by a client that waits five seconds for its answer.
    private static IEnumerable<Task> Stale(Device device, string call, string text)
    {
        for (var number = 0; number < 5; number++)
        {
            yield return GiveUpAsync(device, $"/v1/calls/{call}/messages", new { text = $"stale, {text} {number}" });
            yield return GiveUpAsync(device, $"/v1/calls/{call}/candidates", new { candidates = new[] { new { candidate = Descriptions.CandidateOf($"192.0.2.{number + 1}"), sdpMid = "0", sdpMLineIndex = 0 } } });
        }

        yield return GiveUpAsync(device, $"/v1/calls/{call}/hangup", new { });
        yield return GiveUpAsync(device, "/v1/calls", new { to = "gus", sdp = Descriptions.Offer });
    }

    private static async Task GiveUpAsync(Device device, string path, object body)
    {
        using var client = device.Edge.CreateClient(device.Token, device.Name);
        client.Timeout = TimeSpan.FromSeconds(5);
        using var content = System.Net.Http.Json.JsonContent.Create(body);
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content, Cancel);
    }

    private static async Task<HubDevice> AttachSoonAsync(Device device, string? cursor)
    {
        for (var begun = Stopwatch.StartNew(); ; await Task.Delay(100, Cancel))
        {
            var hub = await HubDevice.ConnectAsync(device);
            try
            {
                await hub.AttachAsync(cursor);
                return hub;
            }
            catch (Microsoft.AspNetCore.SignalR.HubException) when (begun.Elapsed < TimeSpan.FromSeconds(10))
            {
                await hub.DisposeAsync();
            }
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var begun = Stopwatch.StartNew(); !await holds(); await Task.Delay(100, Cancel)) Assert.True(begun.Elapsed < TimeSpan.FromSeconds(20));
    }
}
