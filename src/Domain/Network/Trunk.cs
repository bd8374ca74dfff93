namespace Signaling.Domain.Network;

/// <summary>A way to the phone network.</summary>
public sealed record Trunk
{
    /// <summary>Its name, unique in the document, 1 to 64 characters.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>Whose it is.</summary>
    public TrunkKind Kind { get; init; }

    /// <summary>The tenant that it belongs to. Default: the document's.</summary>
    public string? Tenant { get; init; }

    /// <summary>The customer network in which its SBC or Cloud Connector stands. Default: the only one.</summary>
    public string? Network { get; init; }

    /// <summary>Whether media go between user and SBC past the service (CALL-FLOWS #127). Default: false.</summary>
    public bool MediaBypass { get; init; }

    /// <summary>Whether a remote user's call goes through the service when the SBC cannot be reached from the Internet; else it is refused (CALL-FLOWS #126). Default: true.</summary>
    public bool WithoutBypassIfUnreachable { get; init; } = true;

    /// <summary>The SBC; required for <see cref="TrunkKind.DirectRouting"/> (CALL-FLOWS #96).</summary>
    public Sbc? Sbc { get; init; }

    /// <summary>SIP proxies between service and SBC, by host (CALL-FLOWS #154). Default: none.</summary>
    public IReadOnlyList<string> Route { get; init => field = Given.List(value); } = [];
}

/// <summary>Kinds of trunk.</summary>
public enum TrunkKind
{
    /// <summary>The service's own numbers: nothing to connect (CALL-FLOWS #96).</summary>
    ServiceNumbers,

    /// <summary>An own SBC before a third party's trunk (CALL-FLOWS #122).</summary>
    DirectRouting,

    /// <summary>Skype for Business Cloud Connector Edition (CALL-FLOWS #190).</summary>
    CloudConnector,
}

/// <summary>A session border controller.</summary>
public sealed record Sbc
{
    /// <summary>Its name, 1 to 64 characters.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>The address by which the service reaches it; public (CALL-FLOWS #125).</summary>
    public string PublicAddress { get; init => field = value ?? ""; } = "";

    /// <summary>Whether its model is certified (CALL-FLOWS #123). Default: false.</summary>
    public bool Certified { get; init; }

    /// <summary>Whether UDP from the service reaches it (CALL-FLOWS #124). Default: false.</summary>
    public bool UdpFromService { get; init; }

    /// <summary>Whether remote users can reach it too (CALL-FLOWS #126). Default: false.</summary>
    public bool RoutableFromInternet { get; init; }

    /// <summary>Whether it ends RTP itself (CALL-FLOWS #153). Default: true.</summary>
    public bool TerminatesMedia { get; init; } = true;

    /// <summary>Whether it passes RTP on to another hop, which is not supported (CALL-FLOWS #153). Default: false.</summary>
    public bool RelaysToNextHop { get; init; }
}
