using static Signaling.Domain.Network.Planning.PlanError;

namespace Signaling.Domain.Network.Planning;

/// <summary>Who may be in which call: federation, products, SBCs, relays (CALL-FLOWS sections G, H, K).</summary>
internal static class Admission
{
    public static PlanOutcome? Refusal(PlanDraft draft) =>
        draft.Seats.Select(seat => OfParticipant(draft, seat)).FirstOrDefault(refused => refused is not null) ?? OfMeeting(draft) ?? OfPairs(draft) ?? OfRelay(draft);

    private static PlanOutcome? OfParticipant(PlanDraft draft, Seat seat)
    {
        var (model, who) = (draft.Model, seat.Who);
        var foreign = (who.Tenant ?? model.Document.Tenant) != model.Document.Tenant;
        if (who.Kind == EndpointKind.Sbc) return PlanDraft.Refuse(SbcBetweenServiceEndpoints, "An SBC stands before phones only; take it out, or name a trunk in a phone call.", who.Id, 155);
        if (who.Kind == EndpointKind.Pstn && draft.Scenario.Kind is not (CallKind.Pstn or CallKind.Group)) return PlanDraft.Refuse(TopologyDoesNotInclude, "A phone takes part in phone calls and group calls.", who.Id, 96);
        if ((foreign || seat.Place == Location.FederatedNetwork) && (!model.Has(Feature.Federation) || model.Federated(who.Tenant ?? "") is null))
            return PlanDraft.Refuse(FederationNotAllowed, "Turn on `federation`, and name the tenant in federatedTenants.", who.Id, 107);
        if (IsCloudOnly(model) && who.Home == UserHome.OnPrem && !foreign && seat.Place != Location.FederatedNetwork)
            return NobodyOnPremises(who.Id);
        if (model.Profile.IsSfb || who.Kind != EndpointKind.SfbUser) return null;

        return model.Profile.Name == ProfileName.Acs ? PlanDraft.Refuse(TopologyDoesNotInclude, "This profile has no Skype for Business users.", who.Id, 84)
            : who.Home == UserHome.OnPrem && !foreign && !model.Has(Feature.Hybrid) ? PlanDraft.Refuse(TopologyDoesNotInclude, "Users homed on premises need the feature `hybrid`.", who.Id, 116)
            : null;
    }

    private static PlanOutcome NobodyOnPremises(string? participant) =>
        PlanDraft.Refuse(TopologyDoesNotInclude, "Nobody of this profile is homed on premises; sfbHybrid has that.", participant, 174);

    private static bool IsCloudOnly(NetworkModel model) => model.Profile.Name is ProfileName.SfbOnline or ProfileName.SfbCloudConnector;

    private static PlanOutcome? OfMeeting(PlanDraft draft)
    {
        var scenario = draft.Scenario;
        if (scenario.Kind is not (CallKind.Group or CallKind.Broadcast)) return null;
        if (scenario.Organizer is { Home: UserHome.OnPrem } host && IsCloudOnly(draft.Model) && (host.Tenant ?? draft.Model.Document.Tenant) == draft.Model.Document.Tenant)
            return NobodyOnPremises(participant: null);
        if (!draft.Model.Profile.IsSfb)
        {
            if (scenario.Organizer?.Platform == MeetingPlatform.SkypeForBusiness) return PlanDraft.Refuse(MeetingInteropNotSupported, "Clients of this profile cannot join Skype for Business meetings.", null, 104);
            if (draft.Seats.FirstOrDefault(seat => seat.Who.Kind == EndpointKind.SfbUser) is { } guest)
                return PlanDraft.Refuse(MeetingInteropNotSupported, "Skype for Business clients cannot join this product's meetings; one to one they can talk.", guest.Id, 104);
        }

        foreach (var phone in draft.Seats.Where(seat => seat.Who.Kind == EndpointKind.Pstn))
        {
            if (phone.Who.Dialled == Dialled.In ? scenario.Organizer is not { DialIn: true } : scenario.Organizer is not { DialOut: true })
                return PlanDraft.Refuse(PhoneNotProvisioned, "The organizer needs `dialIn` or `dialOut`; the participant's own does not count.", phone.Id, 105);
        }

        return null;
    }

    // Whatever the kind of call: where media between two networks may not be, these do not meet.
    private static PlanOutcome? OfPairs(PlanDraft draft)
    {
        if (draft.Model.Document.Pairs.Count == 0) return null;
        var users = draft.Seats.Where(seat => seat.Who.Kind != EndpointKind.Pstn).ToList();
        foreach (var (index, one) in users.Index())
        {
            if (users.Skip(index + 1).FirstOrDefault(other => draft.Model.PairOf(one.PolicyNetwork?.Id, other.PolicyNetwork?.Id) == PairMedia.None) is { } other) return BetweenNetworks(other.Id);
        }

        return null;
    }

    /// <summary>That the document's <c>pairs</c> say <c>none</c>.</summary>
    public static PlanOutcome BetweenNetworks(string participant) =>
        PlanDraft.Refuse(MediaBetweenNetworksNotAllowed, "The document's `pairs` forbid media between these two; change the rule if they are to call each other.", participant, 90);

    private static PlanOutcome? OfRelay(PlanDraft draft)
    {
        var model = draft.Model;
        var owner = draft.Known.Relay;
        if (draft.Known.RelayAddress is { } text)
        {
            if (!Address.TryParse(text, out var address)) return PlanDraft.Refuse(ScenarioInvalid, "`relayAddress` is no IPv4 or IPv6 address.", null, 152);
            var found = model.RelayAt(address);
            if (found is null && model.Document.RelayPools.Count > 0) return PlanDraft.Refuse(ThirdPartyRelayNotSupported, "Media may use native relays only; add the relay to relayPools if it is one.", null, 152);
            if (owner is not null && found is not null && owner != found) return PlanDraft.Refuse(ScenarioInvalid, "`relay` and `relayAddress` contradict each other.", null, 152);
            owner ??= found;
        }

        return owner switch
        {
            RelayOwner.OnPremEdge when !model.Has(Feature.Hybrid) => PlanDraft.Refuse(TopologyDoesNotInclude, "An Edge on premises needs the feature `hybrid`.", null, 116),
            RelayOwner.FederatedTenant when !model.Has(Feature.Federation) => PlanDraft.Refuse(TopologyDoesNotInclude, "A federated tenant's relay needs the feature `federation`.", null, 112),
            RelayOwner.OnlineEdge when !model.Profile.IsSfb => PlanDraft.Refuse(TopologyDoesNotInclude, "Only Skype for Business profiles have an Online Edge.", null, 177),
            _ => null,
        };
    }
}
