namespace Signaling.Domain.Network.Endpoints;

/// <summary>Something that a firewall has to let through and that the service does not know by itself, as the network's owner says it (CALL-FLOWS #161, #307).</summary>
public sealed record ServiceEndpoint
{
    /// <summary>What it is for. Default: signaling.</summary>
    public TrafficCategory Category { get; init; }

    /// <summary>Its name. Default: none, and then <see cref="Prefixes"/> say where it is.</summary>
    public string? Host { get; init; }

    /// <summary>Ranges in which its addresses lie. Default: not said.</summary>
    public IReadOnlyList<string> Prefixes { get; init => field = Given.List(value); } = [];

    /// <summary>How it is reached. Default: UDP.</summary>
    public PerimeterProtocol Protocol { get; init; }

    /// <summary>Destination ports, 1 to 65535; at least one, at most 64.</summary>
    public IReadOnlyList<int> Ports { get; init => field = value ?? []; } = [];

    /// <summary>Whether calls can not do without it. Default: false.</summary>
    public bool Required { get; init; }

    /// <summary>What goes there, in words of the owner. Default: nothing.</summary>
    public string? Purpose { get; init; }
}
