using Signaling.Domain.Sdp;

namespace Signaling.Domain.Network;

/// <summary>One deployment profile: how each disagreement of the documents is decided (CALL-FLOWS section O).</summary>
public sealed record Profile
{
    /// <summary>Which.</summary>
    public required ProfileName Name { get; init; }

    /// <summary>Features that a network may turn on.</summary>
    public required IReadOnlyList<Feature> Features { get; init; }

    /// <summary>Where signaling goes (CALL-FLOWS #233).</summary>
    public required SignalingTarget SignalingTarget { get; init; }

    /// <summary>Who fixes the region that hosts a group call (CALL-FLOWS #31, #234).</summary>
    public required HostRegionRule HostRegion { get; init; }

    /// <summary>When a conference has relays (CALL-FLOWS #239).</summary>
    public required ConferenceRelay ConferenceRelay { get; init; }

    /// <summary>When a group call needs a media server (CALL-FLOWS #237).</summary>
    public required GroupMediaServer GroupNeedsMediaServer { get; init; }

    /// <summary>Whether media may travel through a VPN (CALL-FLOWS #240).</summary>
    public required VpnMedia VpnMedia { get; init; }

    /// <summary>What a packet shaper on the way means for readiness (CALL-FLOWS #241).</summary>
    public required Verdict PacketShaper { get; init; }

    /// <summary>Whether relay and signaling ports must all be open; the documents name none for Skype for Business (CALL-FLOWS #242).</summary>
    public required PortNeeds? Ports { get; init; }

    /// <summary>How clients are documented to signal; this service serves HTTPS REST in every profile (CALL-FLOWS #15, #244).</summary>
    public required string DocumentedClientSignaling { get; init; }

    /// <summary>Whether telemetry may use the private circuit; null where there is none (CALL-FLOWS #245).</summary>
    public required bool? TelemetryOverExpressRoute { get; init; }

    /// <summary>Whether media between inside and outside is assumed blocked when nobody says otherwise (CALL-FLOWS #210, #264).</summary>
    public required bool InternalExternalDirectAssumedBlocked { get; init; }

    /// <summary>What calls may carry (CALL-FLOWS #11, #261).</summary>
    public required IReadOnlyList<MediaKind> MediaKinds { get; init; }

    /// <summary>When the product ended; null while it lives (CALL-FLOWS #173).</summary>
    public DateOnly? RetiredOn { get; init; }

    /// <summary>When its variant operated by 21Vianet ends (CALL-FLOWS #173).</summary>
    public DateOnly? VariantRetiresOn { get; init; }

    /// <summary>Products that this one needs, with the date on which they ended (CALL-FLOWS #160, #263).</summary>
    public IReadOnlyList<ProfileDependency> Dependencies { get; init; } = [];

    /// <summary>Whether it is one of the three Skype for Business deployments.</summary>
    public bool IsSfb => Name is ProfileName.SfbOnline or ProfileName.SfbHybrid or ProfileName.SfbCloudConnector;
}

/// <summary>A product that a profile needs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="RetiredOn">When it ended, which is told and not counted as a failure.</param>
public sealed record ProfileDependency(string Name, DateOnly? RetiredOn);

/// <summary>Ports towards the service (CALL-FLOWS #159, #219).</summary>
/// <param name="Udp">Media relays.</param>
/// <param name="Tcp">Signaling, and media where UDP is closed.</param>
/// <param name="AllRequired">Whether calls count as impossible when one is closed; else they are degraded.</param>
public sealed record PortNeeds(IReadOnlyList<int> Udp, IReadOnlyList<int> Tcp, bool AllRequired);
