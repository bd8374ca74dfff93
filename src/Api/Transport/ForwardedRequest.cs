using System.Net;
using Microsoft.Extensions.Primitives;

namespace Signaling.Api.Transport;

/// <summary>Where a request really came from, as far as trusted proxies tell.</summary>
/// <param name="Address">The nearest address that is not a trusted proxy's; null when the connection has none.</param>
/// <param name="Scheme">The scheme that the outermost trusted proxy was spoken to in; null when the proxies do not say.</param>
internal readonly record struct ForwardedRequest(IPAddress? Address, string? Scheme)
{
    /// <summary>Walks <c>X-Forwarded-For</c> from the right, for as long as each hop is a trusted proxy; what stands left of the first stranger is that stranger's claim.</summary>
    public static ForwardedRequest Read(HttpContext context, TrustedProxies proxies)
    {
        var peer = context.Connection.RemoteIpAddress;
        if (!proxies.Include(peer)) return new(peer, context.Request.Scheme);

        var hops = Split(context.Request.Headers["X-Forwarded-For"]);
        var (address, walked) = (peer, 0);
        while (walked < hops.Length && proxies.Include(address) && IPEndPoint.TryParse(hops[^(walked + 1)], out var hop))
        {
            address = hop.Address;
            walked++;
        }

        var schemes = Split(context.Request.Headers["X-Forwarded-Proto"]);
        if (schemes.Length == 0) return new(address, context.Request.IsHttps ? context.Request.Scheme : null);
        // One scheme for each hop, or fewer when a proxy replaces the header instead of adding to it.
        return new(address, schemes[Math.Max(0, schemes.Length - Math.Max(1, walked))].ToLowerInvariant());
    }

    private static string[] Split(StringValues header) =>
        header.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
