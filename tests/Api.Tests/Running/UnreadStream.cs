using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Signaling.Api.Tests.Running;

/// <summary>A stream of events whose device has asked for it and reads no further than the answer's first bytes.</summary>
internal static class UnreadStream
{
    public static async Task<Socket> OpenAsync(Device device)
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
