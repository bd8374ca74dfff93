using static Signaling.Domain.Network.Planning.PlanError;

namespace Signaling.Domain.Network.Planning;

/// <summary>Checks a scenario against its document, and finds out where everyone is.</summary>
internal static class Seating
{
    private const int MaxParticipants = 100, MaxIdLength = 64;

    /// <summary>Null, with everyone seated; or why it cannot be.</summary>
    public static PlanOutcome.Refused? TrySeat(Scenario scenario, NetworkModel model, out IReadOnlyList<Seat> seats)
    {
        seats = [];
        if (Check(scenario, model) is { } wrong) return wrong;
        List<Seat> found = [];
        foreach (var who in scenario.Participants)
        {
            if (who.Kind == EndpointKind.Pstn)
            {
                found.Add(new(who, Location.Internet, null)); // a phone is nowhere that matters here
                continue;
            }

            if (Seat(who, model, out var seat) is { } unknown) return unknown;
            found.Add(seat!);
        }

        seats = found;
        return found.Find(seat => seat.Who.Kind != EndpointKind.Pstn && !seat.CanSignal) is { } mute ? Mute(mute, found) : null;
    }

    // Where media could not leave either, that is what is said: both are opened at once.
    private static PlanOutcome.Refused Mute(Seat mute, List<Seat> all) =>
        mute.RelayTransport is null && !mute.CanReachPeers && (all.Count == 1 || !all.TrueForAll(mute.IsWith))
            ? new(NoViableMediaPath, "Nothing gets out: open TCP 443 to the service, for signaling too, and UDP 3478 to 3481.", mute.Id, 2)
            : new(NoSignalingPath, "Let TCP 443 to the service out; no call works without.", mute.Id, 140);

    private static PlanOutcome.Refused? Check(Scenario scenario, NetworkModel model)
    {
        var all = scenario.Participants;
        var (least, most) = scenario.Kind switch
        {
            CallKind.OneToOne => (2, 2),
            CallKind.Pstn     => (1, 2),
            CallKind.Hairpin  => (0, 0),
            _                 => (1, MaxParticipants),
        };
        if (!Enum.IsDefined(scenario.Kind)) return new(ScenarioInvalid, "`kind` is none of the kinds of call.");
        if (all.Count < least || all.Count > most) return new(ScenarioInvalid, Crowd(all.Count, least, most));
        if (all.FirstOrDefault(one => one.Id.Length is 0 or > MaxIdLength) is not null) return new(ScenarioInvalid, $"Give every participant an id of 1 to {MaxIdLength} characters.");
        if (all.Select(one => one.Id).Distinct(StringComparer.Ordinal).Count() < all.Count) return new(ScenarioInvalid, "Give every participant an id of its own.");
        if (scenario.MediaKinds.Where(kind => !model.Profile.MediaKinds.Contains(kind)).Take(1).ToList() is [var kind])
            return new(MediaKindNotAllowed, $"Calls of this profile do not carry {kind}.", Entry: 11);
        foreach (var trunk in new[] { scenario.Trunk, scenario.SecondTrunk })
        {
            if (trunk is not null && model.Trunk(trunk) is null) return new(ScenarioReferenceUnknown, $"The document has no trunk `{trunk}`.");
        }

        if (scenario.Connectivity.ReachableRelays?.FirstOrDefault(name => all.All(one => one.Id != name)) is { } nobody)
            return new(ScenarioReferenceUnknown, $"`reachableRelays` names `{nobody}`, who does not take part.", Entry: 69);
        return null;
    }

    private static string Crowd(int given, int least, int most) => most switch
    {
        0                    => $"A hairpin joins two trunks and takes no `participants`; the scenario has {given}.",
        _ when least == most => $"This kind of call takes {most} `participants`; the scenario has {given}.",
        _                    => $"This kind of call takes {least} to {most} `participants`; the scenario has {given}.",
    };

    private static PlanOutcome.Refused? Seat(Participant who, NetworkModel model, out Seat? seat)
    {
        seat = null;
        if (who.Network is not null && model.Network(who.Network) is null) return new(ScenarioReferenceUnknown, $"The document has no customer network `{who.Network}`.", who.Id);
        if (model.Document.Regions.Count > 0 && RegionsOf(who).FirstOrDefault(name => model.Region(name) is null) is { } nowhere)
            return new(ScenarioReferenceUnknown, $"The document has no region `{nowhere}`.", who.Id, 41);
        Address? source = null;
        if (who.SourceAddress is not null)
        {
            if (!Address.TryParse(who.SourceAddress, out var parsed)) return new(ScenarioInvalid, "`sourceAddress` is no IPv4 or IPv6 address.", who.Id);
            source = parsed;
        }

        var shown = LocationResolver.Resolve(model, source, who.HostCandidates, who.ViaVpn);
        var found = who.Location is { } declared and not Location.Unknown && Enum.IsDefined(declared) && !IsOnVpn(declared, shown, who) ? shown with { Location = declared } : shown;
        if (found.Location == Location.Unknown) return new(LocationUnknown, Advice(found.Doubt), who.Id, 94);
        var named = who.Network is { } id ? model.Network(id) : found.Network ?? (model.Document.CustomerNetworks is [var only] ? only : null);
        seat = new(who, found.Location, found.Location is Location.CustomerNetwork or Location.InternetViaVpn ? named : null);
        return null;
    }

    // Inside and on the VPN look the same, so that only this declaration can be mistaken; who says both has come by VPN (#94).
    private static bool IsOnVpn(Location declared, ResolvedLocation shown, Participant who) =>
        shown.Location == Location.InternetViaVpn && (declared == Location.CustomerNetwork || (who.ViaVpn && declared == Location.Internet));

    private static IEnumerable<string> RegionsOf(Participant who) => (who.EdgeRoundTripMilliseconds?.Keys ?? []).Concat(who.Region is { } region ? [region] : []);

    private static string Advice(LocationDoubt? doubt) => doubt switch
    {
        LocationDoubt.HostAddressesHidden  => "The browser hides host addresses behind .local names, so inside and VPN look the same: declare `location` or `viaVpn`.",
        LocationDoubt.HostAddressesForeign => "The source address is the customer network's, the host addresses are not: declare `location`, or add the prefix to the document.",
        LocationDoubt.VpnNotExcluded       => "VPN users share this source address: give `hostCandidates`, or declare `location` or `viaVpn`.",
        _                                  => "Give `sourceAddress`, or declare `location`.",
    };
}
