using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Signaling.Domain.Network;

/// <summary>An IPv4 or IPv6 address as one number; IPv4 lies in <c>::ffff:0:0/96</c> (RFC 4291 §2.5.5.2), so that both are matched alike.</summary>
/// <param name="Bits">All 128 bits.</param>
public readonly record struct Address(UInt128 Bits)
{
    private static readonly UInt128 Mapped = (UInt128)0xFFFF << 32;

    private static readonly Prefix[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4",
            "::/8", "fc00::/7", "fe80::/10", "ff00::/8",
        }.Select(text => Prefix.TryParse(text, out var prefix) ? prefix : default),
    ];

    /// <summary>Whether it is an IPv4 address.</summary>
    public bool IsIpv4 => Bits >> 32 == 0xFFFF;

    /// <summary>Whether packets can be sent to it over the Internet: unicast, neither private nor local (RFC 6890).</summary>
    public bool IsPublicUnicast
    {
        get
        {
            var (address, ipv4) = (this, IsIpv4);
            return !NotPublic.Any(prefix => prefix.IsIpv4 == ipv4 && prefix.Contains(address));
        }
    }

    /// <summary>Its usual form (RFC 5952).</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Bits);
        return new IPAddress(IsIpv4 ? bytes[12..] : bytes).ToString();
    }

    /// <summary>Reads an address in its usual form; no zone, no port, no short forms of IPv4.</summary>
    public static bool TryParse(string? text, out Address address)
    {
        address = default;
        if (text is null || text.AsSpan().ContainsAny('%', '[', ']') || !IPAddress.TryParse(text, out var parsed)) return false;
        Span<byte> bytes = stackalloc byte[16];
        parsed.TryWriteBytes(bytes, out var written);
        if (parsed.AddressFamily == AddressFamily.InterNetwork)
        {
            if (written != 4 || parsed.ToString() != text) return false;
            address = new(Mapped | (uint)(bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3]));
            return true;
        }

        UInt128 bits = 0;
        foreach (var one in bytes) bits = (bits << 8) | one;
        address = new(bits);
        return true;
    }
}
