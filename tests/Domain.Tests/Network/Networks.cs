using Signaling.Domain.Network;

namespace Signaling.Domain.Tests.Network;

/// <summary>The networks that tests plan with; addresses are from the ranges for documentation.</summary>
internal static class Networks
{
    /// <summary>One customer network <c>hq</c>, two regions, nothing optional.</summary>
    public static readonly NetworkDocument Plain = new()
    {
        Tenant = "contoso",
        CustomerNetworks =
        [
            new()
            {
                Id = "hq",
                InternalPrefixes = ["10.0.0.0/8", "2001:db8:1::/48"],
                EgressPrefixes = [new() { Prefix = "198.51.100.0/24" }],
                VpnPrefixes = ["10.200.0.0/16"],
            },
        ],
        Regions =
        [
            new() { Id = "eu", Geography = "europe", SignalingUrls = ["https://eu.example"], Relays = ["turn.eu.example"], MediaServers = ["203.0.113.10"] },
            new() { Id = "asia", Geography = "asia", SignalingUrls = ["https://asia.example"], Relays = ["turn.asia.example"], MediaServers = ["203.0.113.20"] },
        ],
        Trunks = [new() { Id = "numbers" }],
    };

    private static readonly Sbc Certified = new() { Id = "sbc1", PublicAddress = "203.0.113.51", Certified = true, UdpFromService = true, RoutableFromInternet = true };

    /// <summary>Trunks with SBCs of the own tenant and, <c>others</c>, of another.</summary>
    public static readonly IReadOnlyList<Trunk> Sbcs =
    [
        new() { Id = "numbers" },
        new() { Id = "sbc", Kind = TrunkKind.DirectRouting, Sbc = Certified },
        new() { Id = "bypass", Kind = TrunkKind.DirectRouting, MediaBypass = true, Sbc = Certified with { Id = "sbc2", PublicAddress = "203.0.113.52" } },
        new() { Id = "bypass3", Kind = TrunkKind.DirectRouting, MediaBypass = true, Sbc = Certified with { Id = "sbc3", PublicAddress = "203.0.113.53" } },
        new() { Id = "others", Kind = TrunkKind.DirectRouting, MediaBypass = true, Tenant = "fabrikam", Sbc = Certified with { Id = "sbc4", PublicAddress = "203.0.113.54" } },
    ];

    /// <summary>The tenants that tests federate with.</summary>
    public static readonly IReadOnlyList<FederatedTenant> Friends = [new() { Tenant = "fabrikam" }, new() { Tenant = "woodgrove", UsesService = true }];

    /// <summary>Teams, with features.</summary>
    public static NetworkDocument Teams(params Feature[] features) => With(ProfileName.Teams, features);

    /// <summary>A profile with features, and with all that these need.</summary>
    public static NetworkDocument With(ProfileName profile, params Feature[] features) => Plain with
    {
        Profile = profile,
        Features = features,
        FederatedTenants = features.Contains(Feature.Federation) ? Friends : [],
        Trunks = features.Contains(Feature.DirectRouting) ? Sbcs
            : profile == ProfileName.SfbCloudConnector ? [new() { Id = "numbers" }, new() { Id = "connector", Kind = TrunkKind.CloudConnector }]
            : Plain.Trunks,
        CustomerNetworks = [features.Contains(Feature.PrivateCircuit) ? Circuit(Plain.CustomerNetworks[0]) : Plain.CustomerNetworks[0]],
    };

    /// <summary>The only customer network changed.</summary>
    public static NetworkDocument Hq(this NetworkDocument document, Func<CustomerNetwork, CustomerNetwork> change) =>
        document with { CustomerNetworks = [change(document.CustomerNetworks[0])] };

    /// <summary>The document's model.</summary>
    public static NetworkModel Model(this NetworkDocument document) =>
        NetworkModel.TryBuild(document, out var model, out var wrong) ? model! : throw new ArgumentException(string.Join('\n', wrong));

    private static CustomerNetwork Circuit(CustomerNetwork network) => network with
    {
        PrivateCircuit = new(),
        EgressPrefixes = [.. network.EgressPrefixes, new() { Prefix = "192.0.2.0/28", Outbound = EgressPath.ExpressRoute, Inbound = EgressPath.ExpressRoute }],
    };
}
