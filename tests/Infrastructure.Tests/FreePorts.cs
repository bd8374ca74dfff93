using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Signaling.Infrastructure.Tests;

/// <summary>
/// Ports for what cannot be told to choose one itself. None that the system gives to outgoing connections: such a one is often taken again
/// before the program that it is meant for has started.
/// </summary>
public static class FreePorts
{
    private const int First = 10_000;
    private static readonly int End = FirstOutgoing();
    private static readonly HashSet<int> Given = [];

    /// <summary>A port of 127.0.0.1 that nobody listens on now, over TCP or UDP, and that was not given before; below 55,536, so that a cluster bus port fits above it.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, End);
            lock (Given)
            {
                if (!Given.Add(port)) continue;
            }

            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                using var udp = new UdpClient(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }

    // On Linux as it says itself; elsewhere as IANA has it.
    private static int FirstOutgoing()
    {
        const string Range = "/proc/sys/net/ipv4/ip_local_port_range";
        var first = File.Exists(Range) ? int.Parse(File.ReadAllText(Range).Split('\t', ' ')[0], CultureInfo.InvariantCulture) : 49_152;
        return first > First + 1000 ? Math.Min(first, 55_536) : 55_536;
    }
}
