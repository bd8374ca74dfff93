namespace Signaling.Domain.Network.Storage;

/// <summary>What must be true of a document for a change to be made: <c>If-Match</c> and <c>If-None-Match</c> (RFC 9110, 13.1).</summary>
/// <param name="Match">The version that it must have; null for any, or none.</param>
/// <param name="MustExist">Whether it must be there.</param>
/// <param name="MustBeNew">Whether it must not be there.</param>
public sealed record ShelfCondition(DocumentVersion? Match = null, bool MustExist = false, bool MustBeNew = false)
{
    /// <summary>No condition.</summary>
    public static ShelfCondition None { get; } = new();

    /// <summary>Whether a document, or its absence, is as it must be.</summary>
    public bool HoldsFor(ShelfEntry? entry) =>
        entry is null ? Match is null && !MustExist : !MustBeNew && (Match is null || Match == entry.Version);
}
