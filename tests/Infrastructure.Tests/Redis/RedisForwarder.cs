using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>An address behind which one server stands and later another, as with a name or a virtual address that moves in a failover.</summary>
internal sealed class RedisForwarder : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, string> open = new();
    private volatile string target;

    public RedisForwarder(RedisServer server)
    {
        target = server.Endpoint;
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Its own address.</summary>
    public string Endpoint => $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>Puts another server behind the address.</summary>
    /// <param name="breaking">Whether connections to the one before break now, or stay until either end closes them.</param>
    public void MoveTo(RedisServer server, bool breaking)
    {
        target = server.Endpoint;
        if (!breaking) return;
        foreach (var socket in open.Keys) socket.Dispose();
    }

    public void Dispose()
    {
        listener.Dispose();
        foreach (var socket in open.Keys) socket.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await listener.AcceptSocketAsync());
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // It ends.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        open[client] = open[server] = target;
        try
        {
            await server.ConnectAsync(IPEndPoint.Parse(open[server]));
            await Task.WhenAny(CopyAsync(client, server), CopyAsync(server, client));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // One end is gone; so is the other.
        }
        finally
        {
            client.Dispose();
            open.TryRemove(client, out _);
            open.TryRemove(server, out _);
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[65536];
        try
        {
            for (int count; (count = await from.ReceiveAsync(buffer)) > 0;)
                for (var sent = 0; sent < count;) sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // It ends.
        }
    }
}
