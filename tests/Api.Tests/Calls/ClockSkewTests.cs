using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Calls;

/// <summary>Two edges, one two minutes ahead and one two minutes behind: all that lasts goes by the store's clock.</summary>
public class ClockSkewTests(RedisServer redis)
{
    private static readonly TimeSpan Wrong = TimeSpan.FromMinutes(2), Near = TimeSpan.FromSeconds(3), Lifetime = TimeSpan.FromMinutes(10);

    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["Tokens:ClockSkew"] = "00:02:00", // tokens are checked by the machine's clock, as docs/tokens.md says
        ["Calls:RingTimeout"] = "00:00:02", ["Calls:OfferTimeout"] = "00:00:02",
        ["Relays:Secret"] = "0123456789abcdef", ["Relays:Lifetime"] = "00:10:00", ["Relays:Servers:0:Host"] = "turn.example.com", ["Relays:Servers:0:Udp:0"] = "3478",
    };

    [Theory, InlineData(0), InlineData(1)]
    public async Task RingAndOfferTimeouts_WithEveryEdgesClockWrong_ComeInTime(int caller)
    {
        await using var deployment = await StartAsync();
        await using var scene = deployment.Scene();
        Device ann = scene.Device("ann", at: caller), ben = scene.Device("ben", at: 1 - caller);
        await ann.AttachAsync();
        await ben.AttachAsync();

        var begun = Stopwatch.StartNew();
        var fair = FairWatch.StartNew();
        await ann.CallAsync("ben");
        foreach (var side in (Device[])[ann, ben])
        {
            Assert.Equal("timed_out", (await side.UntilAsync("call.ended")).Event.TextAt("data.reason"));
            Assert.True(begun.Elapsed > TimeSpan.FromSeconds(1.9) && fair.Elapsed < TimeSpan.FromSeconds(2) + Near, $"{begun.Elapsed}, of that ours {fair.Elapsed}");
        }

        var call = await ann.CallAsync("ben");
        await ben.AnswerAsync(call).OkAsync();
        begun.Restart();
        fair = FairWatch.StartNew();
        await ann.PostAsync($"/v1/calls/{call}/offers", new { sdp = Descriptions.Restart }).OkAsync(HttpStatusCode.Created);
        foreach (var side in (Device[])[ann, ben])
        {
            Assert.Equal("expired", (await side.UntilAsync("call.renegotiated")).Event.TextAt("data.outcome"));
            Assert.True(begun.Elapsed > TimeSpan.FromSeconds(1.9) && fair.Elapsed < TimeSpan.FromSeconds(2) + Near, $"{begun.Elapsed}, of that ours {fair.Elapsed}");
        }
    }

    [Fact]
    public async Task TimesAndOrder_OfWhatBothEdgesWrite_AreTheStores()
    {
        await using var deployment = await StartAsync();
        await using var scene = deployment.Scene();
        Device ann = scene.Device("ann", at: 0), again = scene.Device("ann", at: 1), ben = scene.Device("ben", at: 1);
        await ann.AttachAsync();
        await ben.AttachAsync();

        var call = await ann.CallAsync("ben");
        await ben.AnswerAsync(call).OkAsync();
        for (var number = 0; number < 20; number++)
            await (number % 2 == 0 ? ann : again).PostAsync($"/v1/calls/{call}/messages", new { text = $"{number}" }).OkAsync(HttpStatusCode.Accepted);
        await again.HangUpAsync(call).OkAsync();

        var (_, seen) = await ben.UntilAsync("call.ended");
        Assert.Equal(Enumerable.Range(0, 20).Select(number => $"{number}"), seen.Where(e => e.TextAt("type") == "call.message").Select(e => e.TextAt("data.text")));
        DateTimeOffset[] times = [.. seen.Select(e => e.At("at").GetDateTimeOffset())];
        Assert.Equal(times.Order(), times);
        var shown = (await ann.GetAsync($"/v1/calls/{call}").OkAsync()).Json;
        foreach (var at in times.Concat(((string[])["createdAt", "answeredAt", "endedAt"]).Select(name => shown.At(name).GetDateTimeOffset()))) AssertNow(at);
    }

    [Fact]
    public async Task RelayCredentials_OfAnEdgeWhoseClockIsWrong_LastAsLongAsTheyShould()
    {
        await using var deployment = await StartAsync();
        await using var scene = deployment.Scene();

        foreach (var device in (Device[])[scene.Device("ann", at: 0), scene.Device("ann", at: 1)])
        {
            var given = (await device.PostAsync("/v1/relay-credentials").OkAsync()).Json;
            AssertNow(given.At("expiresAt").GetDateTimeOffset() - Lifetime);
            AssertNow(DateTimeOffset.FromUnixTimeSeconds(long.Parse(given.TextAt("iceServers.0.username")!.Split(':')[0])) - Lifetime);
        }
    }

    private static void AssertNow(DateTimeOffset at) => Assert.InRange(at, DateTimeOffset.UtcNow - TimeSpan.FromSeconds(90), DateTimeOffset.UtcNow + Near); // not two minutes

    private Task<Deployment> StartAsync() => Deployment.RedisAtAsync(Deployment.At(redis), Settings, edges: 2, each: (builder, number) =>
        builder.Services.AddSingleton<TimeProvider>(new SkewedClock(number == 0 ? Wrong : -Wrong)));
}
