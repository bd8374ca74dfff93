using Signaling.Domain.Network;
using Signaling.Domain.Network.Planning;

namespace Signaling.Domain.Quality.Paths;

/// <summary>One side of a call as the table of causes looks at it.</summary>
internal sealed record PathCase(NetworkModel Model, PartyFacts Self, PartyFacts Other, MediaPath? Real, RoutePlan? Plan, TimeSpan? SignalingLimit)
{
    public string Whence => Self.Whence;

    public string Network => NameOf(Self.Place.Network) ?? "this network";

    /// <summary>The relay to name in advice: the one in use, else the nearest of the document.</summary>
    public string Relay => Real?.RelayHost ?? NearRelay ?? "the relays (GET /v1/endpoints lists them)";

    public bool Failed => Self.Report?.State == ConnectivityState.Failed;

    public bool ReachedRelay => Self.Report?.Pairs.Any(pair => pair.Local == CandidateKind.Relay) == true;

    public bool IsRelayed => Real is { IsRelayed: true };

    public bool IsDirect => Real is { IsRelayed: false };

    /// <summary>Over TCP or TLS to the own relay, which never answered over UDP: a pair on a relay is only there where the relay has given a place.</summary>
    public bool TcpToRelay => Real is { ThroughOwnRelay: true, Transport: PathTransport.Tcp or PathTransport.Tls } && !RelayAnsweredOver(PathTransport.Udp);

    public MediaMode? PlannedMode => Plan?.Mode;

    public PerimeterProtocol? PlannedTransport => Plan?.Media.FirstOrDefault(leg => leg.Participant == Self.Id)?.Transport;

    public bool AnyRelayOnly => Self.Report is { RelayOnly: true } || Other.Report is { RelayOnly: true };

    public bool AnyInside => Inside(Self) || Inside(Other);

    public bool Together => FlowClassifier.AreTogether(Self.Place, Other.Place);

    public bool BothPlacesKnown => Self.Place.Location != Location.Unknown && Other.Place.Location != Location.Unknown;

    /// <summary>Whose owner forbids direct media between the two: the network that says so itself, or one of those of which it is said; null where they are allowed.</summary>
    public string? Forbidding
    {
        get
        {
            var (own, others) = (NetworkOf(Self), NetworkOf(Other));
            if (!BothPlacesKnown || !Model.MustRelay(own, others)) return null;
            return NameOf(new[] { own, others }.FirstOrDefault(one => one is { Policies.RelayOnly: true } or { Policies.BlockDirectExternalMedia: true }) ?? own ?? others) ?? "the Internet";
        }
    }

    public bool OwnerForbidsDirect => Forbidding is not null;

    public string? PerimeterBlocksPeers => Together ? null
        : new[] { Self, Other }.Where(Inside).Select(side => side.Place.Network).FirstOrDefault(one => one is not null
            && !one.Perimeters.All(perimeter => perimeter.Passes(PerimeterProtocol.Udp, 1024, 65535, PerimeterDestination.Internet))) is { } network ? NameOf(network) : null;

    public bool OneWay => Real is not null && Self.Tally.NothingReceived;

    /// <summary>Whether there is nothing that could come back: the other side says so itself.</summary>
    public bool OtherIsSilent => Other.Tally.NothingSent;

    public bool HasTwoWays => Self.Place.Network is { PrivateCircuit: not null } || Self.Place.Network?.EgressPrefixes.Select(one => one.Outbound).Distinct().Count() > 1;

    /// <summary>What the owner says of media through the VPN, where the own end of the way lies in its pool; null where it does not.</summary>
    public VpnMedia? OverVpn =>
        Real?.LocalAddress is { } text && Address.TryParse(text, out var address) && Model.PlaceOf(address) is { Role: AddressRole.Vpn } pool ? Model.VpnMediaOf(pool.Network) : null;

    /// <summary>A relay of the device's own that the document's pools do not hold; null where there are none to compare with.</summary>
    public string? ForeignRelay =>
        Model.Document.RelayPools is not [] && Real is { ThroughOwnRelay: true, RelayAddress: { } text } && Address.TryParse(text, out var address) && Model.RelayAt(address) is null ? text : null;

    /// <summary>A better way that works as well, by the device's own results, and that nobody forbids; in words.</summary>
    public string? BetterPair
    {
        get
        {
            if (Self.Report is not { Selected: not null } report || !IsRelayed) return null;
            var direct = OwnerForbidsDirect ? null : Pairs.Best(report.Pairs.Where(pair => Pairs.KindOf(pair.Local, pair.Remote) < MediaPathKind.Relayed));
            if (direct is not null) return PathWords.Of(Pairs.KindOf(direct.Local, direct.Remote));
            return Real is { ThroughOwnRelay: true, Transport: not PathTransport.Udp } && report.Pairs.Any(pair => pair is { Local: CandidateKind.Relay, Transport: PathTransport.Udp } && Pairs.Works(pair))
                ? $"{PathWords.Of(MediaPathKind.Relayed)} over {PathWords.Of(PathTransport.Udp)}"
                : null;
        }
    }

    public string? NearRegion => Plan?.Signaling.FirstOrDefault(leg => leg.Participant == Self.Id)?.Region;

    public string? NearRelay => Model.RelayIn(NearRegion) ?? Model.Document.Regions.SelectMany(region => region.Relays).FirstOrDefault();

    /// <summary>The region of the own relay, where it is not the nearest one.</summary>
    public string? FarRelay
    {
        get
        {
            if (NearRegion is not { } near || Real is not { ThroughOwnRelay: true, RelayHost: { } host }) return null;
            var region = Model.Document.Regions.FirstOrDefault(one => one.Relays.Contains(host, StringComparer.OrdinalIgnoreCase))?.Id;
            return region is null || region == near ? null : region;
        }
    }

    public double? SlowSignaling
    {
        get
        {
            var measured = Math.Max(Self.Report?.EdgeRoundTripMilliseconds ?? 0, Self.Tally.Figures.EdgeRoundTripMilliseconds ?? 0);
            return measured > SignalingLimit?.TotalMilliseconds ? measured : null;
        }
    }

    public string Doubt => Self.Place.Doubt switch
    {
        LocationDoubt.HostAddressesHidden  => "the browser hides the device's addresses behind .local names, so that inside and VPN look the same",
        LocationDoubt.HostAddressesForeign => "the source address is the customer network's and the device's own addresses are not",
        LocationDoubt.VpnNotExcluded       => "VPN users share this source address",
        _                                  => "nothing is known of where the user is",
    };

    /// <summary>Whether the own relay has given a place over a transport.</summary>
    public bool RelayAnsweredOver(PathTransport transport) => Self.Report?.Pairs.Any(pair => pair.Local == CandidateKind.Relay && pair.Transport == transport) == true;

    // Whoever reads this is told of a network only where it is his own.
    private string? NameOf(CustomerNetwork? network) =>
        network is null ? null : (Self.IsOther || network.Id != Self.Place.Network?.Id) && (Other.IsOther || network.Id != Other.Place.Network?.Id) ? "the other side's network" : network.Id;

    private static CustomerNetwork? NetworkOf(PartyFacts side) => Inside(side) ? side.Place.Network : null;

    private static bool Inside(PartyFacts side) => side.Place.Location == Location.CustomerNetwork;
}
