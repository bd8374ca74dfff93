namespace Signaling.Domain.Network.Planning;

/// <summary>Signaling of two users, of whom one may be on Skype for Business: then a gateway in the service bridges it (CALL-FLOWS #108 to #110, #120, #121).</summary>
internal static class InteropSignaling
{
    public static IReadOnlyList<SignalingLeg> Of(PlanDraft draft)
    {
        var bridged = draft.Seats.Any(seat => seat.Who.Kind == EndpointKind.SfbUser) && draft.Seats.Any(seat => seat.Who.Kind != EndpointKind.SfbUser);
        return [.. draft.Seats.Select(seat => LegOf(draft, seat, bridged))];
    }

    private static SignalingLeg LegOf(PlanDraft draft, Seat seat, bool bridged)
    {
        if (seat.Who.Kind == EndpointKind.SfbUser && IsOthersAffair(draft, seat))
        {
            draft.Rule(IsForeign(draft, seat) ? 109 : 120);
            return new(seat.Id, [], []) { Protocol = "sip", Hops = ["onPremServer"], InScope = false };
        }

        if (!bridged) return draft.SignalingOf(seat);
        var federated = draft.Seats.Any(one => IsForeign(draft, one));
        draft.Rule(federated ? 110 : 121);
        if (federated && seat.Who.Kind == EndpointKind.SfbUser) draft.Rule(108);
        return draft.SignalingOf(seat) with { Hops = ["gateway"] };
    }

    /// <summary>Whether a Skype for Business user's signaling goes to a server on premises, which is not planned here.</summary>
    private static bool IsOthersAffair(PlanDraft draft, Seat seat) =>
        IsForeign(draft, seat) ? draft.Model.Federated(seat.Who.Tenant ?? "") is not { UsesService: true } : seat.Who.Home == UserHome.OnPrem;

    public static bool IsForeign(PlanDraft draft, Seat seat) => (seat.Who.Tenant ?? draft.Model.Document.Tenant) != draft.Model.Document.Tenant;
}
