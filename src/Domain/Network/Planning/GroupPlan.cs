namespace Signaling.Domain.Network.Planning;

/// <summary>A group call: through a media server, unless there are two parties without needs and profile or owner let them go directly (CALL-FLOWS #33, #34, #237).</summary>
internal static class GroupPlan
{
    public static PlanOutcome Of(PlanDraft draft)
    {
        draft.Rule(237);
        var mayBeDirect = draft.Model.Profile.GroupNeedsMediaServer == GroupMediaServer.UnlessTwoParties || draft.Model.Document.TwoPartyGroupsDirect;
        if (mayBeDirect && draft.Seats.Count == 2 && !draft.Scenario.Needs.Any && draft.Seats.All(seat => seat.Who.Kind != EndpointKind.Pstn))
        {
            draft.Rule(33, 30);
            var outcome = OneToOnePlan.Of(draft);
            // It has a host all the same: there the media server will be when a third one joins (#30).
            return outcome is PlanOutcome.Planned { Plan: var plan } ? new PlanOutcome.Planned(plan with { HostRegion = draft.RegionOf(draft.Seats[0]) }) : outcome;
        }

        return MediaServerPlan.Of(draft, [.. draft.Seats.Select(seat => seat.Who.Kind == EndpointKind.Pstn ? PhonePlan.PhoneLeg(draft, seat) : draft.SignalingOf(seat))]);
    }
}
