namespace Signaling.Domain.Network;

/// <summary>What media between two networks may do, whatever each says by itself.</summary>
public sealed record PairRule
{
    /// <summary>The word for everywhere that is no customer network; no customer network has this name.</summary>
    public const string Internet = "internet";

    /// <summary>Two customer networks, by name, in any order; the same twice for devices inside one; one may be <c>internet</c>.</summary>
    public IReadOnlyList<string> Between { get; init => field = Given.List(value); } = [];

    /// <summary>What is allowed. Default: <c>direct</c>.</summary>
    public PairMedia Media { get; init; }
}

/// <summary>What media between two networks may do.</summary>
public enum PairMedia
{
    /// <summary>Go directly, even where <see cref="NetworkPolicies.BlockDirectExternalMedia"/> or <see cref="NetworkPolicies.RelayOnly"/> of either forbids it.</summary>
    Direct,

    /// <summary>Go through a relay alone.</summary>
    RelayOnly,

    /// <summary>Nothing: calls between the two are refused.</summary>
    None,
}
