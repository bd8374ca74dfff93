using System.Globalization;

namespace Signaling.Domain.Network;

/// <summary>A range of addresses that share their first bits, IPv4 or IPv6.</summary>
/// <param name="First">The lowest address.</param>
/// <param name="Length">Shared bits of 128; 96 more than an IPv4 prefix is written with.</param>
public readonly record struct Prefix(Address First, int Length)
{
    private const int Ipv4Offset = 96;

    /// <summary>Whether it is written in IPv4.</summary>
    public bool IsIpv4 => Length >= Ipv4Offset && First.IsIpv4;

    /// <summary>The highest address.</summary>
    public Address Last => new(First.Bits | HostMask(Length));

    /// <summary>Whether an address lies in it.</summary>
    public bool Contains(Address address) => (address.Bits & ~HostMask(Length)) == First.Bits;

    /// <summary>Reads <c>10.0.0.0/8</c> or <c>2001:db8::/32</c>; a bare address is a prefix of itself alone. Bits beyond the length must be zero.</summary>
    public static bool TryParse(string? text, out Prefix prefix)
    {
        prefix = default;
        if (text is null) return false;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!Address.TryParse(slash < 0 ? text : text[..slash], out var first)) return false;
        var offset = first.IsIpv4 && !text.Contains(':', StringComparison.Ordinal) ? Ipv4Offset : 0;
        var length = 128 - offset;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > 128 - offset)) return false;
        prefix = new(first, length + offset);
        return (first.Bits & HostMask(prefix.Length)) == 0;
    }

    private static UInt128 HostMask(int length) => length >= 128 ? 0 : UInt128.MaxValue >> length;
}
