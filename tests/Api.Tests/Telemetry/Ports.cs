using System.Net;
using System.Net.Sockets;

namespace Signaling.Api.Tests.Telemetry;

/// <summary>Ports that were free a moment ago, for what cannot be told to choose one itself.</summary>
internal static class Ports
{
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
