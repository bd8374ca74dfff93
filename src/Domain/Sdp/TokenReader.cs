namespace Signaling.Domain.Sdp;

/// <summary>Reads the fields of a line one by one; runs of separators count as one, since phones write them.</summary>
internal ref struct TokenReader(ReadOnlySpan<char> text, char separator = ' ')
{
    private ReadOnlySpan<char> rest = text;

    /// <summary>What has not been read yet, without leading separators.</summary>
    public readonly ReadOnlySpan<char> Rest => rest.TrimStart(separator);

    public bool TryNext(out ReadOnlySpan<char> token)
    {
        rest = rest.TrimStart(separator);
        var end = rest.IndexOf(separator);
        token = end < 0 ? rest : rest[..end];
        rest = rest[token.Length..];
        return !token.IsEmpty;
    }

    /// <summary>The next field, or an empty one at the end.</summary>
    public ReadOnlySpan<char> Next() => TryNext(out var token) ? token : default;
}
