using System.Text.Json;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Events;

/// <summary>Hub, event stream and long poll are three windows on one inbox.</summary>
public class TransportTests(Deployments deployments, RedisServer redis)
{
    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Events_OnEveryTransport_AreTheSameInTheSameOrderUnderTheSameCursors(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var ann = scene.Device("ann");
        Device hubDevice = scene.Device("ben", "hub"), sseDevice = scene.Device("ben", "sse"), pollDevice = scene.Device("ben", "poll");
        await using var hub = await HubDevice.AttachAsync(hubDevice);
        using var sse = await SseDevice.OpenAsync(sseDevice);
        await pollDevice.AttachAsync();

        var call = await ann.CallAsync("ben");
        foreach (var address in (string[])["192.0.2.1", "192.0.2.2", "192.0.2.3"]) await ann.TrickleAsync(call, address);
        await ann.HangUpAsync(call);

        var (_, polled) = await pollDevice.UntilAsync("call.ended");
        Assert.Equal(["call.incoming", "call.candidates", "call.candidates", "call.candidates", "call.ended"], polled.Select(e => e.TextAt("type")));
        foreach (var expected in polled)
        {
            Assert.Equal(expected.ToString(), (await hub.NextAsync()).ToString());
            Assert.Equal(expected.ToString(), (await sse.NextAsync()).ToString());
            Assert.Equal(expected.TextAt("cursor"), sse.LastEventId);
        }

        Assert.Equal((polled[^1].TextAt("cursor"), pollDevice.Cursor), (hub.Cursor, hub.Cursor));
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Attach_WhileBeingCalled_GetsTheIncomingCallAtOnceOnEachTransport(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var ann = scene.Device("ann");
        var call = await ann.CallAsync("ben"); // nobody is there

        await using var hub = await HubDevice.AttachAsync(scene.Device("ben", "hub"));
        using var sse = await SseDevice.OpenAsync(scene.Device("ben", "sse"));
        var polled = await scene.Device("ben", "poll").GetAsync("/v1/events?wait=10").OkAsync();

        JsonElement[] told = [await hub.NextAsync("call.incoming"), await sse.NextAsync(), polled.Json.At("events.0")];
        Assert.All(told, incoming => Assert.Equal((call, "call.incoming", Descriptions.Offer), (incoming.TextAt("callId"), incoming.TextAt("type"), incoming.TextAt("data.sdp"))));
        Assert.Single(told.Select(incoming => incoming.TextAt("id")).Distinct());
        await ann.HangUpAsync(call);
        await hub.NextAsync("call.ended");
        Assert.Equal("call.ended", (await sse.NextAsync()).TextAt("type"));
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Attach_AfterTheCallerHasTrickled_GetsTheCandidatesToo(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        Device ann = scene.Device("ann"), other = scene.Device("ben", "other");
        var call = await ann.CallAsync("ben");
        await ann.TrickleAsync(call, "192.0.2.51");
        await ann.TrickleAsync(call, "192.0.2.52");
        await other.TrickleAsync(call, "192.0.2.53"); // not the caller's, and nobody's before its answer

        await using var hub = await HubDevice.AttachAsync(scene.Device("ben", "late"));
        await hub.NextAsync("call.incoming");
        var candidates = await hub.NextAsync("call.candidates");

        Assert.Equal(2, candidates.At("data.candidates").GetArrayLength());
        Assert.Contains("192.0.2.51", candidates.TextAt("data.candidates.0.candidate"), StringComparison.Ordinal);
        await ann.TrickleAsync(call, "192.0.2.54");
        Assert.Equal(1, (await hub.NextAsync("call.candidates")).At("data.candidates").GetArrayLength());
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Poll_EndingAsAnEventComes_LosesNoneAndDoublesNone(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(async number =>
        {
            Device ann = scene.Device($"ann{number}"), ben = scene.Device($"ben{number}");
            await ben.AttachAsync();
            var call = await ann.CallAsync(ben.User);
            await ben.UntilAsync("call.incoming");
            List<string?> texts = [];
            for (var round = 0; round < 2; round++)
            {
                var polling = ben.NextAsync(waitSeconds: 1);
                await Task.Delay(980 + number, TestContext.Current.CancellationToken); // not to wait for anything: to be there when the second ends
                await ann.TrickleAsync(call, $"192.0.2.{round}");
                texts.AddRange((await polling).Select(e => e.TextAt("data.candidates.0.candidate")));
            }

            while (texts.Count < 2) texts.AddRange((await ben.NextAsync()).Select(e => e.TextAt("data.candidates.0.candidate")));
            texts.AddRange((await ben.NextAsync(waitSeconds: 0)).Select(e => e.TextAt("data.candidates.0.candidate")));
            Assert.Equal([Descriptions.CandidateOf("192.0.2.0"), Descriptions.CandidateOf("192.0.2.1")], texts);
        }));
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Stream_ResumedByLastEventId_GetsWhatItMissedAndNothingTwice(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        Device ann = scene.Device("ann"), here = scene.Device("ben", at: 0), elsewhere = scene.Device("ben", at: 1);
        string call, last;
        using (var sse = await SseDevice.OpenAsync(here))
        {
            call = await ann.CallAsync("ben");
            await sse.NextAsync();
            last = sse.LastEventId!;
        }

        await ann.TrickleAsync(call, "192.0.2.1");
        using var again = await SseDevice.OpenAsync(elsewhere, last);
        await ann.HangUpAsync(call);
        Assert.Equal(("call.candidates", "call.ended"), ((await again.NextAsync()).TextAt("type"), (await again.NextAsync()).TextAt("type")));
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Hub_ReconnectedAtAnotherEdge_GetsWhatItMissedAndNothingTwice(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        Device ann = scene.Device("ann", at: 2), here = scene.Device("ben", at: 0), elsewhere = scene.Device("ben", at: 1);
        string call, cursor;
        await using (var hub = await HubDevice.AttachAsync(here))
        {
            call = await ann.CallAsync("ben");
            cursor = (await hub.NextAsync("call.incoming")).TextAt("cursor")!;
        }

        foreach (var address in (string[])["192.0.2.1", "192.0.2.2"]) await ann.TrickleAsync(call, address);
        await using var again = await HubDevice.AttachAsync(elsewhere, cursor);
        await ann.HangUpAsync(call);
        foreach (var type in (string[])["call.candidates", "call.candidates", "call.ended"]) await again.NextAsync(type);
        Assert.False(again.HasMore);
    }

    [Theory]
    [InlineData("garbage"), InlineData("1-1"), InlineData("1-1."), InlineData("-1-1.n"), InlineData("99999999999999999999-0.n"), InlineData("1-1.n%0d%0aX: y"), InlineData("1700000000000-0.%00")]
    public async Task Cursor_ThatIsNone_IsRefused(string cursor)
    {
        await using var scene = await deployments.SceneAsync(On.Redis, redis);

        await scene.Device("ann").GetAsync($"/v1/events?after={cursor}").RefusedAsync("invalid_cursor");
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Cursor_OfAnotherUser_ShowsNothingOfTheirs(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, ben) = await scene.PairAsync();
        await ann.CallAsync("ben");
        await ben.UntilAsync("call.incoming");

        var foreign = await scene.Device("cid").GetAsync($"/v1/events?after={ben.Cursor}").OkAsync();

        Assert.True(foreign.Json.At("resync").GetBoolean());
        Assert.Equal(0, foreign.Json.At("activeCalls").GetArrayLength());
    }

    [Fact]
    public async Task Poll_ForLongerThanAllowed_IsRefused()
    {
        await using var scene = await deployments.SceneAsync(On.Embedded, redis);
        var ann = scene.Device("ann");

        foreach (var wait in (string[])["61", "-1", "x", "1e3"]) await ann.GetAsync($"/v1/events?wait={wait}").RefusedAsync("invalid_request");
    }
}
