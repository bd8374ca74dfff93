namespace Signaling.Domain.Network.Planning;

/// <summary>Says behind which public ranges a way leaves its customer network: those of the circuit, or those of the Internet, never both (CALL-FLOWS #259).</summary>
internal static class EgressPass
{
    public static RoutePlan Apply(RoutePlan plan, PlanDraft draft)
    {
        var seats = draft.Seats.ToDictionary(seat => seat.Id, StringComparer.Ordinal);
        return plan with
        {
            Signaling = [.. plan.Signaling.Select(leg => seats.TryGetValue(leg.Participant, out var seat) ? leg with { Egress = Of(draft, seat, leg.InScope, leg.Path) } : leg)],
            // A VPN user's media do not come through the network (#91).
            Media = [.. plan.Media.Select(leg => seats.TryGetValue(leg.Participant, out var seat) && seat.Inside ? leg with { Egress = Of(draft, seat, leg.InScope, leg.Path) } : leg)],
        };
    }

    private static IReadOnlyList<string> Of(PlanDraft draft, Seat seat, bool inScope, IReadOnlyList<PathSegment> path) =>
        !inScope || seat.Network is not { } network ? []
        : path.Contains(PathSegment.ExpressRoute) ? draft.Model.EgressOf(network, EgressPath.ExpressRoute)
        : path.Contains(PathSegment.Internet) && path is not [PathSegment.Internet, PathSegment.Local] ? draft.Model.EgressOf(network, EgressPath.Internet)
        : [];
}
