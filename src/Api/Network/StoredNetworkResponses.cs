using Signaling.Domain.Network;
using Signaling.Domain.Network.Storage;

namespace Signaling.Api.Network;

/// <summary>The tenant's stored networks.</summary>
/// <param name="Live">The one that live calls follow; null when none does.</param>
/// <param name="Networks">All, by name.</param>
internal sealed record NetworksResponse(string? Live, IReadOnlyList<NetworkEntryResponse> Networks)
{
    /// <summary>A shelf as the wire has it.</summary>
    public static NetworksResponse Of(NetworkShelf shelf) => new(shelf.Live, [.. shelf.Of(DocumentKind.Network).Select(entry => new NetworkEntryResponse(
        entry.Key.Id, entry.Version.ToString(), shelf.IsLive(entry.Key), entry.ChangedAt, entry.Bytes))]);
}

/// <summary>A stored network, without what it says.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Version">Its state; also its <c>ETag</c>.</param>
/// <param name="Live">Whether live calls follow it.</param>
/// <param name="ChangedAt">When it was last changed.</param>
/// <param name="Bytes">Its size as stored.</param>
internal sealed record NetworkEntryResponse(string Id, string Version, bool Live, DateTimeOffset ChangedAt, int Bytes);

/// <summary>A stored network.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Version">Its state; also its <c>ETag</c>.</param>
/// <param name="Live">Whether live calls follow it.</param>
/// <param name="ChangedAt">When it was last changed.</param>
/// <param name="Network">What it says, as <c>PUT</c> takes it.</param>
internal sealed record StoredNetworkResponse(string Id, string Version, bool Live, DateTimeOffset ChangedAt, NetworkDocument Network);

/// <summary>What a change of a network came to.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Version">Its new state; also its <c>ETag</c>.</param>
/// <param name="Live">Whether live calls follow it.</param>
internal sealed record NetworkChangedResponse(string Id, string Version, bool Live);

/// <summary>What an import of subnets came to.</summary>
/// <param name="Id">The network's name.</param>
/// <param name="Version">Its new state; also its <c>ETag</c>.</param>
/// <param name="Live">Whether live calls follow it.</param>
/// <param name="SitesAdded">Sites that it did not have.</param>
/// <param name="Added">Ranges that it did not have.</param>
/// <param name="Removed">Ranges that it has no longer.</param>
/// <param name="Kept">Ranges of the table that it had, alike.</param>
internal sealed record SubnetsResponse(string Id, string Version, bool Live, int SitesAdded, int Added, int Removed, int Kept);

/// <summary>The tenant's stored trunks.</summary>
/// <param name="Trunks">All, by name.</param>
internal sealed record TrunksResponse(IReadOnlyList<TrunkEntryResponse> Trunks);

/// <summary>A stored trunk, without what it says.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Version">Its state; also its <c>ETag</c>.</param>
/// <param name="ChangedAt">When it was last changed.</param>
internal sealed record TrunkEntryResponse(string Id, string Version, DateTimeOffset ChangedAt);

/// <summary>A stored trunk.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Version">Its state; also its <c>ETag</c>.</param>
/// <param name="ChangedAt">When it was last changed.</param>
/// <param name="Trunk">What it says, as <c>PUT</c> takes it.</param>
internal sealed record StoredTrunkResponse(string Id, string Version, DateTimeOffset ChangedAt, Trunk Trunk);

/// <summary>What a change of a trunk came to.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Version">Its new state; also its <c>ETag</c>.</param>
internal sealed record TrunkChangedResponse(string Id, string Version);
