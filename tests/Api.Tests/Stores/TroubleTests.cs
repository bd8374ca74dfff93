using System.Diagnostics;
using System.Net;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Stores;

/// <summary>A Redis in trouble that keeps what it holds, as devices and operators see it: refused in time, safe to repeat, nothing of it later,
/// connections stay, and all goes on when it is over.</summary>
public class TroubleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.1); // the two seconds that are promised, and what sending and reading take
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(40);

    public static TheoryData<string> Troubles => [.. Trouble.All.Keys];

    [Theory, MemberData(nameof(Troubles))]
    public async Task Redis_InTrouble_RefusesInTimeAndGoesOnWhenItIsOver(string name)
    {
        var trouble = Trouble.All[name];
        await using var redis = await RedisServer.StartOwnAsync(trouble.Arguments);
        await using var deployment = await Deployment.RedisAsync(redis, edges: 2);
        await using var scene = deployment.Scene();
        Device ann = scene.Device("ann", at: 0), ben = scene.Device("ben", at: 1);
        await using HubDevice annHub = await HubDevice.AttachAsync(ann), benHub = await HubDevice.AttachAsync(ben);
        var call = await ann.CallAsync("ben");
        await ben.AnswerAsync(call).OkAsync();
        await benHub.NextAsync("call.incoming");
        await annHub.NextAsync("call.answered");

        await trouble.BeginAsync(redis);

        await Task.WhenAll(
            RefusedInTimeAsync(ann, $"/v1/calls/{call}/messages", new { text = "kept" }, "k-1"),
            RefusedInTimeAsync(ann, $"/v1/calls/{call}/messages", new { text = "refused by edge 0" }),
            RefusedInTimeAsync(ben, $"/v1/calls/{call}/messages", new { text = "refused by edge 1" }),
            RefusedInTimeAsync(ben, $"/v1/calls/{call}/hold", new { }),
            RefusedInTimeAsync(ben, "/v1/calls", new { to = "cid", sdp = Descriptions.Offer }));
        foreach (var device in (Device[])[ann, ben])
        {
            await UntilAsync(device, "/healthz/ready", HttpStatusCode.ServiceUnavailable);
            (await device.GetAsync("/healthz/live")).AssertIs(HttpStatusCode.OK);
            (await device.PostAsync("/v1/relay-credentials")).AssertIs(HttpStatusCode.OK);
        }

        await trouble.EndAsync(redis);

        foreach (var device in (Device[])[ann, ben]) await UntilAsync(device, "/healthz/ready", HttpStatusCode.OK);
        for (var time = 0; time < 2; time++)
            await ann.PostAsync($"/v1/calls/{call}/messages", new { text = "kept" }, ("Idempotency-Key", "k-1")).OkAsync(HttpStatusCode.Accepted);
        await ben.PostAsync($"/v1/calls/{call}/messages", new { text = "after" }).OkAsync(HttpStatusCode.Accepted);
        await ann.HangUpAsync(call).OkAsync();

        Assert.Equal("kept", (await benHub.NextAsync("call.message")).TextAt("data.text"));
        await benHub.NextAsync("call.ended");
        Assert.Equal("after", (await annHub.NextAsync("call.message")).TextAt("data.text"));
        await annHub.NextAsync("call.ended");
        Assert.Single((await ben.GetAsync("/v1/calls").OkAsync()).Json.At("calls").EnumerateArray());
        foreach (var hub in (HubDevice[])[annHub, benHub]) Assert.False(hub.HasMore || hub.HasControl || hub.IsClosed);
    }

    private static async Task RefusedInTimeAsync(Device device, string path, object body, string? key = null)
    {
        var begun = FairWatch.StartNew();
        var answer = await device.PostAsync(path, body, key is null ? [] : [("Idempotency-Key", key)]);
        Assert.True(begun.Elapsed < Patience, $"{path} took {begun.Elapsed}");
        await Task.FromResult(answer).RefusedAsync("store_unavailable");
    }

    private static async Task UntilAsync(Device device, string path, HttpStatusCode status)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var begun = Stopwatch.StartNew(); (await device.GetAsync(path)).Status != status; await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken))
            Assert.True(begun.Elapsed < BackWithin, $"{path} is not {status}");
    }
}
