using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Signaling.Api.Calls;
using Signaling.Api.Tests.Running;
using Signaling.Domain.Calls;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Stores;

/// <summary>Commands that were read before a standstill of the process, or sent to it meanwhile, are not carried out after it.</summary>
public class StandstillTests
{
    private const string Network = "/v1/networks/one";
    private static readonly TimeSpan Standing = TimeSpan.FromSeconds(6); // longer than goes unnoticed

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Command_ThatIsDecidedLongAfterItWasAsked_IsNotWritten()
    {
        await using var edge = await RunningEdge.StartAsync();
        using Device ann = edge.Device("ann"), ben = edge.Device("ben");
        var call = await ann.CallAsync("ben");
        var before = (await ann.GetAsync($"/v1/calls/{call}").OkAsync()).ETag;
        var (calls, by) = (edge.Services.GetRequiredService<CallService>(), new Actor(new UserId("ann"), new DeviceId(ann.Name)));
        var asked = new Asked(new TenantId("acme"), by, null, null);
        var longAgo = asked with { Since = Stopwatch.GetTimestamp() - (long)(Standing.TotalSeconds * Stopwatch.Frequency) };

        await Assert.ThrowsAsync<StoreUnavailableException>(() => calls.HandleAsync(longAgo, new CallId(call), new CallCommand.HangUp(by), 200, Cancel));

        Assert.Equal(before, (await ann.GetAsync($"/v1/calls/{call}").OkAsync()).ETag);
        Assert.IsType<CallOutcome.Done>(await calls.HandleAsync(asked, new CallId(call), new CallCommand.HangUp(by), 200, Cancel));
    }

    [Theory, InlineData("application/json"), InlineData("text/event-stream")]
    public async Task Events_AskedOfAnEdgeThatStoodStill_DoNotTakeTheDeviceAwayFromWhereItIs(string accept)
    {
        await using var redis = await RedisServer.StartOwnAsync(cancel: Cancel);
        Dictionary<string, string?> settings = new() { ["Store"] = "Redis", ["Redis:Endpoints"] = redis.Endpoint };
        await using var edge = await RunningEdge.StartAsync(settings: settings);
        await using var stopped = await RunningEdge.StartProcessAsync(settings);
        using Device ann = edge.Device("ann"), here = edge.Device("ben"), there = stopped.Device("ben");
        await there.AttachAsync();

        stopped.Process.Signal("STOP");
        var begun = Stopwatch.StartNew();
        var unread = there.SendAsync(HttpMethod.Get, $"/v1/events?after={there.Cursor}&wait=1", null, ("Accept", accept));
        await using var hub = await HubDevice.AttachAsync(here, there.Cursor);
        if (Standing - begun.Elapsed is { Ticks: > 0 } left) await Task.Delay(left, Cancel);
        stopped.Process.Signal("CONT");

        await unread.RefusedAsync("command_expired");
        await ann.CallAsync("ben");
        await hub.NextAsync("call.incoming");
        Assert.False(hub.IsClosed || hub.HasControl);
    }

    [Fact]
    public async Task Network_StoredThroughAnEdgeThatStoodStill_IsRefusedAndDoesNotReplaceTheNewerOne()
    {
        await using var redis = await RedisServer.StartOwnAsync(cancel: Cancel);
        Dictionary<string, string?> settings = new() { ["Store"] = "Redis", ["Redis:Endpoints"] = redis.Endpoint };
        await using var edge = await RunningEdge.StartAsync(settings: settings);
        await using var stopped = await RunningEdge.StartProcessAsync(settings);
        var token = RunningEdge.TokenOf("olga", "acme", null, "network");
        using Device here = edge.Device("olga", token: token), there = stopped.Device("olga", token: token);
        await there.SendAsync(HttpMethod.Put, Network, new { profile = "teams" }).OkAsync(HttpStatusCode.Created);

        stopped.Process.Signal("STOP");
        var begun = Stopwatch.StartNew();
        var unread = there.SendAsync(HttpMethod.Put, Network, new { profile = "sfbOnline" });
        var newer = await here.SendAsync(HttpMethod.Put, Network, new { profile = "teams" }).OkAsync();
        if (Standing - begun.Elapsed is { Ticks: > 0 } left) await Task.Delay(left, Cancel);
        stopped.Process.Signal("CONT");

        await unread.RefusedAsync("command_expired");
        Assert.Equal(newer.ETag, (await here.GetAsync(Network).OkAsync()).ETag);
    }
}
