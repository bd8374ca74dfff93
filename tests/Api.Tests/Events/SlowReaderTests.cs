using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Signaling.Api.Events;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Events;

/// <summary>Streams that last: one whose device reads nothing is cut off, one that is quiet is kept alive.</summary>
public class SlowReaderTests(RedisServer redis)
{
    [Fact]
    public async Task Stream_ThatIsNotRead_IsCutOffWithoutTouchingOthers()
    {
        await using var deployment = await Deployment.StartAsync(On.Embedded, redis);
        await using var scene = deployment.Scene();
        Device ann = scene.Device("ann"), lazy = scene.Device("ben", "lazy");
        await using var hub = await HubDevice.AttachAsync(scene.Device("ben", "eager"));
        using var unread = await OpenUnreadAsync(lazy);
        var streams = scene.Edges[0].Services.GetRequiredService<DeviceStreams>();
        var large = File.ReadAllText(Path.Combine(Repository.Root, "tests/Domain.Tests/Sdp/Samples/chromium-receive-25-25.offer.sdp"));
        Assert.Equal(1, streams.Count("sse"));

        for (var number = 0; number < 48; number++) // 7 MB: more than any buffer on the way holds
        {
            await ann.PostAsync("/v1/calls", new { to = "ben", sdp = large }).OkAsync(HttpStatusCode.Created);
            await hub.NextAsync("call.incoming"); // each at once, whatever the other does
        }

        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        for (var deadline = DateTime.UtcNow.AddSeconds(30); streams.Count("sse") > 0 && DateTime.UtcNow < deadline;) await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, 1), (streams.Count("sse"), streams.Count("hub")));
    }

    [Fact]
    public async Task Stream_ThatIsQuiet_IsKeptAliveByComments()
    {
        await using var deployment = await Deployment.StartAsync(On.Embedded, redis);
        await using var scene = deployment.Scene();
        using var socket = await OpenUnreadAsync(scene.Device("ben"));

        using var reader = new StreamReader(new NetworkStream(socket));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        string? line;
        do line = await reader.ReadLineAsync(patience.Token);
        while (line is not null && !line.StartsWith(": ", StringComparison.Ordinal));
        Assert.NotNull(line);
    }

    private static async Task<Socket> OpenUnreadAsync(Device device)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(device.Edge.Address.Host, device.Edge.Address.Port, TestContext.Current.CancellationToken);
        var request = $"GET /v1/events HTTP/1.1\r\nHost: {device.Edge.Address.Authority}\r\nAccept: text/event-stream\r\nAuthorization: Bearer {device.Token}\r\nDevice-Id: {device.Name}\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        var first = new byte[16];
        await socket.ReceiveAsync(first, TestContext.Current.CancellationToken); // so it is attached
        return socket;
    }
}
