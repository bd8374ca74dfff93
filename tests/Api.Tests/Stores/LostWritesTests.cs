using System.Diagnostics;
using System.Net;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Stores;

/// <summary>A replica takes over behind the same address, without the last writes of its primary.</summary>
public class LostWritesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="demoted">Whether the old primary lives on as a replica and keeps its connections, or is cut off.</param>
    [Theory, InlineData(false), InlineData(true)]
    public async Task Failover_WithoutTheLastWrites_IsFoundOutByItselfAndMixesNothing(bool demoted)
    {
        await using var primary = await RedisServer.StartOwnAsync(cancel: Cancel);
        await using var replica = await RedisServer.StartOwnAsync(["--replicaof", .. primary.Endpoint.Split(':'), "--repl-diskless-sync-delay", "0"], Cancel);
        using var address = new RedisForwarder(primary);
        await using var deployment = await Deployment.RedisAtAsync(new() { ["Redis:Endpoints"] = address.Endpoint }, edges: 2);
        await using var scene = deployment.Scene();
        Device ann = scene.Device("ann", at: 0), ben = scene.Device("ben", at: 1), tablet = scene.Device("ben", "tablet", at: 1), dan = scene.Device("dan", at: 0);
        await using HubDevice annHub = await HubDevice.AttachAsync(ann), benHub = await HubDevice.AttachAsync(ben);
        var call = await ann.CallAsync("ben");
        await benHub.NextAsync("call.incoming");
        await UntilAsync(async () => await primary.AskAsync("WAIT 1 100", Cancel) == ":1");

        // What the replica does not get any more: an answer, a message, a call.
        Assert.Equal("+OK", await replica.AskAsync("REPLICAOF NO ONE", Cancel));
        var lost = await ben.AnswerAsync(call).OkAsync();
        await annHub.NextAsync("call.answered");
        await SayAsync(ben, call).OkAsync(HttpStatusCode.Accepted);
        await annHub.NextAsync("call.message");
        var lostCall = await dan.CallAsync("ben");
        await benHub.NextAsync("call.incoming");
        var (annStood, benStood) = (annHub.Cursor, benHub.Cursor);

        var begun = Stopwatch.StartNew();
        address.MoveTo(replica, breaking: !demoted);
        if (demoted) Assert.Equal("+OK", await primary.AskAsync($"REPLICAOF {replica.Endpoint.Replace(':', ' ')}", Cancel));

        // On the same connections, with nothing written and nothing asked by the devices.
        foreach (var hub in (HubDevice[])[annHub, benHub])
        {
            var told = await hub.ControlAsync();
            Assert.Equal(("resync", "inviting", call), (told.TextAt("type"), told.TextAt("activeCalls.0.state"), told.TextAt("activeCalls.0.id")));
            Assert.Equal(1, told.At("activeCalls").GetArrayLength());
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"both told after {begun.Elapsed.TotalSeconds:0.00} s");

        // Another answer takes the place of the lost one, with the same count; the lost one's version and places are nobody's.
        var answered = await tablet.AnswerAsync(call).OkAsync();
        await annHub.NextAsync("call.answered");
        Assert.NotEqual(lost.ETag, answered.ETag);
        await ann.PostAsync($"/v1/calls/{call}/hangup", null, ("If-Match", lost.ETag!)).RefusedAsync("version_mismatch");
        await ben.PostAsync($"/v1/calls/{call}/hold").RefusedAsync("answered_elsewhere"); // decided on what is stored, whatever its edge remembers
        await dan.HangUpAsync(lostCall).RefusedAsync("call_not_found");
        foreach (var (user, stood) in ((string, string?)[])[("ann", annStood), ("ben", benStood)])
            Assert.True((await scene.Device(user, "other").GetAsync($"/v1/events?after={stood}").OkAsync()).Json.At("resync").GetBoolean());

        // A request whose effect was lost has lost its record too: repeated, it has its effect, once.
        await SayAsync(tablet, call).OkAsync(HttpStatusCode.Accepted);
        await SayAsync(tablet, call).OkAsync(HttpStatusCode.Accepted);
        await ann.HangUpAsync(call).OkAsync();
        await annHub.NextAsync("call.message");
        await annHub.NextAsync("call.ended");
        foreach (var hub in (HubDevice[])[annHub, benHub]) Assert.False(hub.IsClosed);
    }

    [Fact]
    public async Task Restart_FromASnapshot_GoesBackToItAndSaysSo()
    {
        await using var redis = await RedisServer.StartOwnAsync(["--save", "3600 1"], Cancel);
        await using var deployment = await Deployment.RedisAsync(redis, edges: 2);
        await using var scene = deployment.Scene();
        Device ann = scene.Device("ann", at: 0), ben = scene.Device("ben", at: 1);
        await using var hub = await HubDevice.AttachAsync(ann);
        var call = await ann.CallAsync("ben");
        Assert.Equal("+OK", await redis.AskAsync("SAVE", Cancel));
        await ben.AnswerAsync(call).OkAsync();
        await hub.NextAsync("call.answered");

        redis.Kill();
        await redis.RestartAsync(Cancel);

        var told = await hub.ControlAsync();
        Assert.Equal(("resync", "inviting"), (told.TextAt("type"), told.TextAt("activeCalls.0.state")));
        await UntilAsync(async () => (await ben.AnswerAsync(call)).Status is HttpStatusCode.OK); // his edge comes back in its own time
        await hub.NextAsync("call.answered");
    }

    private static Task<Answer> SayAsync(Device device, string call) => device.PostAsync($"/v1/calls/{call}/messages", new { text = "hello" }, ("Idempotency-Key", "k-1"));

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var begun = Stopwatch.StartNew(); !await holds(); await Task.Delay(20, Cancel)) Assert.True(begun.Elapsed < TimeSpan.FromSeconds(10));
    }
}
