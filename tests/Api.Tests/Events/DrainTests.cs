using System.Net;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Signaling.Api.Events;
using Signaling.Api.Tests.Running;
using Xunit;

namespace Signaling.Api.Tests.Events;

public class DrainTests
{
    private static readonly Dictionary<string, string?> Quick = new() { ["Drain:Notice"] = "00:00:00", ["Drain:Spread"] = "00:00:00.1", ["Drain:Patience"] = "00:00:05" };

    [Fact]
    public async Task Drain_WithDevices_SendsEachAwayAndEndsWhenAllHaveGone()
    {
        await using var edge = await RunningEdge.StartAsync(settings: Quick);
        using Device ann = edge.Device("ann"), ben = edge.Device("ben");
        HubDevice anns = await HubDevice.AttachAsync(ann), bens = await HubDevice.AttachAsync(ben);

        var farewell = edge.Services.GetRequiredService<Farewell>().SayAsync(TestContext.Current.CancellationToken);
        Assert.Equal("drain", (await anns.ControlAsync()).GetProperty("type").GetString());
        Assert.Equal("drain", (await bens.ControlAsync()).GetProperty("type").GetString());
        Assert.False(farewell.IsCompleted);
        await anns.DisposeAsync();
        await bens.DisposeAsync();

        await farewell.WaitAsync(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Drain_Begun_RefusesNewWorkAndFinishesWhatHasBegun()
    {
        await using var edge = await RunningEdge.StartAsync(settings: Quick);
        using Device ann = edge.Device("ann"), ben = edge.Device("ben");
        var id = await ann.CallAsync("ben");
        await using var bens = await HubDevice.ConnectAsync(ben);
        await edge.Services.GetRequiredService<Farewell>().SayAsync(TestContext.Current.CancellationToken);

        var placed = await ann.PostAsync("/v1/calls", new { to = "ben", sdp = Descriptions.Offer });
        var polled = await ben.GetAsync("/v1/events");
        var refused = await Assert.ThrowsAsync<HubException>(() => bens.AttachAsync(null));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "draining"), (placed.Status, placed.Code));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "draining"), (polled.Status, polled.Code));
        Assert.Contains("draining", refused.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await ann.GetAsync("/healthz/ready")).Status);
        Assert.Equal(HttpStatusCode.OK, (await ann.GetAsync("/healthz/live")).Status);
        Assert.Equal(HttpStatusCode.OK, (await ann.PostAsync($"/v1/calls/{id}/hangup")).Status);
    }

    [Fact]
    public async Task Drain_WithADeviceThatStays_ClosesItWhenPatienceEnds()
    {
        await using var edge = await RunningEdge.StartAsync(settings: new(Quick) { ["Drain:Patience"] = "00:00:00.2" });
        using var ben = edge.Device("ben");
        await using var bens = await HubDevice.AttachAsync(ben);

        await edge.Services.GetRequiredService<Farewell>().SayAsync(TestContext.Current.CancellationToken);

        await bens.Closed;
    }

    [Fact]
    public async Task Drain_WithAPollUnderWay_AnswersItWithItsCursor()
    {
        await using var edge = await RunningEdge.StartAsync(settings: Quick);
        using var ben = edge.Device("ben");
        await ben.AttachAsync();
        var cursor = ben.Cursor;
        var poll = ben.NextAsync(waitSeconds: 30);
        await Poll.UntilAsync(() => edge.Services.GetRequiredService<DeviceStreams>().Count("poll") == 1);

        await edge.Services.GetRequiredService<Farewell>().SayAsync(TestContext.Current.CancellationToken);

        Assert.Empty(await poll.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
        Assert.Equal(cursor, ben.Cursor);
    }
}
