using System.Buffers;
using System.Globalization;

namespace Signaling.Domain.Calls.Storage;

/// <summary>Which state of a call is meant: a counter, and a nonce drawn with each change, compared whole. A store that lost writes
/// and counted on from there is thereby never mistaken for the one that was read. It is the call's <c>ETag</c>.</summary>
public readonly record struct CallVersion(long Counter, string Nonce)
{
    private static readonly SearchValues<char> NonceCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>The version after this one.</summary>
    public CallVersion Next(string nonce) => new(Counter + 1, nonce);

    /// <summary>Reads <c>12-x7Gq</c>: digits, and a nonce of <c>A–Z a–z 0–9 _ -</c>; 64 characters at most.</summary>
    public static bool TryParse(string? text, out CallVersion version)
    {
        version = default;
        if (text is not { Length: > 2 and <= 64 } || text.IndexOf('-') is not (> 0 and var dash)) return false;
        if (text.AsSpan(0, dash).ContainsAnyExceptInRange('0', '9') || !long.TryParse(text.AsSpan(0, dash), CultureInfo.InvariantCulture, out var counter)) return false;
        if (dash == text.Length - 1 || text.AsSpan(dash + 1).ContainsAnyExcept(NonceCharacters)) return false;

        version = new CallVersion(counter, text[(dash + 1)..]);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Counter}-{Nonce}");
}
