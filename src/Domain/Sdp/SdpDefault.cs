namespace Signaling.Domain.Sdp;

/// <summary>Default destinations: what an agent without ICE would send to (RFC 8839 §4.2.1).</summary>
internal static class SdpDefault
{
    /// <summary>The address of a <c>c=</c> line's value, without the time to live and count of multicast.</summary>
    public static ReadOnlySpan<char> AddressOf(ReadOnlySpan<char> value)
    {
        var fields = new TokenReader(value);
        fields.Next();
        fields.Next();
        var address = fields.Next();
        var slash = address.IndexOf('/');
        return slash < 0 ? address : address[..slash];
    }

    /// <summary>The value of a <c>c=</c> line, or what follows the port of <c>a=rtcp</c>; without an address, that of none.</summary>
    public static string Connection(string? address) => address is null ? "IN IP4 0.0.0.0" : $"IN IP{(address.Contains(':', StringComparison.Ordinal) ? 6 : 4)} {address}";

    /// <summary>Where a section wants RTCP sent, if its <c>a=rtcp</c> names an address (RFC 3605 §2.1).</summary>
    public static (string? Address, int Port) OfRtcp(MediaSection section)
    {
        var fields = new TokenReader(section.Attributes.Find("rtcp").Value);
        Grammar.TryNumber(fields.Next(), 65_535, out var port);
        fields.Next();
        fields.Next();
        var address = fields.Next();
        return (address.IsEmpty ? null : address.ToString(), port);
    }

    /// <summary>Whether it is reached over TCP.</summary>
    public static bool IsTcp(MediaSection section) => section.Protocol.StartsWith("TCP/", StringComparison.OrdinalIgnoreCase);

    /// <summary>A destination as the host candidate that it amounts to.</summary>
    public static IceCandidate AsCandidate(string address, MediaSection section, int port)
    {
        var kind = IceAddress.KindOf(address) ?? IceAddressKind.Mdns;
        var tcp = IsTcp(section);
        var text = $"candidate:default 1 {(tcp ? "tcp" : "udp")} 1 {address} {port} typ host{(tcp ? " tcptype passive" : "")}";
        return new(text, "default", 1, tcp ? IceTransport.TcpPassive : IceTransport.Udp, 1, address, kind, port, IceCandidateType.Host, null, null, []);
    }
}
