using System.Globalization;
using System.Net;

namespace Signaling.Infrastructure.Redis;

/// <summary>An address as settings and Sentinels write it: <c>host</c>, <c>host:port</c>, <c>[2001:db8::1]:6379</c>.</summary>
internal static class RedisAddress
{
    /// <summary>Whether it is one.</summary>
    public static bool IsValid(string address)
    {
        if (IPEndPoint.TryParse(address, out _)) return true;

        var colon = address.LastIndexOf(':');
        var host = colon < 0 ? address : address[..colon];
        return Uri.CheckHostName(host) is not UriHostNameType.Unknown && (colon < 0 || ushort.TryParse(address.AsSpan(colon + 1), out var port) && port > 0);
    }

    /// <summary>Host and port of a valid address.</summary>
    public static (string Host, int Port) Split(string address, int defaultPort)
    {
        if (IPEndPoint.TryParse(address, out var ip)) return (ip.Address.ToString(), ip.Port == 0 ? defaultPort : ip.Port);

        var colon = address.LastIndexOf(':');
        return colon < 0 ? (address, defaultPort) : (address[..colon], int.Parse(address.AsSpan(colon + 1), CultureInfo.InvariantCulture));
    }

    /// <summary>The address of a host, or IP address, and a port.</summary>
    public static string Join(string host, string port) => host.Contains(':', StringComparison.Ordinal) ? $"[{host}]:{port}" : $"{host}:{port}";
}
