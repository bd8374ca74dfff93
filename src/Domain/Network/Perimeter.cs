namespace Signaling.Domain.Network;

/// <summary>A firewall or proxy that passes only what is allowed (CALL-FLOWS #2).</summary>
public sealed record Perimeter
{
    /// <summary>What it is.</summary>
    public PerimeterKind Kind { get; init; }

    /// <summary>What passes from inside out; nothing else does.</summary>
    public IReadOnlyList<PerimeterRule> Allow { get; init => field = Given.List(value); } = [];

    /// <summary>Whether some port of a range passes to a destination.</summary>
    public bool Passes(PerimeterProtocol protocol, int firstPort, int lastPort, PerimeterDestination to) =>
        Allow.Any(rule => rule.Protocol == protocol && rule.FirstPort <= lastPort && firstPort <= rule.LastPort && (rule.Destination == PerimeterDestination.Any || rule.Destination == to));
}

/// <summary>Kinds of perimeter.</summary>
public enum PerimeterKind
{
    /// <summary>A firewall.</summary>
    Firewall,

    /// <summary>A proxy.</summary>
    Proxy,

    /// <summary>A demilitarized zone.</summary>
    Dmz,
}

/// <summary>One thing that passes.</summary>
public sealed record PerimeterRule
{
    /// <summary>Its protocol. Default: UDP.</summary>
    public PerimeterProtocol Protocol { get; init; }

    /// <summary>The lowest destination port, 1 to 65535.</summary>
    public int FirstPort { get; init; }

    /// <summary>The highest destination port, at least <see cref="FirstPort"/>.</summary>
    public int LastPort { get; init; }

    /// <summary>Where to. Default: anywhere.</summary>
    public PerimeterDestination Destination { get; init; }
}

/// <summary>Protocols of perimeter rules.</summary>
public enum PerimeterProtocol
{
    /// <summary>UDP.</summary>
    Udp,

    /// <summary>TCP.</summary>
    Tcp,

    /// <summary>HTTP through a proxy, inside which TCP is tunnelled (CALL-FLOWS #12).</summary>
    HttpTunnel,
}

/// <summary>Destinations of perimeter rules.</summary>
public enum PerimeterDestination
{
    /// <summary>Anywhere.</summary>
    Any,

    /// <summary>The service: edges, relays, media servers.</summary>
    Service,

    /// <summary>Everything else on the Internet.</summary>
    Internet,
}
