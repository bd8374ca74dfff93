using System.Collections.Immutable;
using Microsoft.Extensions.Options;

namespace Signaling.Infrastructure.Relays;

/// <summary>Where the relays are, as the ICE servers of a browser (RFC 7064, RFC 7065), nearest first.</summary>
public sealed class RelayAddresses(IOptions<RelayOptions> options)
{
    /// <summary>For each relay to be tried from a region, its URLs: STUN, then TURN over UDP, TCP and TLS (CALL-FLOWS #12, #75).</summary>
    /// <param name="region">The region of the caller's edge; null when it has none.</param>
    public ImmutableArray<ImmutableArray<string>> NearestTo(string? region) =>
    [
        .. options.Value.Servers
            .OrderBy(server => region is not null && string.Equals(server.Region, region, StringComparison.OrdinalIgnoreCase) ? 0 : 1)
            .Take(options.Value.MaxServers)
            .Select(UrlsOf),
    ];

    private static ImmutableArray<string> UrlsOf(RelayServerOptions server)
    {
        var host = Uri.CheckHostName(server.Host) == UriHostNameType.IPv6 && !server.Host.StartsWith('[') ? $"[{server.Host}]" : server.Host;
        return
        [
            .. server.Udp.Take(1).Select(port => $"stun:{host}:{port}"),
            .. server.Udp.Select(port => $"turn:{host}:{port}?transport=udp"),
            .. server.Tcp.Select(port => $"turn:{host}:{port}?transport=tcp"),
            .. server.Tls.Select(port => $"turns:{host}:{port}?transport=tcp"),
        ];
    }
}
