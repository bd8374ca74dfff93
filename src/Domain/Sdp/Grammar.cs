using System.Buffers;
using System.Globalization;

namespace Signaling.Domain.Sdp;

/// <summary>The character sets and numbers that several lines share (RFC 8866 §9, RFC 8839 §5.1).</summary>
internal static class Grammar
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    private static readonly SearchValues<char> Token = SearchValues.Create(
        "!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz{|}~");

    // RFC 8839 allows letters, digits, '+' and '/'. The other four are written by older servers, and browsers take them.
    private static readonly SearchValues<char> Ice = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=#");

    public static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(Token);

    public static bool IsNumber(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(Digits);

    public static bool IsIceText(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(Ice);

    /// <summary>Reads a decimal number without sign or space, of at most <paramref name="max"/>.</summary>
    public static bool TryNumber(ReadOnlySpan<char> text, int max, out int number)
    {
        number = 0;
        return text.Length is > 0 and <= 10
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number <= max;
    }
}
