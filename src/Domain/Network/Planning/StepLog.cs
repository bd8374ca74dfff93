using static Signaling.Domain.Network.FlowId;

namespace Signaling.Domain.Network.Planning;

/// <summary>The eight steps of a one-to-one call, each on the flow of the user who takes it (CALL-FLOWS #74 to #83, #144 to #151).</summary>
internal static class StepLog
{
    public static IReadOnlyList<CallStep> Of(RoutePlan plan, PlanDraft draft)
    {
        if (draft.Scenario.Kind != CallKind.OneToOne || draft.Model.Profile.IsSfb || draft.Seats is not [var caller, var callee]) return [];
        var (a, b) = (Signaling(plan, caller), Signaling(plan, callee));
        draft.Rule(83);
        return
        [
            new(1, "caller resolves the service's name", caller.Inside ? [Flow2] : []),
            new(2, "caller obtains a relay port", ToRelay(caller, draft)),
            new(3, "caller sends the invite with candidates", a),
            new(4, "service notifies the callee", b),
            new(5, "callee obtains a relay port", ToRelay(callee, draft)),
            new(6, "callee answers; the answer is passed on to the caller", [.. b, .. a]),
            new(7, "both check connectivity; the best path is taken", [.. plan.Media.SelectMany(leg => leg.Flows).Distinct()]),
            new(8, "both send telemetry", [.. a, .. b]),
        ];
    }

    private static IReadOnlyList<FlowId> Signaling(RoutePlan plan, Seat seat) => plan.Signaling.FirstOrDefault(leg => leg.Participant == seat.Id)?.Flows ?? [];

    private static FlowId[] ToRelay(Seat seat, PlanDraft draft) => [seat.Inside && draft.NetworkOf(seat.Id)?.PrivateCircuit is not null && draft.Model.HasCircuit ? Flow1 : seat.ServiceFlow];
}
