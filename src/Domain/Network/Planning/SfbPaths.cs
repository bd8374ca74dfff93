using static Signaling.Domain.Network.PathSegment;

namespace Signaling.Domain.Network.Planning;

/// <summary>Which segments traffic of Skype for Business takes: the private circuit between inside and the service's datacenter, never otherwise (CALL-FLOWS #175 to #177).</summary>
internal sealed class SfbPaths(PlanDraft draft)
{
    /// <summary>From a participant to the service: its home, a conference, an Online Edge.</summary>
    public IReadOnlyList<PathSegment> ToService(Seat seat) => seat.Place switch
    {
        Location.CustomerNetwork  => [HasCircuit(seat) ? ExpressRoute : Internet],
        Location.FederatedNetwork => [PeerHasCircuit() ? ExpressRoute : Internet],
        _                         => [Internet],
    };

    /// <summary>A participant's signaling to its home (CALL-FLOWS #165).</summary>
    public SignalingLeg ToHome(Seat seat)
    {
        draft.Rule(165);
        if (seat is { Place: Location.FederatedNetwork, Who.Home: UserHome.OnPrem }) return new(seat.Id, [], []) { Hops = ["onPremServer"], InScope = false };

        IReadOnlyList<PathSegment> path = (seat.Place, seat.Who.Home) switch
        {
            (Location.CustomerNetwork, UserHome.OnPrem) => [Local],
            (Location.InternetViaVpn, UserHome.OnPrem)  => [Internet, Local],
            (Location.InternetViaVpn, _) when HasCircuit(seat) => [Internet, ExpressRoute],
            _ => ToService(seat),
        };
        return new(seat.Id, [], path) { Region = seat.Who.HomeRegion, Hops = seat.Who.FrontEndReachable ? ["homeServer"] : ["edge", "homeServer"] };
    }

    /// <summary>From the tenant's own datacenter or Edge to the service.</summary>
    public IReadOnlyList<PathSegment> ThroughDatacenter() => draft.Model.HasCircuit ? [Internet, ExpressRoute] : [Internet];

    /// <summary>Whether a participant's network has a circuit of its own.</summary>
    public bool HasCircuit(Seat seat) => draft.Model.HasCircuit && seat.Network?.PrivateCircuit is not null;

    private bool PeerHasCircuit()
    {
        if (!draft.Model.HasCircuit || !draft.Model.Document.AssumePeersHaveExpressRoute) return false;
        draft.Rule(171);
        draft.Assume(PlanAssumption.PeersHaveExpressRoute);
        return true;
    }
}
