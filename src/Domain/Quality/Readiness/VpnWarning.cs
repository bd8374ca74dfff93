using Signaling.Domain.Network;
using Signaling.Domain.Network.Planning;

namespace Signaling.Domain.Quality.Readiness;

/// <summary>Why media should not go through a VPN, and what to do (CALL-FLOWS #157, #227, #228).</summary>
public static class VpnWarning
{
    /// <summary>The four reasons of the documents (CALL-FLOWS #228).</summary>
    public static IReadOnlyList<string> Reasons => RoutePlanner.VpnReasons;

    /// <summary>The warning, as grave as the profile says (CALL-FLOWS #240).</summary>
    /// <param name="profile">Forbids media through a VPN, or advises against.</param>
    /// <param name="help">A page that says more; null when the operator has set none.</param>
    /// <param name="where">The network that it is about; null for a desk.</param>
    public static Finding Of(Profile profile, string? help, string? where = null) =>
        new(FindingCode.MediaOverVpn, profile.VpnMedia == VpnMedia.Forbidden ? Verdict.Fail : Verdict.Warn, where,
            "Set the VPN up as a split tunnel, so that traffic to the edges and relays goes past it, directly to the Internet.", 227)
        { Reasons = Reasons, Help = help };
}
