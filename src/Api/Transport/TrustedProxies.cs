using System.Net;
using Microsoft.Extensions.Options;

namespace Signaling.Api.Transport;

/// <summary>The proxies whose word about the client is taken.</summary>
internal sealed class TrustedProxies(IOptions<HttpsOptions> options)
{
    private readonly IPNetwork[] ranges = [.. options.Value.TrustedProxies.Where(text => !string.IsNullOrEmpty(text)).Select(text => TryParse(text, out var range) ? range : throw new FormatException(text))];

    /// <summary>Whether an address is a trusted proxy's.</summary>
    public bool Include(IPAddress? address)
    {
        if (address is null) return false;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(ranges, range => range.Contains(plain));
    }

    /// <summary>Reads an address, which is a range of one, or a CIDR range.</summary>
    public static bool TryParse(string text, out IPNetwork range)
    {
        if (IPNetwork.TryParse(text, out range)) return true;
        if (!IPAddress.TryParse(text, out var address)) return false;
        range = new(address, address.GetAddressBytes().Length * 8);
        return true;
    }
}
