namespace Signaling.Infrastructure.Relays;

/// <summary>One relay; section <c>Relays:Servers:n</c>. Only the ports that are listed are handed out (CALL-FLOWS #75, #219).</summary>
public sealed class RelayServerOptions
{
    /// <summary>Name or address by which devices reach it, without port. Required.</summary>
    public string Host { get; init; } = "";

    /// <summary>The region it stands in, as in <c>Edges:Self:Region</c>. Default: none.</summary>
    public string? Region { get; init; }

    /// <summary>UDP ports, 3478 to 3481. Default: none.</summary>
    public IList<int> Udp { get; init; } = [];

    /// <summary>TCP ports without TLS, 443 only. Default: none.</summary>
    public IList<int> Tcp { get; init; } = [];

    /// <summary>TCP ports with TLS, 443 only. Default: none.</summary>
    public IList<int> Tls { get; init; } = [];
}
