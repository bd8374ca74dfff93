using Signaling.Domain.Network;
using Signaling.Domain.Sdp;

namespace Signaling.Api.Network;

/// <summary>Every deployment profile.</summary>
/// <param name="Profiles">The default first.</param>
internal sealed record ProfilesResponse(IReadOnlyList<ProfileResponse> Profiles);

/// <summary>How a deployment behaves where the products that it follows differ.</summary>
/// <param name="Name">Its name, as a network document gives it.</param>
/// <param name="Features">Features that a network may turn on.</param>
/// <param name="SignalingTarget"><c>nearest</c> edge or <c>homeServer</c>.</param>
/// <param name="HostRegion">Who fixes the hosting region: <c>firstParticipant</c> or <c>organizerHome</c>.</param>
/// <param name="ConferenceRelay"><c>whereFirewallNeeds</c> or <c>edgeOfHost</c>.</param>
/// <param name="GroupNeedsMediaServer"><c>always</c>, <c>unlessTwoParties</c> or <c>conferenceServer</c>.</param>
/// <param name="VpnMedia"><c>forbidden</c> or <c>discouraged</c>.</param>
/// <param name="PacketShaper">What a packet shaper means for readiness: <c>warn</c> or <c>fail</c>.</param>
/// <param name="Ports">Ports towards the service; null where none are published.</param>
/// <param name="ClientSignaling">How clients are documented to signal; this service serves HTTPS REST in every profile.</param>
/// <param name="TelemetryOverExpressRoute">Whether telemetry may use the private circuit; null where there is none.</param>
/// <param name="InternalExternalDirectAssumedBlocked">Whether media between inside and outside count as blocked when nobody says otherwise.</param>
/// <param name="MediaKinds">What calls may carry.</param>
/// <param name="Segments">The segments that traffic may take, and who runs each.</param>
/// <param name="RetiredOn">When the product ended.</param>
/// <param name="VariantRetiresOn">When its variant operated by 21Vianet ends.</param>
/// <param name="Dependencies">Products that it needs.</param>
internal sealed record ProfileResponse(
    string Name, IReadOnlyList<string> Features, string SignalingTarget, string HostRegion, string ConferenceRelay, string GroupNeedsMediaServer, string VpnMedia, string PacketShaper, PortNeeds? Ports,
    string ClientSignaling, bool? TelemetryOverExpressRoute, bool InternalExternalDirectAssumedBlocked, IReadOnlyList<string> MediaKinds, IReadOnlyList<SegmentResponse> Segments,
    DateOnly? RetiredOn, DateOnly? VariantRetiresOn, IReadOnlyList<ProfileDependency> Dependencies)
{
    /// <summary>A profile as the wire has it.</summary>
    public static ProfileResponse Of(Profile profile) => new(
        RoutePlanResponse.Name(profile.Name), [.. profile.Features.Select(RoutePlanResponse.Name)], RoutePlanResponse.Name(profile.SignalingTarget), RoutePlanResponse.Name(profile.HostRegion),
        RoutePlanResponse.Name(profile.ConferenceRelay), RoutePlanResponse.Name(profile.GroupNeedsMediaServer), RoutePlanResponse.Name(profile.VpnMedia), RoutePlanResponse.Name(profile.PacketShaper),
        profile.Ports, profile.DocumentedClientSignaling, profile.TelemetryOverExpressRoute, profile.InternalExternalDirectAssumedBlocked, [.. profile.MediaKinds.Select(kind => kind.ToWire())],
        [.. SegmentOwner.All.Select(one => new SegmentResponse(RoutePlanResponse.Name(one.Segment), one.ManagedBy))], profile.RetiredOn, profile.VariantRetiresOn, profile.Dependencies);
}

/// <summary>A stretch of network.</summary>
/// <param name="Segment">Which.</param>
/// <param name="ManagedBy">Who runs it.</param>
internal sealed record SegmentResponse(string Segment, string ManagedBy);
