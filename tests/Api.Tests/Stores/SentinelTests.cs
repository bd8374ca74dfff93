using System.Diagnostics;
using System.Net;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Stores;

/// <summary>A primary dies, and Sentinels let its replica take over.</summary>
public class SentinelTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.1), BackWithin = TimeSpan.FromSeconds(40);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Primary_KilledWithASentinel_IsFollowedToTheReplicaAndNotBack()
    {
        await using var redis = await RedisSentinels.StartAsync(Cancel);
        await using var deployment = await Deployment.RedisAtAsync(new() { ["Redis:Sentinels"] = redis.Addresses, ["Redis:SentinelName"] = RedisSentinels.Name }, edges: 2);
        await using var scene = deployment.Scene();
        Device ann = scene.Device("ann", at: 0), ben = scene.Device("ben", at: 1);
        await using var hub = await HubDevice.AttachAsync(ben);
        var call = await ann.CallAsync("ben");
        await ben.AnswerAsync(call).OkAsync();
        await hub.NextAsync("call.incoming");
        await redis.CatchUpAsync(Cancel);

        redis.Sentinels[0].Kill();
        redis.Primary.Kill();
        var refusals = await KeepSayingAsync(ann, call, "while it fails over");

        Assert.NotEqual(0, refusals);
        Assert.Equal("while it fails over", (await hub.NextAsync("call.message")).TextAt("data.text"));
        foreach (var device in (Device[])[ann, ben]) await UntilReadyAsync(device);
        await SayAsync(ann, call, "on the new primary");
        Assert.Equal("on the new primary", (await hub.NextAsync("call.message")).TextAt("data.text"));

        await redis.Primary.RestartAsync(Cancel); // empty, and a primary until the Sentinels find it
        await redis.AgreeOnAsync(redis.Replica, Cancel);
        await SayAsync(ann, call, "not on the old one");
        await ann.HangUpAsync(call).OkAsync();
        Assert.Equal("not on the old one", (await hub.NextAsync("call.message")).TextAt("data.text"));
        await hub.NextAsync("call.ended");
        Assert.False(hub.HasMore || hub.HasControl || hub.IsClosed);
    }

    // Repeated with its key until it is taken; every refusal comes in time, and with Retry-After.
    private static async Task<int> KeepSayingAsync(Device device, string call, string text)
    {
        var begun = Stopwatch.StartNew();
        for (var refusals = 0; ; refusals++)
        {
            var asked = FairWatch.StartNew();
            var answer = await SayAsync(device, call, text);
            Assert.True(asked.Elapsed < Patience, $"answered after {asked.Elapsed}");
            if (answer.Status is HttpStatusCode.Accepted)
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"taken after {begun.Elapsed.TotalSeconds:0.00} s and {refusals} refusals");
                return refusals;
            }

            await Task.FromResult(answer).RefusedAsync("store_unavailable");
            Assert.True(begun.Elapsed < BackWithin, "The edge has not found the new primary.");
            await Task.Delay(50, Cancel);
        }
    }

    private static Task<Answer> SayAsync(Device device, string call, string text) =>
        device.PostAsync($"/v1/calls/{call}/messages", new { text }, ("Idempotency-Key", text.Replace(' ', '-')));

    private static async Task UntilReadyAsync(Device device)
    {
        for (var begun = Stopwatch.StartNew(); (await device.GetAsync("/healthz/ready")).Status is not HttpStatusCode.OK; await Task.Delay(50, Cancel))
            Assert.True(begun.Elapsed < BackWithin, "not ready");
    }
}
