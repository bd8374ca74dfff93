namespace Signaling.Domain.Network;

/// <summary>Relays that media may use (CALL-FLOWS #152).</summary>
public sealed record RelayPool
{
    /// <summary>Whose they are.</summary>
    public RelayOwner Owner { get; init; }

    /// <summary>Their addresses.</summary>
    public IReadOnlyList<string> Prefixes { get; init => field = Given.List(value); } = [];
}

/// <summary>Whose a relay is; all of these are native (CALL-FLOWS #152, #253).</summary>
public enum RelayOwner
{
    /// <summary>A transport relay of the service.</summary>
    Service,

    /// <summary>The tenant's own Skype for Business relay at its network's edge (CALL-FLOWS #119).</summary>
    OnPremEdge,

    /// <summary>A federated tenant's Skype for Business relay (CALL-FLOWS #112).</summary>
    FederatedTenant,

    /// <summary>An Edge of Skype for Business Online (CALL-FLOWS #177).</summary>
    OnlineEdge,
}

/// <summary>Somebody else's private network from which guests join (CALL-FLOWS #6).</summary>
public sealed record GuestNetwork
{
    /// <summary>Its name.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>Public addresses behind which its guests appear.</summary>
    public IReadOnlyList<string> EgressPrefixes { get; init => field = Given.List(value); } = [];
}

/// <summary>A tenant with which calls are allowed (CALL-FLOWS #107).</summary>
public sealed record FederatedTenant
{
    /// <summary>Its name.</summary>
    public string Tenant { get; init => field = value ?? ""; } = "";

    /// <summary>Whether its clients connect to the service; else their signaling is its own affair (CALL-FLOWS #108). Default: false.</summary>
    public bool UsesService { get; init; }
}
