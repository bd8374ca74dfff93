using Signaling.Domain.Identity;

namespace Signaling.Domain.Network.Storage;

/// <summary>One change of a tenant's shelf, to be written if the shelf is still the one that was decided on.</summary>
/// <param name="Tenant">Whose shelf.</param>
/// <param name="Expected">The shelf's version that was decided on; null for an empty shelf.</param>
/// <param name="Next">The version after it; the changed document's too.</param>
/// <param name="Key">The document that changes.</param>
/// <param name="Text">Its new text, as JSON; null deletes it.</param>
/// <param name="Live">The live network after the change; null for none.</param>
/// <param name="NotAfter">When the change is given up, by the store's clock.</param>
public sealed record ShelfCommit(TenantId Tenant, DocumentVersion? Expected, DocumentVersion Next, DocumentKey Key, string? Text, string? Live, DateTimeOffset NotAfter)
{
    /// <summary>A network that is no longer live by this, and has another version for it; null when there is none.</summary>
    public string? Replaced { get; init; }
}

/// <summary>What became of a <see cref="ShelfCommit"/>.</summary>
public enum ShelfResult
{
    /// <summary>It is written.</summary>
    Committed,

    /// <summary>The shelf is another than was expected; nothing is written.</summary>
    Stale,

    /// <summary>Its time ran out before it reached the store; nothing is written.</summary>
    TooLate,
}
