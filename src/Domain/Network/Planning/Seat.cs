using static Signaling.Domain.Network.FlowId;

namespace Signaling.Domain.Network.Planning;

/// <summary>A participant whose place is known.</summary>
internal sealed record Seat(Participant Who, Location Place, CustomerNetwork? Network)
{
    public const int FirstRelayPort = 3478, LastRelayPort = 3481;

    private const int Https = 443, FirstFreePort = 1024, LastPort = 65535;

    public string Id => Who.Id;

    public bool Inside => Place == Location.CustomerNetwork;

    /// <summary>The network whose policies count for its media; a VPN user's are a remote user's (CALL-FLOWS #156).</summary>
    public CustomerNetwork? PolicyNetwork => Inside ? Network : null;

    /// <summary>The flow of signaling and media to the service; a VPN user's media are a remote user's (CALL-FLOWS #91).</summary>
    public FlowId ServiceFlow => Inside ? Flow4 : Flow3;

    public FlowId[] SignalingFlows => Place switch
    {
        Location.CustomerNetwork => [Flow4],
        Location.InternetViaVpn  => [Flow2Prime, Flow4],
        _                        => [Flow3],
    };

    public bool IsWith(Seat other) => Inside && other.Inside && Network?.Id == other.Network?.Id;

    public bool CanSignal => Passes(PerimeterProtocol.Tcp, Https, Https, PerimeterDestination.Service) || Passes(PerimeterProtocol.HttpTunnel, Https, Https, PerimeterDestination.Service);

    /// <summary>Whether UDP to devices on the Internet gets out.</summary>
    public bool CanReachPeers => Passes(PerimeterProtocol.Udp, FirstFreePort, LastPort, PerimeterDestination.Internet);

    /// <summary>Whether UDP to media servers gets out; else a relay is needed (CALL-FLOWS #36).</summary>
    public bool CanReachServers => Passes(PerimeterProtocol.Udp, LastRelayPort + 1, LastPort, PerimeterDestination.Service);

    /// <summary>Whether media to the service's media servers take a relay on this side: the firewall needs it (CALL-FLOWS #36), or the network's owner wants it.</summary>
    public bool NeedsRelay => !CanReachServers || PolicyNetwork is { Policies.RelayOnly: true };

    /// <summary>The best way to a relay: UDP before TCP before a tunnel (CALL-FLOWS #12); null when all are blocked, or all but those that the network's owner does not want.</summary>
    public PerimeterProtocol? RelayTransport =>
        Passes(PerimeterProtocol.Udp, FirstRelayPort, LastRelayPort, PerimeterDestination.Service) ? PerimeterProtocol.Udp
        : PolicyNetwork is { Policies.UdpOnly: true } ? null
        : Passes(PerimeterProtocol.Tcp, Https, Https, PerimeterDestination.Service) ? PerimeterProtocol.Tcp
        : Passes(PerimeterProtocol.HttpTunnel, Https, Https, PerimeterDestination.Service) ? PerimeterProtocol.HttpTunnel
        : null;

    private bool Passes(PerimeterProtocol protocol, int first, int last, PerimeterDestination to) =>
        Who.Transports.Contains(protocol) && (!Inside || Network is null || Network.Perimeters.All(perimeter => perimeter.Passes(protocol, first, last, to)));
}
