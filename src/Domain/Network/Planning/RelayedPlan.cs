using static Signaling.Domain.Network.FlowId;

namespace Signaling.Domain.Network.Planning;

/// <summary>Two users whose media one or two relays carry (CALL-FLOWS #39, #69 to #71, #87, #111 to #119, #269 to #271).</summary>
internal static class RelayedPlan
{
    public static PlanOutcome Of(PlanDraft draft, IReadOnlyList<SignalingLeg> signaling)
    {
        var owner = draft.Relay ?? RelayOwner.Service;
        List<MediaLeg> media = [];
        foreach (var seat in draft.Seats)
        {
            if (LegOf(draft, seat, owner) is not { } leg)
                return PlanDraft.Refuse(PlanError.NoViableMediaPath, "Open UDP 3478 to 3481, or at least TCP 443, to the relay.", seat.Id, 2);
            media.Add(leg);
        }

        return draft.Finish(new()
        {
            Profile = draft.Model.Profile.Name,
            Signaling = signaling,
            Media = media,
            Mode = MediaMode.Relayed,
            Relays = RelaysOf(draft, owner),
        });
    }

    private static MediaLeg? LegOf(PlanDraft draft, Seat seat, RelayOwner owner)
    {
        var sfb = seat.Who.Kind == EndpointKind.SfbUser;
        if (owner == RelayOwner.OnPremEdge) draft.Rule(270, 119);
        if (owner == RelayOwner.FederatedTenant) draft.Rule(271, 112);
        return owner switch
        {
            RelayOwner.OnPremEdge or RelayOwner.FederatedTenant when sfb => new(seat.Id, [], []) { InScope = false, Hops = ["relay"] },
            RelayOwner.OnPremEdge when seat.Inside                       => PlanDraft.Leg(seat.Id, Flow5A) with { Hops = ["relay"] },
            RelayOwner.OnPremEdge                                        => Unnumbered(draft, seat),
            RelayOwner.FederatedTenant when !seat.CanReachPeers          => null,
            RelayOwner.FederatedTenant when seat.Inside                  => ToFederatedRelay(draft, seat),
            RelayOwner.FederatedTenant                                   => Unnumbered(draft, seat),
            _                                                            => ToServiceRelay(draft, seat, sfb),
        };
    }

    private static MediaLeg ToFederatedRelay(PlanDraft draft, Seat seat)
    {
        draft.Hint(PlanHint.InitialReverseBlock);
        draft.Rule(113);
        return PlanDraft.Leg(seat.Id, Flow2) with { Hops = ["relay"] };
    }

    private static MediaLeg Unnumbered(PlanDraft draft, Seat seat)
    {
        draft.Assume(PlanAssumption.FlowInferred);
        return new(seat.Id, [], [PathSegment.Internet]) { Hops = ["relay"] };
    }

    private static MediaLeg? ToServiceRelay(PlanDraft draft, Seat seat, bool sfb)
    {
        if (draft.TransportOf(seat) is not { } transport) return null;

        draft.Rule(269);
        var flow = seat.ServiceFlow;
        if (sfb && InteropSignaling.IsForeign(draft, seat))
        {
            // The document's own sentence gives 4 here, where its legend would give 3.
            draft.Rule(111, 250);
            if (draft.Model.Federated(seat.Who.Tenant ?? "") is not { UsesService: true }) flow = Flow4;
        }
        else if (sfb) draft.Rule(118);

        return PlanDraft.Leg(seat.Id, flow) with { Transport = transport, Hops = ["relay"], Address = draft.Known.RelayAddress ?? draft.RelayNear(seat).Address };
    }

    private static IReadOnlyList<PlannedRelay> RelaysOf(PlanDraft draft, RelayOwner owner)
    {
        var (a, b) = (draft.Seats[0], draft.Seats[1]);
        if (owner != RelayOwner.Service)
        {
            var holder = draft.Seats.FirstOrDefault(seat => seat.Who.Kind == EndpointKind.SfbUser) ?? b;
            return [new(owner, holder.Id, null, draft.Known.RelayAddress)];
        }

        draft.Rule(69);
        if (draft.Known.RelayAddress is { } named) return [new(owner, a.Id, null, named)];
        if (draft.Known.ReachableRelays is not { } reachable || reachable.Contains(a.Id)) return [draft.RelayNear(a)];
        if (reachable.Contains(b.Id)) return [draft.RelayNear(b)];
        draft.Rule(39);
        return [draft.RelayNear(a), draft.RelayNear(b)];
    }
}
