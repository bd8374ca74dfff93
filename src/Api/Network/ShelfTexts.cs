using Signaling.Domain.Network;
using Signaling.Domain.Network.Storage;

namespace Signaling.Api.Network;

/// <summary>Stored texts as documents.</summary>
internal static class ShelfTexts
{
    /// <summary>The live network, if it was read.</summary>
    public static NetworkDocument? Live(this ShelfContent content) => content.Shelf.Live is { } live ? content.Network(live) : null;

    /// <summary>A network, if it was read.</summary>
    public static NetworkDocument? Network(this ShelfContent content, string id) =>
        content.Texts.TryGetValue(DocumentKey.OfNetwork(id), out var text) ? DocumentJson.Read<NetworkDocument>(text) : null;

    /// <summary>All trunks that were read, by name.</summary>
    public static IReadOnlyList<Trunk> Trunks(this ShelfContent content) =>
        [.. content.Texts.Where(text => text.Key.Kind == DocumentKind.Trunk).OrderBy(text => text.Key.Id, StringComparer.Ordinal).Select(text => DocumentJson.Read<Trunk>(text.Value))];
}
