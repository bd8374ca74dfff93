using Signaling.Api.Network;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Identity;

namespace Signaling.Api.Calls;

/// <summary>Where the asker's own device was found in the tenant's network, and by what.</summary>
/// <param name="Location"><c>customerNetwork</c>, <c>internet</c>, <c>internetViaVpn</c>, <c>guestPrivateNetwork</c> or <c>unknown</c>.</param>
/// <param name="Network">The customer network that it is in, or signals through.</param>
/// <param name="Doubt">Why the place is unknown.</param>
/// <param name="Source">The address that its requests came from.</param>
public sealed record OwnPlaceResponse(string Location, string? Network, string? Doubt, string? Source)
{
    /// <summary>The place of a device; null where nobody has looked for it.</summary>
    internal static OwnPlaceResponse? Of(StoredCall stored, Actor viewer) => stored.Call.Passage.Places.TryGetValue(viewer, out var place)
        ? new(RoutePlanResponse.Name(place.Location), place.Network, place.Doubt is { } doubt ? RoutePlanResponse.Name(doubt) : null, place.Source)
        : null;
}
