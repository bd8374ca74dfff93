using System.Buffers;
using System.Text;

namespace Signaling.Domain.Identity;

/// <summary>A person or service within a tenant, as the token's <c>sub</c> names it; it may hold any printable character, <c>@</c> and <c>:</c> too.</summary>
public readonly record struct UserId(string Value) : IComparable<UserId>
{
    /// <summary>Longest user id, in characters.</summary>
    public const int MaxLength = 128;

    /// <summary>Accepts 1 to 128 characters without control characters, surrounding blanks or halves of surrogate pairs (in UTF-8 all
    /// of those look the same, and two users would share an inbox).</summary>
    public static bool TryParse(string? text, out UserId user)
    {
        user = new UserId(text ?? "");
        return text is { Length: > 0 and <= MaxLength } && !text.AsSpan().ContainsAnyInRange('\0', '\u001f')
            && !text.AsSpan().ContainsAnyInRange('\u007f', '\u009f') && text.AsSpan().Trim().Length == text.Length
            && IsWellFormed(text);
    }

    public int CompareTo(UserId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var consumed) is not OperationStatus.Done) return false;
            text = text[consumed..];
        }

        return true;
    }
}
