namespace Signaling.Domain.Network;

/// <summary>A document that holds together, with its addresses in a table. Immutable; build it once, plan often.</summary>
public sealed class NetworkModel
{
    private const int MaxEgressShown = 8;

    private readonly PrefixTable<AddressPlace> places;
    private readonly PrefixTable<RelayOwner> relays;
    private readonly Dictionary<string, CustomerNetwork> networks;
    private readonly Dictionary<(string, EgressPath), string[]> egress;
    private readonly Dictionary<string, Trunk> trunks;
    private readonly Dictionary<string, Region> regions;
    private readonly Dictionary<string, FederatedTenant> tenants;
    private readonly Dictionary<(string, string), PairMedia> pairs;

    private NetworkModel(NetworkDocument document)
    {
        (Document, Profile) = (document, Profiles.Of(document.Profile));
        networks = document.CustomerNetworks.ToDictionary(one => one.Id);
        egress = document.CustomerNetworks.SelectMany(one => Enum.GetValues<EgressPath>().Select(path => (one, path)))
            .ToDictionary(way => (way.one.Id, way.path), way => way.one.EgressPrefixes.Where(range => range.Outbound == way.path).Take(MaxEgressShown).Select(range => range.Prefix).ToArray());
        trunks = document.Trunks.ToDictionary(one => one.Id);
        regions = document.Regions.ToDictionary(one => one.Id);
        tenants = document.FederatedTenants.GroupBy(one => one.Tenant).ToDictionary(same => same.Key, same => same.First());
        pairs = document.Pairs.ToDictionary(one => InOrder(one.Between[0], one.Between[1]), one => one.Media);
        HasCircuit = Has(Feature.PrivateCircuit) && document.CustomerNetworks.Any(one => one.PrivateCircuit is not null);
        places = new(document.CustomerNetworks.SelectMany(PlacesOf).Concat(document.GuestNetworks.SelectMany(one => one.EgressPrefixes.Select(text => (Read(text), new AddressPlace(AddressRole.Guest, null))))));
        relays = new(document.RelayPools.SelectMany(pool => pool.Prefixes.Select(text => (Read(text), pool.Owner))));
    }

    /// <summary>What it was built from.</summary>
    public NetworkDocument Document { get; }

    /// <summary>Its profile.</summary>
    public Profile Profile { get; }

    /// <summary>Whether any network has a private circuit; otherwise no plan uses one.</summary>
    public bool HasCircuit { get; }

    /// <summary>Builds the model of a document.</summary>
    /// <param name="wrong">What is wrong with it; empty on success.</param>
    public static bool TryBuild(NetworkDocument document, out NetworkModel? model, out IReadOnlyList<NetworkError> wrong)
    {
        wrong = NetworkRules.Check(document);
        model = wrong.Count == 0 ? new(document) : null;
        return model is not null;
    }

    /// <summary>Whether a feature is on.</summary>
    public bool Has(Feature feature) => Document.Features.Contains(feature);

    /// <summary>A customer network by its name.</summary>
    public CustomerNetwork? Network(string id) => networks.GetValueOrDefault(id);

    /// <summary>A trunk by its name.</summary>
    public Trunk? Trunk(string id) => trunks.GetValueOrDefault(id);

    /// <summary>A region by its name.</summary>
    public Region? Region(string id) => regions.GetValueOrDefault(id);

    /// <summary>Where a region serves signaling; null when not known.</summary>
    public string? SignalingUrlIn(string? region) => region is not null && Region(region)?.SignalingUrls is [var url, ..] ? url : null;

    /// <summary>A relay of a region; null when not known.</summary>
    public string? RelayIn(string? region) => region is not null && Region(region)?.Relays is [var relay, ..] ? relay : null;

    /// <summary>A media server of a region; null when not known.</summary>
    public string? MediaServerIn(string? region) => region is not null && Region(region)?.MediaServers is [var server, ..] ? server : null;

    /// <summary>A tenant with which calls are allowed.</summary>
    public FederatedTenant? Federated(string tenant) => tenants.GetValueOrDefault(tenant);

    /// <summary>What the document says of a pair of networks (<see cref="PairRule"/>); null when nothing.</summary>
    /// <param name="one">A customer network's name; null for anywhere else.</param>
    /// <param name="other">The other's, or null likewise.</param>
    public PairMedia? PairOf(string? one, string? other) =>
        pairs.TryGetValue(InOrder(one ?? PairRule.Internet, other ?? PairRule.Internet), out var media) ? media : null;

    /// <summary>Whether media between devices of two networks must use a relay: by what is said of the pair, else by what either says (CALL-FLOWS #90).</summary>
    /// <param name="one">The customer network that one is inside of; null for anywhere else, which is where a VPN's remote users are.</param>
    /// <param name="other">The other's, or null likewise.</param>
    public bool MustRelay(CustomerNetwork? one, CustomerNetwork? other) => PairOf(one?.Id, other?.Id) switch
    {
        PairMedia.Direct => false,
        PairMedia.RelayOnly or PairMedia.None => true,
        _ => one is { Policies.RelayOnly: true } || other is { Policies.RelayOnly: true }
            || (one?.Id != other?.Id && (one is { Policies.BlockDirectExternalMedia: true } || other is { Policies.BlockDirectExternalMedia: true })),
    };

    /// <summary>What becomes of media through the VPN of a network: what its owner says, else what the profile does (CALL-FLOWS #156, #240).</summary>
    public VpnMedia VpnMediaOf(CustomerNetwork? network) => network?.Policies.MediaOverVpn ?? Profile.VpnMedia;

    /// <summary>The public ranges of a network that take a way, the first eight (CALL-FLOWS #259).</summary>
    public IReadOnlyList<string> EgressOf(CustomerNetwork network, EgressPath path) => egress.GetValueOrDefault((network.Id, path), []);

    /// <summary>What an address belongs to, by the longest prefix; null for a stranger.</summary>
    public AddressPlace? PlaceOf(Address address) => places.TryFind(address, out var place) ? place : null;

    /// <summary>Whose relay has an address; null when it is no native one (CALL-FLOWS #152).</summary>
    public RelayOwner? RelayAt(Address address) => relays.TryFind(address, out var owner) ? owner : null;

    private static IEnumerable<(Prefix, AddressPlace)> PlacesOf(CustomerNetwork network) =>
    [
        .. network.InternalPrefixes.Select(text => (Read(text), new AddressPlace(AddressRole.Internal, network))),
        .. network.VpnPrefixes.Select(text => (Read(text), new AddressPlace(AddressRole.Vpn, network))),
        .. network.EgressPrefixes.Select(one => (Read(one.Prefix), new AddressPlace(AddressRole.Egress, network))),
    ];

    private static (string, string) InOrder(string one, string other) => string.CompareOrdinal(one, other) <= 0 ? (one, other) : (other, one);

    private static Prefix Read(string text) => Prefix.TryParse(text, out var prefix) ? prefix : default; // checked before
}

/// <summary>What an address belongs to.</summary>
/// <param name="Role">As what.</param>
/// <param name="Network">The customer network; null for guests' networks.</param>
public sealed record AddressPlace(AddressRole Role, CustomerNetwork? Network);

/// <summary>What addresses are for.</summary>
public enum AddressRole
{
    /// <summary>Devices inside a customer network.</summary>
    Internal,

    /// <summary>Remote devices, through the VPN.</summary>
    Vpn,

    /// <summary>What a customer network looks like from outside.</summary>
    Egress,

    /// <summary>What a guest network looks like from outside.</summary>
    Guest,
}
