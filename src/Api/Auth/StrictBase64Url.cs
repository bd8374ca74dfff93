using System.Buffers;
using System.Buffers.Text;

namespace Signaling.Api.Auth;

/// <summary>Base64url as RFC 7515 §2 has it: no padding, no white space, and one spelling only for each value.</summary>
internal static class StrictBase64Url
{
    /// <summary>Decodes a segment; false for anything that encoding the result would not give back exactly.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        bytes = [];
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')) return false;
        }

        var decoded = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (Base64Url.DecodeFromChars(text, decoded, out _, out var length) != OperationStatus.Done) return false;
        decoded = decoded[..length];
        // Bits beyond the last byte could differ and decode alike (RFC 4648 §3.5): then one token would have several spellings.
        if (!text.SequenceEqual(Base64Url.EncodeToString(decoded))) return false;
        bytes = decoded;
        return true;
    }
}
