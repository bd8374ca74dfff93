using static Signaling.Domain.Network.FlowId;

namespace Signaling.Domain.Network.Planning;

/// <summary>Moves flows 4 and 4' onto the private circuit of a network that has one; all others stay (CALL-FLOWS #139, #278).</summary>
internal static class PrivateCircuitPass
{
    public static RoutePlan Apply(RoutePlan plan, PlanDraft draft)
    {
        if (!draft.Model.HasCircuit || draft.Model.Profile.IsSfb) return plan;
        var moved = plan with
        {
            Signaling = [.. plan.Signaling.Select(leg => Moves(leg.Participant, leg.Flows, draft) is { } flows ? leg with { Flows = flows, Path = Repath(leg.Path, flows) } : leg)],
            Media = [.. plan.Media.Select(leg => Moves(leg.Participant, leg.Flows, draft) is { } flows ? leg with { Flows = flows, Path = Repath(leg.Path, flows) } : leg)],
        };
        if (!moved.Signaling.Any(leg => leg.Flows.Any(IsMoved)) && !moved.Media.Any(leg => leg.Flows.Any(IsMoved))) return plan;
        draft.Rule(139, 278);
        return moved with { Dependencies = [Flow4, Flow4Prime] }; // they must stay open all the same (CALL-FLOWS #140)
    }

    private static FlowId[]? Moves(string participant, IReadOnlyList<FlowId> flows, PlanDraft draft) =>
        draft.NetworkOf(participant)?.PrivateCircuit is null || !flows.Any(flow => flow is Flow4 or Flow4Prime) ? null
        : [.. flows.Select(flow => flow switch { Flow4 => Flow1, Flow4Prime => Flow1Prime, _ => flow })];

    private static bool IsMoved(FlowId flow) => flow is Flow1 or Flow1Prime;

    private static IReadOnlyList<PathSegment> Repath(IReadOnlyList<PathSegment> before, FlowId[] flows) =>
        before.Contains(PathSegment.ServiceBackbone) ? [.. FlowCatalogue.PathOf(flows), PathSegment.ServiceBackbone] : FlowCatalogue.PathOf(flows);
}
