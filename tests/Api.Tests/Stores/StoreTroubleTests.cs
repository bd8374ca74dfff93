using System.Diagnostics;
using System.Net;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Stores;

/// <summary>Redis away, slow, gone and back again, as clients see it.</summary>
public class StoreTroubleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.1); // the two seconds that are promised, and what sending and reading take

    [Theory, InlineData(true), InlineData(false)]
    public async Task Redis_KilledOrPaused_IsAnsweredWith503InTimeAndEverythingContinuesAfterwards(bool killed)
    {
        await using var redis = await RedisServer.StartOwnAsync();
        await using var deployment = await Deployment.RedisAsync(redis, edges: 2);
        await using var scene = deployment.Scene();
        Device ann = scene.Device("ann", at: 0), ben = scene.Device("ben", at: 1);
        await using HubDevice hub = await HubDevice.AttachAsync(ben), annHub = await HubDevice.AttachAsync(ann); // both are there all along
        var call = await ann.CallAsync("ben");
        await hub.NextAsync("call.incoming");

        if (killed) redis.Kill();
        else redis.Pause();
        await Task.WhenAll(StoreBacked(call).Select(route => RefusedInTimeAsync(ann, route)));
        await AssertHealthAsync(ann, HttpStatusCode.ServiceUnavailable);
        Assert.False(hub.Closed.IsCompleted);
        (await ann.PostAsync("/v1/relay-credentials")).AssertIs(HttpStatusCode.OK); // needs no store

        if (killed) await redis.RestartAsync(TestContext.Current.CancellationToken);
        else redis.Resume();
        await RecoveredAsync(ann);
        if (killed) Assert.Equal("resync", (await hub.ControlAsync()).TextAt("type")); // this Redis keeps nothing: what was is not known any more
        var next = killed ? await ann.CallAsync("ben") : call;
        if (killed) await hub.NextAsync("call.incoming");
        await ann.HangUpAsync(next).OkAsync();
        await hub.NextAsync("call.ended");
        await AssertHealthAsync(ann, HttpStatusCode.OK);
    }

    [Fact]
    public async Task Command_AnsweredWith503_NeverHappensLater()
    {
        await using var redis = await RedisServer.StartOwnAsync();
        await using var deployment = await Deployment.RedisAsync(redis, edges: 2);
        await using var scene = deployment.Scene();
        var (ann, ben, call) = await scene.ConnectedAsync();
        List<string> refused = [], done = [];

        for (var round = 0; round < 3; round++)
        {
            redis.Pause();
            (string Name, Task<Answer> Asked)[] commands =
            [
                .. Enumerable.Range(0, 5).Select(number => $"message {round}.{number}").Select(text => (text, ann.PostAsync($"/v1/calls/{call}/messages", new { text }))),
                .. Enumerable.Range(1, 5).Select(number => $"192.0.2.{(round * 10) + number}").Select(address => (address, ann.TrickleAsync(call, address))),
                ("hold", ann.PostAsync($"/v1/calls/{call}/hold")),
                ($"cid{round}", ann.PostAsync("/v1/calls", new { to = $"cid{round}", sdp = Descriptions.Offer })),
            ];
            await Task.WhenAny(commands.Select(command => command.Asked));
            redis.Resume(); // the moment that the first is answered: what is on its way arrives
            foreach (var (name, asked) in commands)
            {
                var answer = await asked;
                if (answer.Status < HttpStatusCode.BadRequest) done.Add(name); // one that began later may be in time
                else
                {
                    Assert.Contains(answer.Code, (string[])["store_unavailable", "command_expired"]);
                    refused.Add(name);
                }
            }
        }

        await RecoveredAsync(ann);
        await ann.PostAsync($"/v1/calls/{call}/messages", new { text = "message last" }).OkAsync(HttpStatusCode.Accepted);
        List<System.Text.Json.JsonElement> seen = [];
        while (!seen.Exists(e => e.At("data").ToString().Contains("message last", StringComparison.Ordinal))) seen.AddRange(await ben.NextAsync());
        var stands = await ann.GetAsync($"/v1/calls/{call}").OkAsync();
        var all = string.Concat(seen.Select(e => e.ToString())) + stands.Json + (await ann.GetAsync("/v1/calls").OkAsync()).Json;
        Assert.True(refused.Count > done.Count, $"{refused.Count} refused, {done.Count} done: too few to say anything");
        Assert.DoesNotContain(refused, name => name != "hold" && (all.Contains($"{name}\"", StringComparison.Ordinal) || all.Contains($"{name} ", StringComparison.Ordinal)));
        Assert.All(done.Where(name => name != "hold"), name => Assert.Contains(name, all, StringComparison.Ordinal));
        Assert.Equal(done.Contains("hold"), stands.Json.At("held.caller").GetBoolean());
    }

    [Fact]
    public async Task Edge_StartedWhileRedisIsAway_WorksAsSoonAsItIsThere()
    {
        await using var redis = await RedisServer.StartOwnAsync();
        redis.Kill();
        await using var deployment = await Deployment.RedisAsync(redis, edges: 1);
        await using var scene = deployment.Scene();
        Device ann = scene.Device("ann"), ben = scene.Device("ben");

        await Task.WhenAll(StoreBacked("local_0123456789abcdefghijkl").Select(route => RefusedInTimeAsync(ann, route)));
        await AssertHealthAsync(ann, HttpStatusCode.ServiceUnavailable);
        await using var hub = await HubDevice.ConnectAsync(ben);
        var refused = await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => hub.AttachAsync(null));
        Assert.Contains("store_unavailable", refused.Message, StringComparison.Ordinal);

        await redis.RestartAsync(TestContext.Current.CancellationToken);
        await RecoveredAsync(ann);
        await hub.AttachAsync(null); // on the same connection
        await ann.CallAsync("ben");
        await hub.NextAsync("call.incoming");
    }

    private static IEnumerable<(HttpMethod Method, string Path, object? Body)> StoreBacked(string call)
    {
        foreach (var path in (string[])["/v1/calls", $"/v1/calls/{call}", "/v1/events", "/v1/events?after=1700000000000-0.n&wait=5"]) yield return (HttpMethod.Get, path, null);
        yield return (HttpMethod.Post, "/v1/calls", new { to = "cid", sdp = Descriptions.Offer });
        foreach (var verb in (string[])["ringing", "reject", "hangup", "hold", "resume", "offers/2/reject"]) yield return (HttpMethod.Post, $"/v1/calls/{call}/{verb}", new { });
        foreach (var verb in (string[])["answer", "offers", "offers/2/answer"]) yield return (HttpMethod.Post, $"/v1/calls/{call}/{verb}", new { sdp = Descriptions.Answer });
        yield return (HttpMethod.Post, $"/v1/calls/{call}/redirect", new { to = "cid" });
        yield return (HttpMethod.Post, $"/v1/calls/{call}/messages", new { text = "?" });
        yield return (HttpMethod.Post, $"/v1/calls/{call}/candidates", new { endOfCandidates = true });
    }

    private static async Task RefusedInTimeAsync(Device device, (HttpMethod Method, string Path, object? Body) route)
    {
        foreach (var accept in route.Path == "/v1/events" ? (string[])["application/json", "text/event-stream"] : ["application/json"])
        {
            var begun = FairWatch.StartNew();
            await device.SendAsync(route.Method, route.Path, route.Body, ("Accept", accept)).RefusedAsync("store_unavailable");
            Assert.True(begun.Elapsed < Patience, $"{route.Method} {route.Path} as {accept} took {begun.Elapsed}");
        }
    }

    private static async Task AssertHealthAsync(Device device, HttpStatusCode ready)
    {
        (await device.GetAsync("/healthz/ready")).AssertIs(ready);
        (await device.GetAsync("/healthz/live")).AssertIs(HttpStatusCode.OK);
    }

    private static async Task RecoveredAsync(Device device)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var deadline = Stopwatch.StartNew(); (await device.GetAsync("/v1/calls")).Status is not HttpStatusCode.OK; await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken))
            Assert.True(deadline.Elapsed < TimeSpan.FromSeconds(40), "The edge did not find its Redis again.");
    }
}
