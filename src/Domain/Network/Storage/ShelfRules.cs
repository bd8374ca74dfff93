namespace Signaling.Domain.Network.Storage;

/// <summary>What may be stored: documents that hold together, also with one another; at most one network of a tenant live; so many and no more.</summary>
/// <remarks>Pure: the same command is decided again on what the store holds when the shelf has changed meanwhile.</remarks>
public static class ShelfRules
{
    /// <summary>Networks that a tenant may have, drafts included.</summary>
    public const int MaxNetworks = 20;

    /// <summary>Trunks that a tenant may store.</summary>
    public const int MaxTrunks = 100;

    /// <summary>Decides.</summary>
    /// <param name="tenant">The tenant's name.</param>
    /// <param name="shelf">What is stored.</param>
    /// <param name="live">The live network's document; null when none is live.</param>
    /// <param name="trunks">All stored trunks.</param>
    public static ShelfDecision Decide(string tenant, NetworkShelf shelf, NetworkDocument? live, IReadOnlyList<Trunk> trunks, ShelfCommand command)
    {
        var entry = shelf.Find(command.Key);
        if (!command.Condition.HoldsFor(entry)) return new ShelfDecision.Refused(ShelfError.VersionMismatch);

        return command switch
        {
            ShelfCommand.PutNetwork put => LiveAfter(shelf, put) switch
            {
                ShelfDecision.Allowed when entry is null && shelf.Of(DocumentKind.Network).Count() >= MaxNetworks => new ShelfDecision.Refused(ShelfError.TooManyNetworks),
                ShelfDecision.Allowed allowed => Check(tenant, put, trunks) is { Count: > 0 } wrong ? new ShelfDecision.Invalid(wrong) : allowed with { Created = entry is null },
                var refused => refused,
            },
            ShelfCommand.PutTrunk when entry is null && shelf.Of(DocumentKind.Trunk).Count() >= MaxTrunks => new ShelfDecision.Refused(ShelfError.TooManyTrunks),
            ShelfCommand.PutTrunk put => Check(tenant, live, trunks, put) is { Count: > 0 } wrong ? new ShelfDecision.Invalid(wrong) : new ShelfDecision.Allowed(shelf.Live, null, entry is null),
            _ when entry is null => new ShelfDecision.Refused(command.Key.Kind == DocumentKind.Network ? ShelfError.NetworkNotFound : ShelfError.TrunkNotFound),
            _ => new ShelfDecision.Allowed(shelf.IsLive(command.Key) ? null : shelf.Live, null, Created: false),
        };
    }

    private static ShelfDecision LiveAfter(NetworkShelf shelf, ShelfCommand.PutNetwork put) => (put.Draft, shelf.Live) switch
    {
        (true, { } live) when live == put.Id                   => new ShelfDecision.Refused(ShelfError.NetworkIsLive),
        (true, var live)                                       => new ShelfDecision.Allowed(live, null, false),
        (false, null)                                          => new ShelfDecision.Allowed(put.Id, null, false),
        (false, { } live) when live == put.Id                  => new ShelfDecision.Allowed(put.Id, null, false),
        (false, { } live) when live == put.Replaces            => new ShelfDecision.Allowed(put.Id, live, false),
        (false, { } live)                                      => new ShelfDecision.Refused(ShelfError.AnotherNetworkLive, live),
    };

    private static IReadOnlyList<NetworkError> Check(string tenant, ShelfCommand.PutNetwork put, IReadOnlyList<Trunk> trunks)
    {
        MergedNetwork.TryBuild(tenant, put.Document, trunks, out _, out var wrong);
        return put.Document.Tenant.Length == 0 || put.Document.Tenant == tenant ? wrong
            : [new(NetworkErrorCode.ReferenceUnknown, "tenant", "Leave it out: a stored network is the tenant's of the token that stores it."), .. wrong];
    }

    private static IReadOnlyList<NetworkError> Check(string tenant, NetworkDocument? live, IReadOnlyList<Trunk> trunks, ShelfCommand.PutTrunk put)
    {
        if (put.Trunk.Id.Length > 0 && put.Trunk.Id != put.Id) return [new(NetworkErrorCode.IdInvalid, "id", "Leave it out, or give the name in the address.")];

        var trunk = put.Trunk with { Id = put.Id };
        if (live is null) return TrunkRules.CheckAlone(trunk);

        var here = $"trunks/{put.Id}.";
        MergedNetwork.TryBuild(tenant, live, [.. trunks.Where(one => one.Id != put.Id), trunk], out _, out var wrong);
        return [.. wrong.Select(one => one.Path.StartsWith(here, StringComparison.Ordinal) ? one with { Path = one.Path[here.Length..] } : one)];
    }
}
