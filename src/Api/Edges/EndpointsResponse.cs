using Signaling.Api.Network;
using Signaling.Domain.Network;
using Signaling.Domain.Network.Endpoints;

namespace Signaling.Api.Edges;

/// <summary>What a firewall has to let through.</summary>
/// <param name="Version">Which state of the list this is; also its <c>ETag</c>.</param>
/// <param name="Endpoints">Each from the clients' network outwards; answers come back on the same connection or flow.</param>
/// <param name="Categories">Which traffic may use a private circuit, in the profile of the live network.</param>
/// <param name="Changes">What changed since <c>since</c>, else all that is remembered, oldest first; null when the store is away.</param>
/// <param name="Complete">Whether <c>changes</c> holds everything since <c>since</c>; false when that version is not known, or no longer.</param>
internal sealed record EndpointsResponse(
    string Version, IReadOnlyList<EndpointResponse> Endpoints, IReadOnlyList<CategoryResponse> Categories, IReadOnlyList<EndpointChangeResponse>? Changes, bool Complete);

/// <summary>One host or range, protocol and set of ports (CALL-FLOWS #161, #219).</summary>
/// <param name="Category"><c>signaling</c>: without it there are no calls; <c>relay</c>: without it there are none between networks that cannot reach each other; or one of <c>categories</c>.</param>
/// <param name="Protocol"><c>udp</c>, <c>tcp</c> or <c>httpTunnel</c>.</param>
/// <param name="Host">Name or address; null where only ranges are known.</param>
/// <param name="Addresses">Ranges in which its addresses lie, where they are known.</param>
/// <param name="Ports">Destination ports; empty where they are not known.</param>
/// <param name="Region">The region it stands in, if it has one.</param>
/// <param name="Required">Whether calls can do without: media prefer UDP and fall back to TCP where it is closed.</param>
/// <param name="Purpose">What goes there, in words.</param>
/// <param name="InternetRoutable">Whether it can be reached over the Internet: always (CALL-FLOWS #178).</param>
/// <param name="CircuitRoutable">Whether a private circuit can carry it (CALL-FLOWS #180).</param>
internal sealed record EndpointResponse(
    string Category, string Protocol, string? Host, IReadOnlyList<string> Addresses, IReadOnlyList<int> Ports, string? Region, bool Required, string Purpose, bool InternetRoutable, bool CircuitRoutable)
{
    /// <summary>A line of the catalogue as the wire has it.</summary>
    public static EndpointResponse Of(EndpointEntry entry, Profile profile) => new(
        RoutePlanResponse.Name(entry.Category), RoutePlanResponse.Name(entry.Protocol), entry.Host, entry.Addresses, entry.Ports, entry.Region, entry.Required, entry.Purpose,
        InternetRoutable: true, TrafficCategories.MayUseCircuit(entry.Category, profile));
}

/// <summary>One kind of traffic.</summary>
/// <param name="Category">Its name.</param>
/// <param name="InternetRoutable">Whether it may use the Internet: always (CALL-FLOWS #178).</param>
/// <param name="CircuitRoutable">Whether a private circuit can carry it (CALL-FLOWS #180).</param>
internal sealed record CategoryResponse(string Category, bool InternetRoutable, bool CircuitRoutable);

/// <summary>One change of the list.</summary>
/// <param name="At">When it was noticed.</param>
/// <param name="Version">The list's version after it.</param>
/// <param name="Added">What is to be let through since.</param>
/// <param name="Removed">What need not be any longer.</param>
internal sealed record EndpointChangeResponse(DateTimeOffset At, string Version, IReadOnlyList<EndpointResponse> Added, IReadOnlyList<EndpointResponse> Removed);
