using System.Buffers;
using System.Buffers.Text;

namespace Signaling.Domain.Calls;

/// <summary>Names one call: the cell it lives in, then 128 random bits, as in <c>local_kq3…</c>.</summary>
public readonly record struct CallId(string Value)
{
    /// <summary>Longest call id, in characters: 16 of the cell, the separator, 22 of the random part.</summary>
    public const int MaxLength = 39;

    /// <summary>Random bytes that <see cref="Create"/> wants.</summary>
    public const int RandomBytes = 16;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>The cell (region) whose store holds the call.</summary>
    public string Cell => Value[..Math.Max(0, Value.IndexOf('_'))];

    /// <summary>A new id in <paramref name="cell"/> from <see cref="RandomBytes"/> bytes of randomness.</summary>
    public static CallId Create(string cell, ReadOnlySpan<byte> random) => new($"{cell}_{Base64Url.EncodeToString(random)}");

    /// <summary>Accepts the form of an id, whether or not such a call exists.</summary>
    public static bool TryParse(string? text, out CallId id)
    {
        id = new CallId(text ?? "");
        return text is { Length: > 2 and <= MaxLength } && text.IndexOf('_') is > 0 and <= 16 and var end && end < text.Length - 1 && !text.AsSpan().ContainsAnyExcept(Allowed);
    }

    public override string ToString() => Value;
}
