using Signaling.Domain.Identity;

namespace Signaling.Domain.Network.Storage;

/// <summary>Where networks and trunks are kept. Each method is one atomic step; which changes are allowed is decided by <see cref="ShelfRules"/>. What is kept does not
/// expire: whoever stored it deletes it.</summary>
/// <remarks>Every method throws <see cref="Events.StoreUnavailableException"/> when the store cannot be reached in time.</remarks>
public interface INetworkStore
{
    /// <summary>The store's time, as well as this edge knows it.</summary>
    DateTimeOffset Now { get; }

    /// <summary>What a tenant has, without texts.</summary>
    Task<NetworkShelf> ListAsync(TenantId tenant, CancellationToken cancel);

    /// <summary>One document's text, with the shelf on which it stands.</summary>
    Task<ShelfContent> FindAsync(TenantId tenant, DocumentKey key, CancellationToken cancel);

    /// <summary>A network's text, and those of all trunks.</summary>
    /// <param name="network">The network's name; null for the live one.</param>
    /// <param name="known">The shelf's version that the caller has; null when it has none.</param>
    /// <returns>Null when the shelf still is the known one.</returns>
    Task<ShelfContent?> ReadAsync(TenantId tenant, string? network, DocumentVersion? known, CancellationToken cancel);

    /// <summary>Writes a change if the shelf is still the one that was decided on.</summary>
    Task<ShelfResult> CommitAsync(ShelfCommit commit, CancellationToken cancel);
}
