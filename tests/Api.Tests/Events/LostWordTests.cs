using System.Net.Sockets;
using System.Text;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Events;

/// <summary>Words between edges may be lost: events may not.</summary>
public class LostWordTests
{
    [Fact]
    public async Task Events_AnnouncedWhileTheSubscriptionIsCut_ArriveAllTheSame()
    {
        await using var redis = await RedisServer.StartOwnAsync();
        await using var deployment = await Deployment.RedisAsync(redis);
        await using var scene = deployment.Scene();
        Device ann = scene.Device("ann", at: 0), ben = scene.Device("ben", at: 1);
        await using var hub = await HubDevice.AttachAsync(ben);

        for (var round = 0; round < 3; round++)
        {
            Assert.NotEqual(":0", await CommandAsync(redis, "CLIENT KILL TYPE pubsub"));
            var call = await ann.CallAsync("ben");
            await CommandAsync(redis, "CLIENT KILL TYPE pubsub");
            await ann.TrickleAsync(call, "192.0.2.1");
            await ann.HangUpAsync(call);
            foreach (var type in (string[])["call.incoming", "call.candidates", "call.ended"]) await hub.NextAsync(type);
        }

        Assert.False(hub.HasMore);
    }

    [Fact]
    public async Task Displacement_AnnouncedWhileTheSubscriptionIsCut_IsNoticedAllTheSame()
    {
        await using var redis = await RedisServer.StartOwnAsync();
        await using var deployment = await Deployment.RedisAsync(redis, edges: 2);
        await using var scene = deployment.Scene();
        await using var older = await HubDevice.AttachAsync(scene.Device("ben", at: 0));

        var cutting = Enumerable.Range(0, 20).Select(_ => CommandAsync(redis, "CLIENT KILL TYPE pubsub")); // again and again, so that the word finds nobody
        await Task.WhenAll(cutting);
        var attaching = HubDevice.AttachAsync(scene.Device("ben", at: 1));
        await CommandAsync(redis, "CLIENT KILL TYPE pubsub");
        await using var newer = await attaching;

        Assert.Equal("replaced", (await older.ControlAsync()).TextAt("type"));
        await older.Closed;
        await scene.Device("ann").CallAsync("ben");
        await newer.NextAsync("call.incoming");
    }

    private static async Task<string?> CommandAsync(RedisServer redis, string command)
    {
        using var socket = new TcpClient();
        var colon = redis.Endpoint.LastIndexOf(':');
        await socket.ConnectAsync(redis.Endpoint[..colon], int.Parse(redis.Endpoint[(colon + 1)..]), TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync(TestContext.Current.CancellationToken);
    }
}
