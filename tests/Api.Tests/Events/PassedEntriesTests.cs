using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Signaling.Api.Events;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Events;

/// <summary>Places of a device that move on over what is for other devices of its user, whatever it looks through: else its place would be
/// trimmed away, and it told to resync, although it has missed nothing. (The hub: <see cref="SignalingHubTests"/>.)</summary>
public class PassedEntriesTests(RedisServer redis)
{
    private const int Kept = 10;

    private static readonly Dictionary<string, string?> Small = new() { ["Inbox:MaxEvents"] = $"{Kept}" };

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Poll_ThatEndsWithoutAnEvent_GivesThePlaceBehindWhatWasForOthers(On on)
    {
        await using var deployment = await Deployment.StartAsync(on, redis, Small);
        await using var scene = deployment.Scene();
        var (ann, _, call) = await scene.ConnectedAsync();
        var idle = scene.Device("ben", "idle", at: 0);
        await idle.AttachAsync();
        var streams = scene.Edges[0].Services.GetRequiredService<DeviceStreams>();

        var polling = idle.GetAsync($"/v1/events?wait=60&after={idle.Cursor}");
        DeviceStream? Polls() => streams.All.FirstOrDefault(one => one.Device.Value == "idle" && one.Window.Transport == "poll" && one.IsStarted);
        await Poll.UntilAsync(() => Polls() is not null);
        var stream = Polls()!;
        for (var n = 0; n <= Kept; n++) await ann.TrickleAsync(call, $"192.0.2.{n}").OkAsync(HttpStatusCode.NoContent);
        var end = (await scene.Device("ben", "other", at: 0).GetAsync("/v1/events").OkAsync()).Text("cursor");
        await Poll.UntilAsync(() => stream.Stand.ToString() == end);
        Assert.False(polling.IsCompleted);

        await using var newer = await HubDevice.AttachAsync(idle); // which ends the poll before its time
        var ended = await polling.OkAsync();
        Assert.Equal((0, end), (ended.Json.At("events").GetArrayLength(), ended.Text("cursor")));
        var next = await idle.GetAsync($"/v1/events?after={end}").OkAsync();
        Assert.False(next.Json.TryGetProperty("resync", out _));
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Stream_ThatCatchesUp_StandsBehindWhatWasForOthers(On on)
    {
        await using var deployment = await Deployment.StartAsync(on, redis, Small);
        await using var scene = deployment.Scene();
        Device ann = scene.Device("ann"), talks = scene.Device("ben", "talks"), idle = scene.Device("ben", "idle");
        await idle.AttachAsync();
        var call = await ann.CallAsync("ben");
        await talks.AnswerAsync(call).OkAsync();
        for (var n = 0; n < Kept - 4; n++) await ann.TrickleAsync(call, $"192.0.2.{n}").OkAsync(HttpStatusCode.NoContent);
        var end = (await scene.Device("ben", "other").GetAsync("/v1/events").OkAsync()).Text("cursor");

        using (var sse = await SseDevice.OpenAsync(idle, idle.Cursor))
        {
            Assert.Equal(("call.incoming", "call.ended"), ((await sse.NextAsync()).TextAt("type"), (await sse.NextAsync()).TextAt("type")));
            Assert.NotEqual(end, sse.LastEventId);
            await sse.PlaceAsync();
            Assert.Equal(end, sse.LastEventId);
        }

        for (var n = 0; n < Kept; n++) await ann.TrickleAsync(call, $"198.51.100.{n}").OkAsync(HttpStatusCode.NoContent); // its last event is trimmed away, its place is not
        using var again = await SseDevice.OpenAsync(idle, end);
        Assert.Equal("attached", again.First.TextAt("type"));
    }
}
