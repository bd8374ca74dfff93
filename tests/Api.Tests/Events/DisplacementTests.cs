using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Events;

/// <summary>A device has one connection, wherever it is: the newest.</summary>
public class DisplacementTests(Deployments deployments, RedisServer redis)
{
    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Hub_OfTheSameDeviceAtAnotherEdge_ReplacesTheOlder(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        await using var older = await HubDevice.AttachAsync(scene.Device("ben", "tab", at: 0));
        await using var other = await HubDevice.AttachAsync(scene.Device("ben", "phone", at: 0));

        await using var newer = await HubDevice.AttachAsync(scene.Device("ben", "tab", at: 1));

        Assert.Equal("replaced", (await older.ControlAsync()).TextAt("type"));
        await older.Closed;
        await scene.Device("ann").CallAsync("ben");
        await newer.NextAsync("call.incoming");
        await other.NextAsync("call.incoming"); // another device is none of its business
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Stream_OfTheSameDeviceAtAnotherEdge_ReplacesTheHub(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        await using var hub = await HubDevice.AttachAsync(scene.Device("ben", at: 0));
        using var sse = await SseDevice.OpenAsync(scene.Device("ben", at: 1));
        Assert.Equal("replaced", (await hub.ControlAsync()).TextAt("type"));

        await using var back = await HubDevice.AttachAsync(scene.Device("ben", at: 0));
        var (kind, word) = await sse.ReadAsync();
        Assert.Equal(("control", "replaced"), (kind, word.TextAt("type")));
        Assert.Equal("end", (await sse.ReadAsync()).Kind);
        await scene.Device("ann").CallAsync("ben");
        await back.NextAsync("call.incoming");
    }

    [Fact]
    public async Task Device_HoppingBetweenEdges_IsHeldByTheLastAndHearsEverything()
    {
        await using var scene = await deployments.SceneAsync(On.Redis, redis);
        var ann = scene.Device("ann");
        List<HubDevice> all = [];
        for (var hop = 0; hop < 30; hop++) all.Add(await HubDevice.AttachAsync(scene.Device("ben", at: hop % 3)));

        foreach (var older in all[..^1]) await older.Closed;
        var call = await ann.CallAsync("ben");
        await all[^1].NextAsync("call.incoming");
        await ann.HangUpAsync(call);
        await all[^1].NextAsync("call.ended");
        foreach (var hub in all) await hub.DisposeAsync();
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Device_ReconnectingAgainAndAgain_NeverGoesDeaf(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var ann = scene.Device("ann", at: 0);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
        {
            var ben = scene.Device($"ben{number}", at: 1);
            var hub = await HubDevice.AttachAsync(ben);
            for (var again = 0; again < 5; again++)
            {
                var closing = hub.DisposeAsync(); // the old one ends while the new one begins
                hub = await HubDevice.AttachAsync(ben);
                await closing;
            }

            await ann.CallAsync(ben.User);
            await hub.NextAsync("call.incoming");
            await hub.DisposeAsync();
        }));
    }
}
