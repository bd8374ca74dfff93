namespace Signaling.Domain.Sdp;

/// <summary>The form of a candidate's address.</summary>
public enum IceAddressKind
{
    /// <summary>Dotted decimal.</summary>
    IPv4,

    /// <summary>IPv6 without zone or brackets.</summary>
    IPv6,

    /// <summary>A <c>.local</c> name that hides the address (draft-ietf-mmusic-mdns-ice-candidates).</summary>
    Mdns,
}

/// <summary>Tells the kinds apart, strictly: no octal, no zones, no other host names.</summary>
internal static class IceAddress
{
    public static IceAddressKind? KindOf(ReadOnlySpan<char> address) =>
        IsIPv4(address) ? IceAddressKind.IPv4
        : address.Length <= 45 && address.Contains(':') && !address.ContainsAny("[]%/") && System.Net.IPAddress.IsValid(address) ? IceAddressKind.IPv6
        : IsMdns(address) ? IceAddressKind.Mdns
        : null;

    private static bool IsIPv4(ReadOnlySpan<char> address)
    {
        if (address.Length > 15) return false;
        var count = 0;
        foreach (var part in address.Split('.'))
        {
            var octet = address[part];
            if (++count > 4 || !Grammar.TryNumber(octet, 255, out _) || (octet.Length > 1 && octet[0] == '0')) return false;
        }

        return count == 4;
    }

    private static bool IsMdns(ReadOnlySpan<char> address)
    {
        if (address.Length is < 7 or > 253 || !address.EndsWith(".local", StringComparison.OrdinalIgnoreCase)) return false;
        foreach (var part in address.Split('.'))
        {
            if (address[part].Length is 0 or > 63) return false;
            foreach (var c in address[part])
            {
                if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')) return false;
            }
        }

        return true;
    }
}
