namespace Signaling.Api.Problems;

internal static partial class ErrorCatalogue
{
    /// <summary>What the planner and the store of networks refuse.</summary>
    private static IEnumerable<ErrorEntry> Network =>
    [
        new("network_invalid", 422, "Network document invalid", "The description of the network does not hold together.", "Correct what `errors` names by path; each says what to do."),
        new("network_not_found", 404, "No such network", "The tenant has no stored network of this name.", "GET /v1/networks lists those that there are."),
        new("trunk_not_found", 404, "No such trunk", "The tenant has no stored trunk of this name.", "GET /v1/trunks lists those that there are."),
        new("another_network_live", 409, "Another network is live", "Live calls follow one network of a tenant, and that is another one.", "Store this one with `?draft=true`, put it in the other's place with `?replaces=`, or delete the other."),
        new("network_is_live", 409, "Network is live", "Live calls follow this network; stored as a draft it would govern them no more.", "Store it without `draft`, or store the draft under another name."),
        new("too_many_networks", 409, "Too many networks", "The tenant has as many networks as are allowed.", "Delete one that is no longer needed; drafts count."),
        new("too_many_trunks", 409, "Too many trunks", "The tenant has as many trunks as are allowed.", "Delete one that is no longer needed."),
        new("subnets_invalid", 422, "Table of subnets invalid", "The table does not hold together, or not with the network.", "Correct what `errors` names by line; each says what to do."),
        new("scenario_invalid", 422, "Scenario invalid", "The scenario has too few, too many or nameless participants, or things that do not go together.", "Correct the scenario as the detail says."),
        new("scenario_reference_unknown", 422, "Scenario names what is not there", "The scenario names a network, trunk or region that the document does not have, or somebody who does not take part.", "Add it to the document, or name one that is there."),
        new("location_unknown", 422, "Place unknown", "It cannot be told where a participant is, and nothing is guessed.", "Give `sourceAddress` and `hostCandidates`, or declare `location` or `viaVpn`."),
        new("topology_does_not_include", 422, "Not in this topology", "The profile, or the features that are on, do not have this kind of call or endpoint.", "Turn the feature on, choose another profile, or change the scenario."),
        new("media_kind_not_allowed", 422, "Kind of media not allowed", "Calls of this profile do not carry this kind of media.", "Take it out of `mediaKinds`."),
        new("federation_not_allowed", 422, "Federation not allowed", "Calls with this tenant are not allowed.", "Turn on the feature `federation`, and name the tenant in `federatedTenants`."),
        new("meeting_interop_not_supported", 422, "Products do not meet", "The two products do not meet in one meeting.", "Let all join with the product of the meeting; one to one the two can talk."),
        new("phone_not_provisioned", 422, "Phone not provisioned", "The organizer may not have people dial in, or be dialled out to.", "Set the organizer's `dialIn` or `dialOut`."),
        new("sbc_between_service_endpoints", 422, "SBC between users", "An SBC stands between two users; it may stand before the phone network only.", "Take it out, or plan a phone call through a trunk."),
        new("sbc_not_routable_from_internet", 422, "SBC not reachable from the Internet", "A remote user cannot reach the SBC, and the trunk may not do without bypass.", "Make the SBC reachable, or set `withoutBypassIfUnreachable`."),
        new("third_party_relay_not_supported", 422, "Relay not native", "The relay belongs to none of the native pools.", "Use the service's own relays, or add the relay to `relayPools` if it is native."),
        new("media_between_networks_not_allowed", 422, "Networks may not call each other", "The network document forbids media between the two networks.", "Change the rule in `pairs`, if they are to call each other."),
        new("relay_required", 422, "Relay required", "The policies of the network let media through a relay alone, and neither side has a relayed candidate or will have one.", "Give the peer connection the `iceServers` of POST /v1/relay-credentials, and send the relayed candidates."),
        new("media_over_vpn_not_supported", 422, "Media over the VPN", "All candidates lead through the VPN, and media must go past it.", "Let media go past the VPN (split tunnel), so that the device has candidates of its own connection."),
        new("udp_required", 422, "UDP required", "All candidates are TCP, and the network allows none.", "Let UDP to the relays pass, so that the device has candidates for it."),
        new("no_signaling_path", 422, "No way for signaling", "Signaling does not get out of the participant's network.", "Let TCP 443 to the service pass."),
        new("no_viable_media_path", 422, "No way for media", "Every way for media is blocked.", "Open UDP 3478 to 3481 to the service, or at least TCP 443."),
    ];
}
