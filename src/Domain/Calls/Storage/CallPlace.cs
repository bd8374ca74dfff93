using System.Globalization;

namespace Signaling.Domain.Calls.Storage;

/// <summary>Where a call stands among a user's calls: newest first, those of one millisecond by id, backwards. What lists are continued from.</summary>
/// <param name="CreatedAt">Milliseconds since 1970 in store time.</param>
/// <param name="Id">The call.</param>
public readonly record struct CallPlace(long CreatedAt, CallId Id) : IComparable<CallPlace>
{
    public int CompareTo(CallPlace other) =>
        other.CreatedAt.CompareTo(CreatedAt) is not 0 and var byTime ? byTime : string.CompareOrdinal(other.Id.Value, Id.Value);

    /// <summary>Reads what <see cref="ToString"/> wrote; null for anything else.</summary>
    public static CallPlace? Parse(string? text) =>
        text?.IndexOf('.') is > 0 and var dot
        && long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var createdAt)
        && CallId.TryParse(text[(dot + 1)..], out var id) ? new CallPlace(createdAt, id) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{CreatedAt}.{Id}");
}
