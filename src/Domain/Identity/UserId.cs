namespace Signaling.Domain.Identity;

/// <summary>A person or service within a tenant, as the token's <c>sub</c> names it; it may hold any printable character, <c>@</c> and <c>:</c> too.</summary>
public readonly record struct UserId(string Value) : IComparable<UserId>
{
    /// <summary>Longest user id, in characters.</summary>
    public const int MaxLength = 128;

    /// <summary>Accepts 1 to 128 characters without control characters or surrounding blanks.</summary>
    public static bool TryParse(string? text, out UserId user)
    {
        user = new UserId(text ?? "");
        return text is { Length: > 0 and <= MaxLength } && !text.AsSpan().ContainsAnyInRange('\0', '\u001f')
            && !text.AsSpan().ContainsAnyInRange('\u007f', '\u009f') && text.AsSpan().Trim().Length == text.Length;
    }

    public int CompareTo(UserId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}
