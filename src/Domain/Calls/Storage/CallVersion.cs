using System.Globalization;

namespace Signaling.Domain.Calls.Storage;

/// <summary>Which state of a call is meant: a counter, and a nonce drawn with each change, compared whole. A store that lost writes
/// and counted on from there is thereby never mistaken for the one that was read. It is the call's <c>ETag</c>.</summary>
public readonly record struct CallVersion(long Counter, string Nonce)
{
    /// <summary>The version after this one.</summary>
    public CallVersion Next(string nonce) => new(Counter + 1, nonce);

    /// <summary>Reads <c>12-x7Gq</c>.</summary>
    public static bool TryParse(string? text, out CallVersion version)
    {
        version = default;
        if (text is not { Length: > 2 and <= 64 } || text.IndexOf('-') is not (> 0 and var dash)) return false;
        if (!long.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var counter)) return false;

        version = new CallVersion(counter, text[(dash + 1)..]);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Counter}-{Nonce}");
}
