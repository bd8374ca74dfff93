using System.Collections.Immutable;

namespace Signaling.Domain.Network.Storage;

/// <summary>A shelf as it was read, with the texts that were asked for.</summary>
/// <param name="Shelf">What there is.</param>
/// <param name="Texts">JSON of the network and trunks asked for, as far as they exist.</param>
public sealed record ShelfContent(NetworkShelf Shelf, ImmutableDictionary<DocumentKey, string> Texts);
