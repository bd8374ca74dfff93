using System.Collections.Immutable;

namespace Signaling.Domain.Network.Storage;

/// <summary>What is kept of one tenant: its networks and trunks, without their texts, and which network is live.</summary>
/// <param name="Version">Advanced by every change of anything on the shelf; null for a tenant that never stored anything.</param>
/// <param name="Live">The network that live calls follow; null when none does.</param>
/// <param name="Entries">What there is, ordered by kind and name.</param>
public sealed record NetworkShelf(DocumentVersion? Version, string? Live, ImmutableArray<ShelfEntry> Entries)
{
    /// <summary>A tenant that never stored anything.</summary>
    public static NetworkShelf Empty { get; } = new(null, null, []);

    /// <summary>One document; null when there is none.</summary>
    public ShelfEntry? Find(DocumentKey key) => Entries.FirstOrDefault(entry => entry.Key == key);

    /// <summary>All of a kind.</summary>
    public IEnumerable<ShelfEntry> Of(DocumentKind kind) => Entries.Where(entry => entry.Key.Kind == kind);

    /// <summary>Whether live calls follow this network.</summary>
    public bool IsLive(DocumentKey key) => key.Kind == DocumentKind.Network && key.Id == Live;
}

/// <summary>A stored document, without its text.</summary>
/// <param name="Key">Which.</param>
/// <param name="Version">Its state: the shelf's version when it was last changed.</param>
/// <param name="ChangedAt">When that was, by the store's clock.</param>
/// <param name="Bytes">The length of its text, in bytes of UTF-8.</param>
public sealed record ShelfEntry(DocumentKey Key, DocumentVersion Version, DateTimeOffset ChangedAt, int Bytes);
