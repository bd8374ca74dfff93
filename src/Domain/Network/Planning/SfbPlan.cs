using static Signaling.Domain.Network.PathSegment;

namespace Signaling.Domain.Network.Planning;

/// <summary>Calls of Skype for Business deployments, whose documents number no flows but say the segments (CALL-FLOWS sections L and M).</summary>
internal static class SfbPlan
{
    public static PlanOutcome Of(PlanDraft draft)
    {
        var paths = new SfbPaths(draft);
        draft.Rule(183);
        return draft.Scenario.Kind switch
        {
            CallKind.OneToOne when !draft.Scenario.Needs.Any => PeerToPeer(draft, paths),
            CallKind.Pstn => Phone(draft, paths),
            _ => SfbConference.Of(draft, paths),
        };
    }

    private static PlanOutcome PeerToPeer(PlanDraft draft, SfbPaths paths)
    {
        var (a, b) = (draft.Seats[0], draft.Seats[1]);
        SignalingLeg[] signaling = [paths.ToHome(a), paths.ToHome(b)];
        var edge = draft.Relay ?? RelayOwner.OnlineEdge;
        if (DirectPath.IsOpen(draft, a, b))
        {
            IReadOnlyList<PathSegment> path = a.IsWith(b) ? [Local] : [Internet];
            draft.Rule(a.IsWith(b) ? 184 : 176);
            return Finish(draft, signaling, MediaMode.Direct, [new(a.Id, [], path), new(b.Id, [], path)]);
        }

        // An Edge on premises reaches strangers over the Internet (#141); the Online Edge is the service (#177).
        var online = edge is RelayOwner.OnlineEdge or RelayOwner.Service;
        draft.Rule(164, online ? 175 : edge == RelayOwner.OnPremEdge ? 141 : 177);
        foreach (var seat in draft.Seats)
        {
            if (seat.RelayTransport is null) return PlanDraft.Refuse(PlanError.NoViableMediaPath, "Open UDP 3478 to 3481, or at least TCP 443, to the Edge.", seat.Id, 2);
        }

        var holder = draft.Seats.FirstOrDefault(seat => seat.Who.Home == (online ? UserHome.Online : UserHome.OnPrem)) ?? a;
        return Finish(draft, signaling, MediaMode.Relayed,
            [.. draft.Seats.Select(seat => new MediaLeg(seat.Id, [], online ? paths.ToService(seat) : [Internet]) { Hops = ["edge"] })],
            new PlannedRelay(edge, holder.Id, holder.Who.HomeRegion, draft.Known.RelayAddress));
    }

    private static PlanOutcome Phone(PlanDraft draft, SfbPaths paths)
    {
        if (draft.Seats.Where(seat => seat.Who.Kind != EndpointKind.Pstn).ToList() is not [var user])
            return PlanDraft.Refuse(PlanError.ScenarioInvalid, "A phone call takes one user, and at most one phone beside.", null, 98);
        var trunk = draft.Scenario.Trunk is { } name ? draft.Model.Trunk(name) : null;
        var connector = draft.Model.Profile.Name == ProfileName.SfbCloudConnector && trunk is null or { Kind: TrunkKind.CloudConnector };
        if (connector) return ThroughConnector(draft, paths, user);

        var onPrem = user.Who.Home == UserHome.OnPrem;
        draft.Rule(onPrem ? 206 : user.Inside ? 200 : 201);
        IReadOnlyList<PathSegment> media = !onPrem ? paths.ToService(user) : user.Inside ? [Local] : [Internet];
        return Finish(draft, [paths.ToHome(user)], MediaMode.MediaServer, [new(user.Id, [], media) { Hops = [onPrem ? "onPremServer" : "mediaServer", "pstn"] }]);
    }

    private static PlanOutcome ThroughConnector(PlanDraft draft, SfbPaths paths, Seat user)
    {
        draft.Rule(190, user.Inside ? 207 : 208);
        if (!user.Inside)
        {
            draft.Rule(212);
            string[] hops = ["cloudConnectorEdge", "cloudConnector", "pstn"];
            return Finish(draft, [new(user.Id, [], [Internet]) { Hops = hops }], MediaMode.MediaServer, [new(user.Id, [], [Internet]) { Hops = hops }]);
        }

        draft.Rule(246);
        var table = draft.Model.Document.CloudConnectorPstnSignaling == CloudConnectorSignaling.Table;
        SignalingLeg signaling = new(user.Id, [], table ? [Local] : paths.ToService(user)) { Hops = table ? ["cloudConnector"] : ["cloud", "cloudConnector"] };
        return Finish(draft, [signaling], MediaMode.MediaServer, [new(user.Id, [], [Local]) { Hops = ["cloudConnector", "pstn"] }]);
    }

    private static PlanOutcome Finish(PlanDraft draft, SignalingLeg[] signaling, MediaMode mode, MediaLeg[] media, params PlannedRelay[] relays) =>
        draft.Finish(new() { Profile = draft.Model.Profile.Name, Signaling = signaling, Media = media, Mode = mode, Relays = relays });
}
