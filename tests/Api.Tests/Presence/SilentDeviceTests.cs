using System.Diagnostics;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Signaling.Api.Events;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Presence;

/// <summary>A device that falls silent without closing anything.</summary>
public sealed class SilentDeviceTests(RedisServer redis)
{
    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Hub_WhoseDeviceStopsPinging_IsMissedInTime(On on)
    {
        await using var deployment = await Deployment.StartAsync(on, redis, new() { ["Presence:NoticeAfter"] = "00:00:03" });
        await using var scene = deployment.Scene();
        Device ann = scene.Device("ann", at: 0), ben = scene.Device("ben", at: 1);
        await using var hears = await HubDevice.AttachAsync(ann);
        using var silent = await AttachSilentlyAsync(ben);
        await hears.ConnectedAsync(ann, ben);

        Assert.InRange(await hears.SaysAsync("reconnecting", "ben"), TimeSpan.Zero, TimeSpan.FromSeconds(6));
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Poll_ThatItsDeviceBreaksOff_IsMissedAtOnce(On on)
    {
        await using var deployment = await Deployment.StartAsync(on, redis);
        await using var scene = deployment.Scene();
        Device ann = scene.Device("ann", at: 0), ben = scene.Device("ben", at: 1);
        await using var hears = await HubDevice.AttachAsync(ann);
        await ben.AttachAsync();
        await hears.ConnectedAsync(ann, ben);
        await ben.NextAsync();
        var polls = ben.Edge.Services.GetRequiredService<DeviceStreams>();
        await Poll.UntilAsync(() => polls.Count("poll") == 0, "the end of the poll before");
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(ben.Edge.Address.Host, ben.Edge.Address.Port, TestContext.Current.CancellationToken);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /v1/events?wait=60&after={ben.Cursor} HTTP/1.1\r\nHost: {ben.Edge.Address.Authority}\r\nAuthorization: Bearer {ben.Token}\r\nDevice-Id: {ben.Name}\r\n\r\n"), TestContext.Current.CancellationToken);
        await Poll.UntilAsync(() => polls.Count("poll") == 1, "the poll that waits");

        socket.Close();

        await hears.SaysAsync("reconnecting", "ben");
    }

    [Fact]
    public async Task Poll_WhoseAnswerReachesNobody_CountsAsSilenceFromItsBegin()
    {
        await using var deployment = await Deployment.EmbeddedAsync(new() { ["Presence:NoticeAfter"] = "00:00:09" });
        await using var scene = deployment.Scene();
        Device ann = scene.Device("ann", at: 0), ben = scene.Device("ben", at: 0);
        await using var hears = await HubDevice.AttachAsync(ann);
        await ben.AttachAsync();
        await hears.ConnectedAsync(ann, ben);
        await ben.NextAsync();

        var (begun, fair) = (Stopwatch.StartNew(), FairWatch.StartNew());
        await ben.NextAsync(waitSeconds: 7);
        await hears.SaysAsync("reconnecting", "ben");

        // A third of the nine seconds, of which seven have gone; and not nine from the answer.
        Assert.True(begun.Elapsed > TimeSpan.FromSeconds(9) && fair.Elapsed < TimeSpan.FromSeconds(15.5), $"{begun.Elapsed}, of that ours {fair.Elapsed}");
    }

    [Theory, InlineData("00:00:30", 10, 5, 20_000), InlineData("00:00:02", 1, 1, 1_333)]
    public async Task Connection_OfAnyKind_IsEndedByTheSystemWhenItsPeerIsSilent(string noticeAfter, int probeAfter, int probeEvery, int unacknowledged)
    {
        var found = new TaskCompletionSource<(object?, object?, object?, int)>();
        await using var deployment = await Deployment.EmbeddedAsync(new() { ["Presence:NoticeAfter"] = noticeAfter }, builder => builder.Services.AddSingleton<IStartupFilter>(new Look(socket =>
        {
            var timeout = new byte[4];
            socket.GetRawSocketOption(6, 18, timeout); // TCP_USER_TIMEOUT, linux/tcp.h
            found.TrySetResult((
                socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive), socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime),
                socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval), BitConverter.ToInt32(timeout)));
        })));
        await using var scene = deployment.Scene();

        await scene.Device("ann").AttachAsync();

        Assert.Equal((1, probeAfter, probeEvery, unacknowledged), await found.Task);
    }

    // A connection that is attached and from then on says nothing, nor closes.
    private static async Task<ClientWebSocket> AttachSilentlyAsync(Device device)
    {
        var cancel = TestContext.Current.CancellationToken;
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await socket.ConnectAsync(new UriBuilder(device.Edge.Address) { Scheme = "ws", Path = "/hubs/signaling", Query = $"access_token={device.Token}&device={device.Name}" }.Uri, cancel);
        var attached = new StringBuilder();
        await SendAsync("{\"protocol\":\"json\",\"version\":1}\u001e");
        await SendAsync("{\"type\":1,\"invocationId\":\"1\",\"target\":\"attach\",\"arguments\":[null]}\u001e");
        for (var buffer = new byte[4096]; !attached.ToString().Contains("\"invocationId\":\"1\"", StringComparison.Ordinal);)
            attached.Append(Encoding.UTF8.GetString(buffer, 0, (await socket.ReceiveAsync(buffer, cancel)).Count));
        return socket;

        Task SendAsync(string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, cancel);
    }

    private sealed class Look(Action<Socket> at) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, go) =>
            {
                at(context.Features.Get<IConnectionSocketFeature>()!.Socket);
                return go(context);
            });
            next(app);
        };
    }
}
