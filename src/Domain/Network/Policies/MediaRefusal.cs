using System.Collections.Immutable;

namespace Signaling.Domain.Network.Policies;

/// <summary>Why the policies of a network leave a call no way for its media. Each name is a code on the wire: <c>RelayRequired</c> is <c>relay_required</c>.</summary>
public enum MediaRefusalCode
{
    /// <summary>Only a relay is allowed, and there is no relayed candidate on either side (CALL-FLOWS #90).</summary>
    RelayRequired,

    /// <summary>A relayed candidate is on a relay that is none of the network's (CALL-FLOWS #152).</summary>
    ThirdPartyRelayNotSupported,

    /// <summary>All candidates lead through the VPN (CALL-FLOWS #156).</summary>
    MediaOverVpnNotSupported,

    /// <summary>All candidates are TCP, and the network allows none (CALL-FLOWS #12).</summary>
    UdpRequired,

    /// <summary>No media are allowed between the two networks.</summary>
    MediaBetweenNetworksNotAllowed,
}

/// <summary>A refusal, with every rule that took candidates out.</summary>
/// <param name="Code">What is refused.</param>
/// <param name="Removed">What was taken out; the sender's own, so that it may see it.</param>
public sealed record MediaRefusal(MediaRefusalCode Code, ImmutableArray<JudgedCandidate> Removed)
{
    /// <summary>The rule behind it, where what it took out is not at hand.</summary>
    public PolicyRule? Rule { get; init; }
}
