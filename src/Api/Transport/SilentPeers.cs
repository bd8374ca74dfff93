using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;
using Signaling.Api.Calls;

namespace Signaling.Api.Transport;

/// <summary>Has the operating system end connections whose other end has fallen silent without a word: nobody acknowledges what is sent,
/// or answers when asked (RFC 9293 §3.8.3 and §3.8.4, RFC 5482). A stream would else be taken for alive until buffers are full.</summary>
internal sealed class SilentPeers(IOptions<PresenceOptions> presence) : IConfigureOptions<SocketTransportOptions>
{
    private const int IpProtoTcp = 6, TcpUserTimeout = 18; // linux/tcp.h

    public void Configure(SocketTransportOptions options) => options.CreateBoundListenSocket = endpoint =>
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        // Accepted connections take these over from the one that listens.
        if (socket.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6) Limit(socket, presence.Value.NoticeAfter);
        return socket;
    };

    // A stream is written to every third of the time; two thirds are left for the silence after that.
    private static void Limit(Socket socket, TimeSpan notice)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, Seconds(notice / 3));
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, Seconds(notice / 6));
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
        if (OperatingSystem.IsLinux()) socket.SetRawSocketOption(IpProtoTcp, TcpUserTimeout, BitConverter.GetBytes((int)(notice * 2 / 3).TotalMilliseconds));
    }

    private static int Seconds(TimeSpan time) => Math.Max(1, (int)time.TotalSeconds);
}
