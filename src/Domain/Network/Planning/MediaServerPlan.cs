namespace Signaling.Domain.Network.Planning;

/// <summary>Everyone's media end at one media server in the hosting region; only clients whose firewall needs it use a relay (CALL-FLOWS #32 to #36, #101, #272).</summary>
internal static class MediaServerPlan
{
    public static PlanOutcome Of(PlanDraft draft, IReadOnlyList<SignalingLeg> signaling)
    {
        draft.Rule(draft.Scenario.Needs.Any ? 32 : 34);
        draft.Rule(30, 35, 101, 272);
        var region = draft.RegionOf(draft.Seats[0]);
        var address = draft.Model.MediaServerIn(region);
        if (address is null) draft.Assume(PlanAssumption.ServiceNotDescribed);

        List<MediaLeg> media = [];
        List<PlannedRelay> relays = [];
        foreach (var seat in draft.Seats)
        {
            if (seat.Who.Kind == EndpointKind.Pstn)
            {
                media.Add(new(seat.Id, [], [PathSegment.ServiceBackbone]) { Hops = ["mediaServer"] });
                continue;
            }

            if (draft.TransportOf(seat) is not { } transport)
                return PlanDraft.Refuse(PlanError.NoViableMediaPath, "Open UDP 3478 to 3481, or at least TCP 443, to the service.", seat.Id, 2);
            var relayed = seat.NeedsRelay;
            if (relayed) relays.Add(draft.RelayNear(seat));
            draft.Rule(36, 103);
            media.Add(PlanDraft.Leg(seat.Id, seat.ServiceFlow) with { Transport = transport, Hops = relayed ? ["relay", "mediaServer"] : ["mediaServer"], Address = address });
        }

        return draft.Finish(new()
        {
            Profile = draft.Model.Profile.Name,
            Signaling = signaling,
            Media = media,
            Mode = MediaMode.MediaServer,
            Relays = relays,
            MediaServer = new(region, address),
            HostRegion = region,
        });
    }
}
