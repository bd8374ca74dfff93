namespace Signaling.Domain.Network.Planning;

/// <summary>Someone, or something, in a call.</summary>
public sealed record Participant
{
    private static readonly PerimeterProtocol[] Anything = [PerimeterProtocol.Udp, PerimeterProtocol.Tcp, PerimeterProtocol.HttpTunnel];

    /// <summary>Its name, unique in the scenario, 1 to 64 characters.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>What it is. Default: a user of the profile's product.</summary>
    public EndpointKind Kind { get; init; }

    /// <summary>Where it declares to be; who declares to be inside and shows an address of the VPN is on the VPN (CALL-FLOWS #94). Default: found out from its addresses.</summary>
    public Location? Location { get; init; }

    /// <summary>The customer network that it is in or signals through, by its name. Default: found out from its addresses; else the only one; else one that nothing is known of.</summary>
    public string? Network { get; init; }

    /// <summary>The address from which its signaling comes. Default: not known.</summary>
    public string? SourceAddress { get; init; }

    /// <summary>The addresses, or <c>.local</c> names, of its host candidates.</summary>
    public IReadOnlyList<string> HostCandidates { get; init => field = Given.List(value); } = [];

    /// <summary>Whether it declares to have come by VPN (CALL-FLOWS #94). Default: false.</summary>
    public bool ViaVpn { get; init; }

    /// <summary>Its tenant. Default: the document's.</summary>
    public string? Tenant { get; init; }

    /// <summary>Where it is homed, which counts for Skype for Business users. Default: online.</summary>
    public UserHome Home { get; init; }

    /// <summary>The region of that home. Default: not said.</summary>
    public string? HomeRegion { get; init; }

    /// <summary>The region of its nearest edge. Default: the one with the least of <see cref="EdgeRoundTripMilliseconds"/>; else the only one.</summary>
    public string? Region { get; init; }

    /// <summary>Round trips to each region's edge, in milliseconds (CALL-FLOWS #41).</summary>
    public IReadOnlyDictionary<string, int>? EdgeRoundTripMilliseconds { get; init; }

    /// <summary>What its own firewall lets out. Default: everything.</summary>
    public IReadOnlyList<PerimeterProtocol> Transports { get; init => field = value ?? Anything; } = Anything;

    /// <summary>Whether it reaches its home's front end without an Edge (CALL-FLOWS #165). Default: true.</summary>
    public bool FrontEndReachable { get; init; } = true;

    /// <summary>For a phone in a group call: how it came in. Default: it dialled in (CALL-FLOWS #105).</summary>
    public Dialled Dialled { get; init; }

    /// <summary>In a broadcast: what it does. Default: it presents (CALL-FLOWS #191).</summary>
    public BroadcastRole Role { get; init; }
}

/// <summary>Kinds of participant.</summary>
public enum EndpointKind
{
    /// <summary>A user of the profile's product.</summary>
    User,

    /// <summary>A user of Skype for Business, called from another product (CALL-FLOWS #58).</summary>
    SfbUser,

    /// <summary>A guest without an account (CALL-FLOWS #106).</summary>
    Guest,

    /// <summary>A phone.</summary>
    Pstn,

    /// <summary>An SBC; in a call between users it has no place (CALL-FLOWS #155).</summary>
    Sbc,
}

/// <summary>How a phone came into a group call.</summary>
public enum Dialled
{
    /// <summary>It dialled in.</summary>
    In,

    /// <summary>It was dialled.</summary>
    Out,
}

/// <summary>What someone does in a broadcast.</summary>
public enum BroadcastRole
{
    /// <summary>Takes part in the inner meeting.</summary>
    Presenter,

    /// <summary>Watches.</summary>
    Attendee,
}
