namespace Signaling.Domain.Network.Storage;

/// <summary>What is to be done about a <see cref="ShelfCommand"/>.</summary>
public abstract record ShelfDecision
{
    private ShelfDecision() { }

    /// <summary>It may be done.</summary>
    /// <param name="Live">The live network after it; null for none.</param>
    /// <param name="Replaced">The network that is no longer live by it; null for none.</param>
    /// <param name="Created">Whether the document is new.</param>
    public sealed record Allowed(string? Live, string? Replaced, bool Created) : ShelfDecision;

    /// <summary>It may not.</summary>
    /// <param name="Error">Why, stable across versions.</param>
    /// <param name="Other">The other network that it is about, if it is about one.</param>
    public sealed record Refused(ShelfError Error, string? Other = null) : ShelfDecision;

    /// <summary>The documents would not hold together; all that is wrong, each by its path.</summary>
    public sealed record Invalid(IReadOnlyList<NetworkError> Wrong) : ShelfDecision;
}

/// <summary>Why a stored document may not be changed so.</summary>
public enum ShelfError
{
    /// <summary>There is no such network.</summary>
    NetworkNotFound,

    /// <summary>There is no such trunk.</summary>
    TrunkNotFound,

    /// <summary>The document is another than the condition says.</summary>
    VersionMismatch,

    /// <summary>Live calls follow another network, and at most one may be live.</summary>
    AnotherNetworkLive,

    /// <summary>Live calls follow this network; as a draft it would silently govern them no more.</summary>
    NetworkIsLive,

    /// <summary>The tenant has as many networks as it may.</summary>
    TooManyNetworks,

    /// <summary>The tenant has as many trunks as it may.</summary>
    TooManyTrunks,
}
