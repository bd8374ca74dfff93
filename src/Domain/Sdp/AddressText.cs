using System.Net;
using System.Text;

namespace Signaling.Domain.Sdp;

/// <summary>Addresses as they stand in texts: the same one may be written in several ways.</summary>
internal static class AddressText
{
    private const int LongestIpv6 = 45, LongestName = 253;

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

    /// <summary>The text with these addresses hidden wherever they stand as a whole, in whichever way they are written; the same string if none does.
    /// Time is linear in the text.</summary>
    /// <param name="addresses">Canonical.</param>
    public static string Hide(string text, HashSet<string> addresses)
    {
        if (addresses.Count == 0) return text;

        var (written, copied) = ((StringBuilder?)null, 0);
        for (var from = 0; from < text.Length; from++)
        {
            if (!IsWord(text[from]) || (from > 0 && IsWord(text[from - 1]) && text[from - 1] is not (':' or '-'))) continue;
            if (LengthOf(text, from, addresses) is not (> 0 and var length)) continue;

            (written ??= new(text.Length)).Append(text, copied, from - copied).Append(Hidden(text.AsSpan(from, length)));
            copied = from + length;
            from = copied - 1;
        }

        return written is null ? text : written.Append(text, copied, text.Length - copied).ToString();
    }

    // How much of the text from here on is one of the addresses: IPv6 with its colons, else IPv4 or a name; 0 when none is.
    private static int LengthOf(string text, int from, HashSet<string> addresses)
    {
        var (to, colons) = (from, 0);
        while (to < text.Length && to - from <= LongestIpv6 && (char.IsAsciiHexDigit(text[to]) || text[to] is '.' or ':')) colons += text[to++] == ':' ? 1 : 0;
        if (colons > 1 && to - from <= LongestIpv6 && Is(text, from, ref to, addresses)) return to - from;

        var dots = 0;
        for (to = from; to < text.Length && to - from <= LongestName && IsWord(text[to]) && text[to] != ':';) dots += text[to++] == '.' ? 1 : 0;
        if (dots == 0) return 0;
        if (Is(text, from, ref to, addresses)) return to - from;

        for (to = from; to < text.Length && (char.IsAsciiDigit(text[to]) || text[to] == '.');) to++;
        return to > from && (to == text.Length || !char.IsAsciiLetterOrDigit(text[to])) && Is(text, from, ref to, addresses) ? to - from : 0;
    }

    private static bool Is(string text, int from, ref int to, HashSet<string> addresses)
    {
        while (to > from && (text[to - 1] == '.' || (text[to - 1] == ':' && (to - 1 == from || text[to - 2] != ':')))) to--; // the end of a sentence
        return to > from && addresses.Contains(Canonical(text.AsSpan(from, to - from)));
    }

    private static bool IsWord(char one) => char.IsAsciiLetterOrDigit(one) || one is '.' or ':' or '-' or '_';
}
