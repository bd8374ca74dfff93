using static Signaling.Domain.Network.PathSegment;

namespace Signaling.Domain.Network.Planning;

/// <summary>Conferences of Skype for Business: hosted at the organizer's home, and everybody's media go there (CALL-FLOWS #162, #163, #166, #167, #185 to #193).</summary>
internal static class SfbConference
{
    private enum Host { Service, OwnDatacenter, ThirdPartyDatacenter }

    public static PlanOutcome Of(PlanDraft draft, SfbPaths paths)
    {
        var first = draft.Seats[0].Who;
        var organizer = draft.Scenario.Organizer ?? new() { Tenant = first.Tenant, Home = first.Home, HomeRegion = first.HomeRegion };
        var foreign = (organizer.Tenant ?? draft.Model.Document.Tenant) != draft.Model.Document.Tenant;
        var host = (organizer.Home, foreign) switch
        {
            (UserHome.Online, _) => Host.Service,
            (_, false)           => Host.OwnDatacenter,
            _                    => Host.ThirdPartyDatacenter,
        };
        draft.Rule(162, 163, host switch { Host.Service => 166, Host.OwnDatacenter => 167, _ => 186 });

        List<SignalingLeg> signaling = [];
        List<MediaLeg> media = [];
        List<PlannedRelay> edges = [];
        foreach (var seat in draft.Seats)
        {
            if (seat.Who.Kind == EndpointKind.Pstn)
            {
                signaling.Add(PhonePlan.PhoneLeg(draft, seat));
                media.Add(new(seat.Id, [], [ServiceBackbone]) { Hops = ["conferenceServer"] });
            }
            else if (draft.Scenario.Kind == CallKind.Broadcast && seat.Who.Role == BroadcastRole.Attendee)
            {
                draft.Rule(180, 193);
                draft.Hint(PlanHint.ContentDeliveryNetwork);
                signaling.Add(new(seat.Id, [], [Internet]));
                media.Add(new(seat.Id, [], [Internet]) { Bidirectional = false, Hops = ["stream"] });
            }
            else
            {
                if (seat.RelayTransport is null) return PlanDraft.Refuse(PlanError.NoViableMediaPath, "Open UDP 3478 to 3481, or at least TCP 443, to the Edge.", seat.Id, 2);
                signaling.Add(SignalingOf(draft, paths, seat, host, organizer));
                media.Add(MediaOf(draft, paths, seat, host, organizer));
                edges.AddRange(EdgesOf(seat, host));
            }
        }

        return draft.Finish(new()
        {
            Profile = draft.Model.Profile.Name,
            Signaling = signaling,
            Media = media,
            Mode = MediaMode.MediaServer,
            Relays = edges,
            MediaServer = new(organizer.HomeRegion, null),
            HostRegion = organizer.HomeRegion,
        });
    }

    // Whoever joins signals to the host (#205, #247); on the own datacenter's conferences Online users go through their home, the cloud (#187).
    private static SignalingLeg SignalingOf(PlanDraft draft, SfbPaths paths, Seat seat, Host host, Organizer organizer)
    {
        if (host == Host.OwnDatacenter) return paths.ToHome(seat) with { Hops = ["conferenceServer"] };

        draft.Rule(247);
        IReadOnlyList<PathSegment> path = host == Host.ThirdPartyDatacenter ? [Internet]
            : seat.Place == Location.InternetViaVpn && paths.HasCircuit(seat) ? [Internet, ExpressRoute]
            : ToHostedService(draft, paths, seat, organizer, warn: true);
        return new(seat.Id, [], path) { Region = organizer.HomeRegion, Hops = ["conferenceServer"] };
    }

    private static MediaLeg MediaOf(PlanDraft draft, SfbPaths paths, Seat seat, Host host, Organizer organizer)
    {
        var throughOnPremEdge = host == Host.Service && !seat.Inside && seat.Who.Home == UserHome.OnPrem && draft.Relay == RelayOwner.OnPremEdge;
        var throughOnlineEdge = host == Host.OwnDatacenter && !seat.Inside && draft.Relay == RelayOwner.OnlineEdge;
        if (throughOnPremEdge) draft.Rule(189);
        if (throughOnlineEdge) draft.Rule(188);
        IReadOnlyList<PathSegment> path = host switch
        {
            _ when throughOnPremEdge || throughOnlineEdge => paths.ThroughDatacenter(),
            Host.Service              => ToHostedService(draft, paths, seat, organizer, warn: false),
            Host.ThirdPartyDatacenter => [Internet],
            _ when seat.Inside        => [Local],
            _                         => [Internet],
        };
        string[] hops = throughOnPremEdge ? ["onPremEdge", "conferenceServer"] : throughOnlineEdge ? ["onlineEdge", "conferenceServer"] : ["conferenceServer"];
        return new(seat.Id, [], path) { Hops = hops };
    }

    // A circuit reaches regions of other geographies with the premium add-on only (#181).
    private static IReadOnlyList<PathSegment> ToHostedService(PlanDraft draft, SfbPaths paths, Seat seat, Organizer organizer, bool warn)
    {
        var path = paths.ToService(seat);
        var there = organizer.HomeRegion is { } region ? draft.Model.Region(region)?.Geography : null;
        if (!seat.Inside || path is not [ExpressRoute] || there is null || seat.Network?.PrivateCircuit is not { Geography: { } here } circuit || here == there) return path;

        draft.Rule(181);
        if (circuit.Premium) return [ExpressRoute, ServiceBackbone];
        if (warn) draft.Warn(PlanWarningCode.CircuitNotPremium, seat.Id, 181, "Add the premium option to the circuit to reach hosts of other geographies.");
        return [Internet];
    }

    // One Edge for conferences in the cloud, two where the client's firewall is strict too; on premises none from inside (#166, #167).
    private static IEnumerable<PlannedRelay> EdgesOf(Seat seat, Host host)
    {
        var owner = host switch { Host.Service => RelayOwner.OnlineEdge, Host.OwnDatacenter => RelayOwner.OnPremEdge, _ => RelayOwner.FederatedTenant };
        var count = host == Host.OwnDatacenter && seat.Inside ? 0 : seat.RelayTransport == PerimeterProtocol.Udp ? 1 : 2;
        return Enumerable.Repeat(new PlannedRelay(owner, seat.Id, null, null), count);
    }
}
