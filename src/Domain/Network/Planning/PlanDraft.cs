namespace Signaling.Domain.Network.Planning;

/// <summary>A plan in the making: what the rules have said so far.</summary>
internal sealed class PlanDraft(Scenario scenario, NetworkModel model, IReadOnlyList<Seat> seats)
{
    private readonly List<int> rules = [];
    private readonly List<PlanAssumption> assumptions = [PlanAssumption.RecommendedFirewallNatProxyRouter];
    private readonly List<PlanWarning> warnings = [];
    private readonly List<PlanHint> hints = [];
    private readonly Dictionary<string, CustomerNetwork?> networks = seats.ToDictionary(seat => seat.Id, seat => seat.Network, StringComparer.Ordinal);

    public Scenario Scenario => scenario;

    public NetworkModel Model => model;

    public IReadOnlyList<Seat> Seats => seats;

    public Connectivity Known => scenario.Connectivity;

    /// <summary>Whose relay carries the media if one must, as the scenario says outright or by an address; null when it does not say.</summary>
    public RelayOwner? Relay => Known.Relay ?? (Address.TryParse(Known.RelayAddress, out var address) ? model.RelayAt(address) : null);

    public void Rule(params ReadOnlySpan<int> entries)
    {
        foreach (var entry in entries)
        {
            if (!rules.Contains(entry)) rules.Add(entry);
        }
    }

    public void Assume(PlanAssumption assumption)
    {
        if (!assumptions.Contains(assumption)) assumptions.Add(assumption);
    }

    public void Hint(PlanHint hint) => hints.Add(hint);

    public void Warn(PlanWarningCode code, string? participant, int entry, string detail, Verdict severity = Verdict.Warn, params string[] reasons) =>
        warnings.Add(new(code, participant, severity, detail, entry) { Reasons = reasons });

    /// <summary>An SBC's network, so that its legs can take the private circuit.</summary>
    public void Stands(string id, CustomerNetwork? network) => networks[id] = network;

    public CustomerNetwork? NetworkOf(string id) => networks.GetValueOrDefault(id);

    /// <summary>The region nearest to a user (CALL-FLOWS #41); null when not known.</summary>
    public string? RegionOf(Seat seat) =>
        seat.Who.Region
        ?? seat.Who.EdgeRoundTripMilliseconds?.OrderBy(edge => edge.Value).ThenBy(edge => edge.Key, StringComparer.Ordinal).Select(edge => edge.Key).FirstOrDefault()
        ?? (model.Document.Regions is [var only] ? only.Id : null);

    /// <summary>A relay of the service near a user; its address is missing where the document has none.</summary>
    public PlannedRelay RelayNear(Seat seat)
    {
        var region = RegionOf(seat);
        var address = model.RelayIn(region);
        if (address is null) Assume(PlanAssumption.ServiceNotDescribed);
        return new(RelayOwner.Service, seat.Id, region, address);
    }

    /// <summary>How a participant's media reach relays or media servers; null when they do not.</summary>
    public PerimeterProtocol? TransportOf(Seat seat)
    {
        var transport = seat.RelayTransport;
        if (transport is null or PerimeterProtocol.Udp) return transport;
        Warn(PlanWarningCode.UdpBlocked, seat.Id, 2, "Open UDP 3478 to 3481 to the service.");
        if (transport == PerimeterProtocol.Tcp) Warn(PlanWarningCode.MediaOverTcp, seat.Id, 12, "Media over TCP come later and stutter; open UDP 3478 to 3481 to the service.");
        else Warn(PlanWarningCode.MediaTunnelledOverHttp, seat.Id, 12, "A tunnel is the last resort; open UDP 3478 to 3481, or at least TCP 443, to the service.", Verdict.Fail);
        return transport;
    }

    /// <summary>A participant's signaling to its nearest edge.</summary>
    public SignalingLeg SignalingOf(Seat seat)
    {
        var region = RegionOf(seat);
        Rule(seat.Place switch { Location.CustomerNetwork => 47, Location.InternetViaVpn => 45, _ => 46 });
        return new(seat.Id, seat.SignalingFlows, FlowCatalogue.PathOf(seat.SignalingFlows))
        {
            Region = region,
            Address = model.SignalingUrlIn(region),
        };
    }

    /// <summary>A media leg by flows that the catalogue knows.</summary>
    public static MediaLeg Leg(string participant, params FlowId[] flows) => new(participant, flows, FlowCatalogue.PathOf(flows));

    public PlanOutcome Finish(RoutePlan plan)
    {
        var rerouted = EgressPass.Apply(PrivateCircuitPass.Apply(Backbone.Join(plan), this), this);
        return new PlanOutcome.Planned(rerouted with
        {
            Federated = scenario.Participants.Any(one => (one.Tenant ?? model.Document.Tenant) != model.Document.Tenant),
            Places = [.. seats.Where(seat => seat.Who.Kind != EndpointKind.Pstn).Select(seat => new PlannedPlace(seat.Id, seat.Place, seat.Network?.Id))],
            Steps = StepLog.Of(rerouted, this),
            Rules = rules,
            Assumptions = assumptions,
            Warnings = warnings,
            Hints = hints,
        });
    }

    public static PlanOutcome Refuse(PlanError error, string detail, string? participant, int entry) => new PlanOutcome.Refused(error, detail, participant, entry);
}
