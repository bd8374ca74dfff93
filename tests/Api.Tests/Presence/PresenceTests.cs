using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Signaling.Api.Events;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Presence;

/// <summary>A device that vanishes from a call is waited for, and what the other side hears of it.</summary>
public sealed class PresenceTests(RedisServer redis)
{
    private static readonly Dictionary<string, string?> Brief = new() { ["Presence:NoticeAfter"] = "00:00:02", ["Presence:Grace"] = "00:00:02" };
    /// <summary>Time enough for a device to come back on a busy machine, and for one that pings not to be late.</summary>
    private static readonly Dictionary<string, string?> Slow = new() { ["Presence:NoticeAfter"] = "00:00:10", ["Presence:Grace"] = "00:00:06" };
    private static readonly Dictionary<string, string?> Patient = new() { ["Presence:NoticeAfter"] = "00:00:02", ["Presence:Grace"] = "00:01:00" };

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Device_ClosesItsStreamAndStaysAway_EndsTheCallAsPeerLostAfterTheGrace(On on)
    {
        // A close that nobody noticed would be noticed in a minute.
        await using var deployment = await Deployment.StartAsync(on, redis, new(Brief) { ["Presence:NoticeAfter"] = "00:01:00" });
        await using var scene = deployment.Scene();
        Device ann = scene.Device("ann", at: 0), ben = scene.Device("ben", at: 1);
        await using var hears = await HubDevice.AttachAsync(ann);
        var stream = await SseDevice.OpenAsync(ben);
        var call = await hears.ConnectedAsync(ann, ben);

        var closed = Stopwatch.StartNew();
        var fair = FairWatch.StartNew();
        stream.Dispose();

        await hears.SaysAsync("reconnecting", "ben");
        Assert.True(fair.Elapsed < TimeSpan.FromSeconds(1.5), $"A clean close was told only after {fair.Elapsed}");
        var end = await hears.NextAsync("call.ended");
        Assert.True(closed.Elapsed > TimeSpan.FromSeconds(1.9) && fair.Elapsed < TimeSpan.FromSeconds(6), $"{closed.Elapsed}, of that ours {fair.Elapsed}");
        Assert.Equal(("peer_lost", "ben"), (end.GetProperty("data").GetProperty("reason").GetString(), end.GetProperty("data").GetProperty("by").GetProperty("user").GetString()));
        Assert.Equal("peer_lost", (await ben.GetAsync($"/v1/calls/{call}")).Text("endReason"));
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Device_ComesBackOnAnotherEdge_GoesOnWithTheCall(On on)
    {
        await using var deployment = await Deployment.StartAsync(on, redis, Slow);
        await using var scene = deployment.Scene();
        Device ann = scene.Device("ann", at: 0), ben = scene.Device("ben", at: 1);
        await using var hears = await HubDevice.AttachAsync(ann);
        var stream = await SseDevice.OpenAsync(ben);
        var call = await hears.ConnectedAsync(ann, ben);
        stream.Dispose();
        await hears.SaysAsync("reconnecting", "ben");
        Assert.True((await ann.GetAsync($"/v1/calls/{call}")).Json.GetProperty("reconnecting").GetProperty("callee").GetBoolean());

        await using var back = await HubDevice.AttachAsync(scene.Device("ben", at: 2), stream.LastEventId);

        await hears.SaysAsync("back", "ben");
        await Task.Delay(TimeSpan.FromSeconds(7), TestContext.Current.CancellationToken); // longer than the grace
        var now = await ann.GetAsync($"/v1/calls/{call}");
        Assert.Equal(("connected", false), (now.Text("state"), now.Json.GetProperty("reconnecting").GetProperty("callee").GetBoolean()));
        Assert.False(hears.HasMore);
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Caller_VanishesWhileItRings_StopsTheRinging(On on)
    {
        await using var deployment = await Deployment.StartAsync(on, redis, Brief);
        await using var scene = deployment.Scene();
        Device ann = scene.Device("ann", at: 0), ben = scene.Device("ben", at: 1);
        await using var hears = await HubDevice.AttachAsync(ben);
        var stream = await SseDevice.OpenAsync(ann);
        var call = await ann.CallAsync("ben");
        await hears.NextAsync("call.incoming");

        stream.Dispose();

        await hears.SaysAsync("reconnecting", "ann");
        Assert.Equal("peer_lost", (await hears.NextAsync("call.ended")).GetProperty("data").GetProperty("reason").GetString());
        Assert.Equal("call_ended", (await ben.AnswerAsync(call)).Code);
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task CalleesDevice_VanishesWhileItRings_DoesNotEndTheCall(On on)
    {
        await using var deployment = await Deployment.StartAsync(on, redis, Brief);
        await using var scene = deployment.Scene();
        Device ann = scene.Device("ann", at: 0), phone = scene.Device("ben", "phone", at: 1), tablet = scene.Device("ben", "tablet", at: 2);
        await using var hears = await HubDevice.AttachAsync(ann);
        var onPhone = await SseDevice.OpenAsync(phone);
        await using var onTablet = await HubDevice.AttachAsync(tablet);
        var call = await ann.CallAsync("ben");
        Assert.Equal(HttpStatusCode.OK, (await phone.PostAsync($"/v1/calls/{call}/ringing")).Status);
        await hears.NextAsync("call.ringing");

        onPhone.Dispose();
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken); // longer than the grace

        Assert.False(hears.HasMore);
        Assert.Equal(HttpStatusCode.OK, (await tablet.AnswerAsync(call)).Status);
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Poller_StopsPolling_IsMissedInTimeAndBackWithItsNextPoll(On on)
    {
        await using var deployment = await Deployment.StartAsync(on, redis, Patient);
        await using var scene = deployment.Scene();
        Device ann = scene.Device("ann", at: 0), ben = scene.Device("ben", at: 1);
        await using var hears = await HubDevice.AttachAsync(ann);
        await ben.AttachAsync();
        await hears.ConnectedAsync(ann, ben);
        await ben.NextAsync(waitSeconds: 0);

        await hears.SaysAsync("reconnecting", "ben");
        var again = scene.Device("ben", at: 2);
        again.Cursor = ben.Cursor;
        await again.NextAsync(waitSeconds: 0);
        await hears.SaysAsync("back", "ben");
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Device_ThatOnlyEverUsesRest_IsLetGoByInactivityAndNotBefore(On on)
    {
        await using var deployment = await Deployment.StartAsync(on, redis, new(Slow) { ["Presence:InactiveAfter"] = "00:00:06", ["Presence:Grace"] = "00:00:02" });
        await using var scene = deployment.Scene();
        Device ann = scene.Device("ann", at: 0), ben = scene.Device("ben", at: 1);
        await using var hears = await HubDevice.AttachAsync(ann);
        var call = await hears.ConnectedAsync(ann, ben);

        for (var busy = Stopwatch.StartNew(); busy.Elapsed < TimeSpan.FromSeconds(9); await Task.Delay(500, TestContext.Current.CancellationToken))
            Assert.Equal("connected", (await ben.GetAsync($"/v1/calls/{call}")).Text("state"));
        Assert.False(hears.HasMore); // ann has a stream and does nothing, ben has none and looks at the call

        var end = await hears.NextAsync("call.ended");
        Assert.Equal(("peer_lost", "ben"), (end.GetProperty("data").GetProperty("reason").GetString(), end.GetProperty("data").GetProperty("by").GetProperty("user").GetString()));
    }

    [Fact]
    public async Task Device_SentAwayByADrainingEdge_IsMissedOnlyIfItDoesNotArriveAnywhere()
    {
        await using var deployment = await Deployment.RedisAsync(redis, new(Slow) { ["Drain:Notice"] = "00:00:00", ["Drain:Spread"] = "00:00:00.1" });
        await using var scene = deployment.Scene();
        Device ann = scene.Device("ann", at: 0), ben = scene.Device("ben", at: 1), cid = scene.Device("cid", at: 0), dee = scene.Device("dee", at: 1);
        await using HubDevice annHears = await HubDevice.AttachAsync(ann), cidHears = await HubDevice.AttachAsync(cid);
        HubDevice bens = await HubDevice.AttachAsync(ben), dees = await HubDevice.AttachAsync(dee);
        await annHears.ConnectedAsync(ann, ben);
        await cidHears.ConnectedAsync(cid, dee);

        var farewell = scene.Edges[1].Services.GetRequiredService<Farewell>().SayAsync(TestContext.Current.CancellationToken);
        await bens.ControlAsync();
        await dees.ControlAsync();
        await bens.DisposeAsync(); // closes before it connects elsewhere, and takes a second for that
        await dees.DisposeAsync();
        await farewell;
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        await using var arrived = await HubDevice.AttachAsync(scene.Device("ben", at: 2), bens.Cursor);

        await cidHears.SaysAsync("reconnecting", "dee"); // who arrived nowhere
        Assert.False(annHears.HasMore);
    }

    [Fact]
    public async Task Device_MovesToAnotherEdgeFirst_IsNeverMissed()
    {
        await using var deployment = await Deployment.RedisAsync(redis, new(Slow) { ["Presence:Grace"] = "00:00:02" });
        await using var scene = deployment.Scene();
        Device ann = scene.Device("ann", at: 0), ben = scene.Device("ben", at: 1);
        await using var hears = await HubDevice.AttachAsync(ann);
        await using var first = await HubDevice.AttachAsync(ben);
        var call = await hears.ConnectedAsync(ann, ben);
        await first.NextAsync("call.incoming");

        List<HubDevice> hops = [];
        for (var hop = 0; hop < 10; hop++) hops.Add(await HubDevice.AttachAsync(scene.Device("ben", at: hop % 3)));
        foreach (var older in hops[..^1]) await older.Closed;
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);

        Assert.False(hears.HasMore);
        Assert.Equal("connected", (await ann.GetAsync($"/v1/calls/{call}")).Text("state"));
        foreach (var hop in hops) await hop.DisposeAsync();
    }
}
