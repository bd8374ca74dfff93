namespace Signaling.Domain.Quality.Paths;

/// <summary>Ways in words.</summary>
public static class PathWords
{
    /// <summary>A way, such as <c>relayed over TCP</c>.</summary>
    public static string Of(MediaPath path) => path.Transport is { } transport ? $"{Of(path.Kind)} over {Of(transport)}" : Of(path.Kind);

    /// <summary>A kind of way.</summary>
    public static string Of(MediaPathKind kind) => kind switch
    {
        MediaPathKind.Direct           => "direct",
        MediaPathKind.DirectThroughNat => "direct through a NAT",
        MediaPathKind.Relayed          => "relayed",
        _                              => "relayed twice",
    };

    /// <summary>A transport.</summary>
    public static string Of(PathTransport transport) => transport switch
    {
        PathTransport.Udp => "UDP",
        PathTransport.Tcp => "TCP",
        _                 => "TLS",
    };
}
