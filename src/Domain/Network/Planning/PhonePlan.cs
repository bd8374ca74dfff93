using static Signaling.Domain.Network.FlowId;

namespace Signaling.Domain.Network.Planning;

/// <summary>One user and the phone network: by the service's own numbers, or by an SBC, past the service or not (CALL-FLOWS #96, #97, #122 to #134).</summary>
internal static class PhonePlan
{
    /// <summary>A phone's own leg: within the service.</summary>
    public static SignalingLeg PhoneLeg(PlanDraft draft, Seat phone)
    {
        draft.Rule(105);
        return new(phone.Id, [], [PathSegment.ServiceBackbone]) { Protocol = "sip" };
    }

    public static PlanOutcome Of(PlanDraft draft)
    {
        if (draft.Seats.Where(seat => seat.Who.Kind != EndpointKind.Pstn).ToList() is not [var user])
            return PlanDraft.Refuse(PlanError.ScenarioInvalid, "A phone call takes one user, and at most one phone beside.", null, 98);
        var trunk = draft.Scenario.Trunk is { } name ? draft.Model.Trunk(name) : null;
        return trunk is { Kind: TrunkKind.DirectRouting, Sbc: { } sbc } ? ThroughSbc(draft, user, trunk, sbc) : ThroughService(draft, user);
    }

    private static PlanOutcome ThroughService(PlanDraft draft, Seat user)
    {
        draft.Rule(96, 97, 260);
        if (!user.Inside) draft.Assume(PlanAssumption.FlowInferred);
        if (draft.TransportOf(user) is not { } transport) return Blocked(user);
        if (user.NeedsRelay) draft.Rule(36);
        var region = draft.RegionOf(user);
        var server = draft.Model.MediaServerIn(region);
        return draft.Finish(new()
        {
            Profile = draft.Model.Profile.Name,
            Signaling = [draft.SignalingOf(user)],
            Media = [PlanDraft.Leg(user.Id, user.ServiceFlow) with { Transport = transport, Hops = user.NeedsRelay ? ["relay", "mediaServer", "pstn"] : ["mediaServer", "pstn"], Address = server }],
            Mode = MediaMode.MediaServer,
            Relays = user.NeedsRelay ? [draft.RelayNear(user)] : [],
            MediaServer = new(region, server),
            HostRegion = region,
        });
    }

    private static PlanOutcome ThroughSbc(PlanDraft draft, Seat user, Trunk trunk, Sbc sbc)
    {
        if (sbc.Id == user.Id) return PlanDraft.Refuse(PlanError.ScenarioInvalid, "The trunk's SBC has the same name; give the participant another id.", user.Id, 122);
        var network = SbcPlace.NetworkOf(draft, trunk);
        if (draft.Model.PairOf(user.PolicyNetwork?.Id, network?.Id) == PairMedia.None) return Admission.BetweenNetworks(user.Id);
        draft.Stands(sbc.Id, network);
        SignalingLeg[] signaling = [draft.SignalingOf(user), SbcPlace.SignalingOf(draft, sbc.Id, sbc)];
        if (!trunk.MediaBypass || draft.Scenario.Needs.Any) return WithoutBypass(draft, user, sbc, signaling);

        draft.Rule(127);
        if (user.Inside && user.Network?.Id == network?.Id) return InsideBypass(draft, user, sbc, signaling);

        draft.Rule(126);
        if (sbc.RoutableFromInternet) return RemoteBypass(draft, user, sbc, network, signaling);
        if (!trunk.WithoutBypassIfUnreachable) return PlanDraft.Refuse(PlanError.SbcNotRoutableFromInternet, "Make the SBC reachable from the Internet, or let the trunk do without bypass.", user.Id, 126);
        draft.Warn(PlanWarningCode.BypassNotRoutable, user.Id, 126, "Make the SBC reachable from the Internet.");
        return WithoutBypass(draft, user, sbc, signaling);
    }

    private static PlanOutcome InsideBypass(PlanDraft draft, Seat user, Sbc sbc, SignalingLeg[] signaling)
    {
        if (draft.Model.MustRelay(user.Network, user.Network))
        {
            draft.Rule(90);
            draft.Assume(PlanAssumption.FlowInferred);
            return BypassRelayed(draft, user, sbc, signaling);
        }

        if (user.Network is { Policies.InternalUdpBlocked: true } || !user.Who.Transports.Contains(PerimeterProtocol.Udp))
        {
            draft.Warn(PlanWarningCode.InternalUdpBlocked, user.Id, 67, "Let UDP pass between devices inside.");
            draft.Assume(PlanAssumption.FlowInferred);
            return BypassRelayed(draft, user, sbc, signaling);
        }

        draft.Rule(132, 273);
        return Finish(draft, signaling, MediaMode.SbcBypassDirect, PlanDraft.Leg(user.Id, Flow5B) with { Hops = ["sbc"] }, PlanDraft.Leg(sbc.Id, Flow5B));
    }

    private static PlanOutcome RemoteBypass(PlanDraft draft, Seat user, Sbc sbc, CustomerNetwork? network, SignalingLeg[] signaling)
    {
        var forbidden = draft.Model.MustRelay(user.PolicyNetwork, network);
        if (forbidden) draft.Rule(90);
        var allowed = !forbidden && user.CanReachPeers;
        if (allowed && draft.Known.Direct is null) draft.Assume(PlanAssumption.DirectBlocked);
        if (!allowed || draft.Known.Direct is not true) return BypassRelayed(draft, user, sbc, signaling);

        draft.Rule(134, 251, 275);
        draft.Hint(PlanHint.InitialReverseBlock);
        return Finish(draft, signaling, MediaMode.SbcBypassDirect,
            PlanDraft.Leg(user.Id, Flow2) with { Hops = ["sbc"], Initiator = sbc.Id, Address = sbc.PublicAddress }, PlanDraft.Leg(sbc.Id, Flow2) with { Initiator = sbc.Id });
    }

    private static PlanOutcome BypassRelayed(PlanDraft draft, Seat user, Sbc sbc, SignalingLeg[] signaling)
    {
        draft.Rule(133, 274);
        if (draft.TransportOf(user) is not { } transport) return Blocked(user);
        var relay = draft.RelayNear(user);
        return Finish(draft, signaling, MediaMode.SbcBypassRelayed,
            PlanDraft.Leg(user.Id, user.ServiceFlow) with { Transport = transport, Hops = ["relay", "sbc"], Address = relay.Address }, PlanDraft.Leg(sbc.Id, Flow4) with { Hops = ["relay"] }, relay);
    }

    private static PlanOutcome WithoutBypass(PlanDraft draft, Seat user, Sbc sbc, SignalingLeg[] signaling)
    {
        // The two figures name the service's media hop differently, inside a relay, outside a media server.
        var mode = user.Inside && !draft.Scenario.Needs.Any ? MediaMode.Relayed : MediaMode.MediaServer;
        draft.Rule(mode == MediaMode.Relayed ? 130 : 131, 258, 272);
        if (draft.TransportOf(user) is not { } transport) return Blocked(user);
        string[] hops = mode == MediaMode.Relayed ? ["relay", "sbc"] : user.NeedsRelay ? ["relay", "mediaServer", "sbc"] : ["mediaServer", "sbc"];
        PlannedRelay[] relays = hops[0] == "relay" ? [draft.RelayNear(user)] : [];
        return Finish(draft, signaling, mode,
            PlanDraft.Leg(user.Id, user.ServiceFlow) with { Transport = transport, Hops = hops }, PlanDraft.Leg(sbc.Id, Flow4, Flow4Prime) with { Hops = [hops[^2]], Address = sbc.PublicAddress }, relays);
    }

    private static PlanOutcome Finish(PlanDraft draft, SignalingLeg[] signaling, MediaMode mode, MediaLeg user, MediaLeg sbc, params PlannedRelay[] relays)
    {
        var region = mode == MediaMode.MediaServer ? draft.RegionOf(draft.Seats.First(seat => seat.Id == user.Participant)) : null;
        return draft.Finish(new()
        {
            Profile = draft.Model.Profile.Name,
            Signaling = signaling,
            Media = [user, sbc],
            Mode = mode,
            Relays = relays,
            MediaServer = mode == MediaMode.MediaServer ? new(region, draft.Model.MediaServerIn(region)) : null,
            HostRegion = region,
        });
    }

    private static PlanOutcome Blocked(Seat user) => PlanDraft.Refuse(PlanError.NoViableMediaPath, "Open UDP 3478 to 3481, or at least TCP 443, to the service.", user.Id, 2);
}
