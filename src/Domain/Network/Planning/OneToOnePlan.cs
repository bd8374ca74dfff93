using static Signaling.Domain.Network.FlowId;

namespace Signaling.Domain.Network.Planning;

/// <summary>Two users: directly if it can be, else by relay, else, when something is to be done with the media, by media server (CALL-FLOWS sections E to H).</summary>
internal static class OneToOnePlan
{
    public static PlanOutcome Of(PlanDraft draft)
    {
        var signaling = InteropSignaling.Of(draft);
        if (draft.Scenario.Needs.Any) return MediaServerPlan.Of(draft, signaling);

        var (a, b) = (draft.Seats[0], draft.Seats[1]);
        return DirectPath.IsOpen(draft, a, b) ? Direct(draft, signaling, a, b) : RelayedPlan.Of(draft, signaling);
    }

    private static PlanOutcome Direct(PlanDraft draft, IReadOnlyList<SignalingLeg> signaling, Seat a, Seat b)
    {
        var flow = (a.Inside, b.Inside) switch
        {
            (true, true) when a.IsWith(b) => Flow5,
            (false, false)                => Flow6,
            _                             => Flow2,
        };
        draft.Rule(flow switch { Flow5 => 265, Flow6 => 268, _ when a.Inside && b.Inside => 266, _ => 267 });
        if (draft.Seats.Any(seat => InteropSignaling.IsForeign(draft, seat))) draft.Rule(114);
        if (flow == Flow2 && a.Inside && b.Inside) draft.Assume(PlanAssumption.FlowInferred);
        if (flow == Flow6 && draft.Seats.Any(seat => seat.Place == Location.FederatedNetwork)) draft.Assume(PlanAssumption.FlowInferred);
        return draft.Finish(new()
        {
            Profile = draft.Model.Profile.Name,
            Signaling = signaling,
            Media = [PlanDraft.Leg(a.Id, flow), PlanDraft.Leg(b.Id, flow)],
            Mode = MediaMode.Direct,
        });
    }
}
