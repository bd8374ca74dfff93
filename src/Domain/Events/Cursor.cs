namespace Signaling.Domain.Events;

/// <summary>A place in a user's inbox: an entry's position and the nonce it was written with, so that a store which lost writes
/// recognises it or refuses it, and never takes it for another entry.</summary>
/// <param name="Milliseconds">Store time of the entry, in milliseconds since 1970.</param>
/// <param name="Sequence">The entry's number within that millisecond.</param>
/// <param name="Nonce">What its writer drew.</param>
public readonly record struct Cursor(long Milliseconds, long Sequence, string Nonce)
{
    /// <summary>Longest cursor, in characters.</summary>
    public const int MaxLength = 64;

    /// <summary>The position alone, as a stream knows it: <c>1700000000000-0</c>.</summary>
    public string Position => $"{Milliseconds}-{Sequence}";

    /// <summary>When the entry was written, in store time.</summary>
    public DateTimeOffset At => DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds);

    /// <summary>Whether this entry comes after <paramref name="other"/> in one inbox.</summary>
    public bool IsAfter(Cursor other) => (Milliseconds, Sequence).CompareTo((other.Milliseconds, other.Sequence)) > 0;

    /// <summary>Reads <c>milliseconds-sequence.nonce</c>.</summary>
    public static bool TryParse(string? text, out Cursor cursor)
    {
        cursor = default;
        if (text is not { Length: > 0 and <= MaxLength }) return false;

        int dash = text.IndexOf('-'), dot = text.IndexOf('.');
        if (dash < 1 || dot < dash + 2 || dot == text.Length - 1) return false;
        if (!TryNumber(text.AsSpan(0, dash), out var ms) || !TryNumber(text.AsSpan(dash + 1, dot - dash - 1), out var sequence)) return false;
        if (text.AsSpan(dot + 1).ContainsAnyExcept(NonceCharacters) || ms > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()) return false;

        cursor = new Cursor(ms, sequence, text[(dot + 1)..]);
        return true;
    }

    public override string ToString() => $"{Milliseconds}-{Sequence}.{Nonce}";

    private static readonly System.Buffers.SearchValues<char> NonceCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    // TryParse alone would take a number with NUL characters behind it.
    private static bool TryNumber(ReadOnlySpan<char> digits, out long value)
    {
        value = 0;
        return !digits.ContainsAnyExceptInRange('0', '9') && long.TryParse(digits, System.Globalization.CultureInfo.InvariantCulture, out value);
    }
}
