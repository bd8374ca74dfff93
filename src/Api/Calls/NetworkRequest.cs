using Microsoft.AspNetCore.Http.HttpResults;
using Signaling.Api.Problems;
using Signaling.Domain.Network;
using Signaling.Domain.Network.Policies;

namespace Signaling.Api.Calls;

/// <summary>Where a device says that it is. It settles what its addresses leave in doubt, as browsers' hidden ones do.</summary>
/// <param name="Location"><c>customerNetwork</c>, <c>internet</c> or <c>guestPrivateNetwork</c>; left out, not said.</param>
/// <param name="ViaVpn">Whether it has come by VPN.</param>
public sealed record NetworkRequest(string? Location = null, bool ViaVpn = false)
{
    /// <summary>The request's device as it is seen, or why what it says of itself cannot be read.</summary>
    internal static ProblemHttpResult? TryRead(NetworkRequest? network, Asked ask, out Asked seen)
    {
        seen = ask;
        if (network is null) return null;

        Location? location = network.Location switch
        {
            "customerNetwork"     => Domain.Network.Location.CustomerNetwork,
            "internet"            => Domain.Network.Location.Internet,
            "guestPrivateNetwork" => Domain.Network.Location.GuestPrivateNetwork,
            _                     => null,
        };
        if (network.Location is not null && location is null)
            return Problem.For("invalid_request", "`network.location` must be `customerNetwork`, `internet` or `guestPrivateNetwork`; a VPN is told by `network.viaVpn`.");

        seen = ask with { Seen = ask.Seen with { Declared = new DeclaredPlace(location, network.ViaVpn) } };
        return null;
    }
}
