using Signaling.Domain.Network.Endpoints;

namespace Signaling.Domain.Network;

/// <summary>A network as its owner describes it: one document, from which routes are planned. <see cref="NetworkRules"/> says whether it holds together.</summary>
public sealed record NetworkDocument
{
    /// <summary>How the deployment behaves where products differ. Default: <c>acs</c>.</summary>
    public ProfileName Profile { get; init; }

    /// <summary>What it has beyond the plain Internet topology. Default: nothing (CALL-FLOWS #85).</summary>
    public IReadOnlyList<Feature> Features { get; init => field = Given.List(value); } = [];

    /// <summary>The tenant that it belongs to. Default: the empty name.</summary>
    public string Tenant { get; init => field = value ?? ""; } = "";

    /// <summary>Customer networks, at most 1000.</summary>
    public IReadOnlyList<CustomerNetwork> CustomerNetworks { get; init => field = Given.List(value); } = [];

    /// <summary>Private networks of others from which guests join (CALL-FLOWS #6).</summary>
    public IReadOnlyList<GuestNetwork> GuestNetworks { get; init => field = Given.List(value); } = [];

    /// <summary>Rules for pairs of networks, at most 1000; each pair once. Default: none, and each network's policies decide.</summary>
    public IReadOnlyList<PairRule> Pairs { get; init => field = Given.List(value); } = [];

    /// <summary>The service's regions, at most 100 (CALL-FLOWS #4).</summary>
    public IReadOnlyList<Region> Regions { get; init => field = Given.List(value); } = [];

    /// <summary>Relays that media may use, by address; no others may (CALL-FLOWS #152). Default: those of the regions, unchecked.</summary>
    public IReadOnlyList<RelayPool> RelayPools { get; init => field = Given.List(value); } = [];

    /// <summary>Ways to the phone network (CALL-FLOWS #96, #122).</summary>
    public IReadOnlyList<Trunk> Trunks { get; init => field = Given.List(value); } = [];

    /// <summary>Hosts of the SIP proxies that are part of the service; calls to SBCs may cross no others (CALL-FLOWS #154).</summary>
    public IReadOnlyList<string> NativeSipProxies { get; init => field = Given.List(value); } = [];

    /// <summary>What else a firewall has to let through, and address ranges that are known of it, at most 1000; shown by <c>GET /v1/endpoints</c> (CALL-FLOWS #161, #307).</summary>
    public IReadOnlyList<ServiceEndpoint> Endpoints { get; init => field = Given.List(value); } = [];

    /// <summary>Tenants with which calls are allowed (CALL-FLOWS #107).</summary>
    public IReadOnlyList<FederatedTenant> FederatedTenants { get; init => field = Given.List(value); } = [];

    /// <summary>Whether a group call of two without needs may go directly where the profile says it has a media server. Default: false (CALL-FLOWS #33).</summary>
    public bool TwoPartyGroupsDirect { get; init; }

    /// <summary>Which of two disagreeing statements on signaling of Cloud Connector phone calls is followed. Default: <c>prose</c> (CALL-FLOWS #246).</summary>
    public CloudConnectorSignaling CloudConnectorPstnSignaling { get; init; }

    /// <summary>Whether other organizations are taken to have a private circuit where this one has. Default: true (CALL-FLOWS #171).</summary>
    public bool AssumePeersHaveExpressRoute { get; init; } = true;
}

/// <summary>Signaling of Cloud Connector phone calls (CALL-FLOWS #246).</summary>
public enum CloudConnectorSignaling
{
    /// <summary>To the cloud and back.</summary>
    Prose,

    /// <summary>Local.</summary>
    Table,
}
