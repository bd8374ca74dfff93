using System.Net;
using System.Text;

namespace Signaling.Domain.Sdp;

/// <summary>Addresses as they stand in texts: the same one may be written in several ways.</summary>
internal static class AddressText
{
    /// <summary>The one way in which an address is compared: canonical, IPv4 out of IPv6, names in lower case.</summary>
    public static string Canonical(ReadOnlySpan<char> text)
    {
        if (!text.Contains(':') || !IPAddress.TryParse(text, out var address)) return text.ToString().ToLowerInvariant();
        return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
    }

    /// <summary>Whether it stands for no address at all.</summary>
    public static bool IsUnspecified(ReadOnlySpan<char> text) => text is "0.0.0.0" or "::" or "";

    /// <summary>What is written in place of an address that is not shown (RFC 8839 §5.1).</summary>
    public static string Hidden(ReadOnlySpan<char> text) => text.Contains(':') ? "::" : "0.0.0.0";

    /// <summary>Where an address stands in a text as a whole, not as part of a longer one; -1 when nowhere.</summary>
    public static int Find(ReadOnlySpan<char> text, ReadOnlySpan<char> address)
    {
        for (var from = 0; ;)
        {
            var at = text[from..].IndexOf(address, StringComparison.OrdinalIgnoreCase);
            if (at < 0) return -1;
            at += from;
            if (!Continues(text[..at], backwards: true, address) && !Continues(text[(at + address.Length)..], backwards: false, address)) return at;
            from = at + 1;
        }
    }

    /// <summary>The text with every such place hidden.</summary>
    public static string Hide(string text, IEnumerable<string> addresses)
    {
        foreach (var address in addresses)
        {
            var at = Find(text, address);
            if (at < 0) continue;

            var written = new StringBuilder(text.Length);
            var rest = text.AsSpan();
            for (; at >= 0; at = Find(rest, address))
            {
                written.Append(rest[..at]).Append(Hidden(address));
                rest = rest[(at + address.Length)..];
            }

            text = written.Append(rest).ToString();
        }

        return text;
    }

    private static bool Continues(ReadOnlySpan<char> text, bool backwards, ReadOnlySpan<char> address)
    {
        if (text.IsEmpty) return false;
        var (near, far) = backwards ? (text[^1], text.Length > 1 ? text[^2] : ' ') : (text[0], text.Length > 1 ? text[1] : ' ');
        return address.Contains(':')
            ? char.IsAsciiHexDigit(near) || (near == ':' && !backwards)
            : char.IsAsciiLetterOrDigit(near) || (near == '.' && char.IsAsciiLetterOrDigit(far));
    }
}
