namespace Signaling.Domain.Network;

/// <summary>Where a user's signaling goes (CALL-FLOWS #233).</summary>
public enum SignalingTarget
{
    /// <summary>The edge nearest to the user (CALL-FLOWS #41).</summary>
    Nearest,

    /// <summary>The server where the user is homed; joining a conference, the conference's host (CALL-FLOWS #165, #247).</summary>
    HomeServer,
}

/// <summary>Who fixes the hosting region (CALL-FLOWS #31).</summary>
public enum HostRegionRule
{
    /// <summary>Whoever comes first (CALL-FLOWS #30).</summary>
    FirstParticipant,

    /// <summary>The organizer's home (CALL-FLOWS #162).</summary>
    OrganizerHome,
}

/// <summary>Relays of conferences (CALL-FLOWS #239).</summary>
public enum ConferenceRelay
{
    /// <summary>On the client's side only, where a firewall needs one (CALL-FLOWS #36, #101).</summary>
    WhereFirewallNeeds,

    /// <summary>One or two Edges always when hosted online, none to two when hosted on premises (CALL-FLOWS #163, #166, #167).</summary>
    EdgeOfHost,
}

/// <summary>When group calls use a media server (CALL-FLOWS #237).</summary>
public enum GroupMediaServer
{
    /// <summary>Always, unless the network says that two parties may do without.</summary>
    Always,

    /// <summary>Unless there are two parties without needs.</summary>
    UnlessTwoParties,

    /// <summary>Always the conference server.</summary>
    ConferenceServer,
}

/// <summary>Media through a VPN (CALL-FLOWS #156, #240).</summary>
public enum VpnMedia
{
    /// <summary>Never.</summary>
    Forbidden,

    /// <summary>Last, and with a warning.</summary>
    Discouraged,

    /// <summary>As any other way; no profile says so, a network's owner may.</summary>
    Allowed,
}

/// <summary>How grave something is for readiness.</summary>
public enum Verdict
{
    /// <summary>Nothing to do.</summary>
    Pass,

    /// <summary>It works, worse.</summary>
    Warn,

    /// <summary>It is not supported.</summary>
    Fail,
}
