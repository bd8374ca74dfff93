namespace Signaling.Domain.Sdp;

/// <summary>A section's default destination: what an agent without ICE would send to (RFC 8839 §4.2.1).</summary>
/// <param name="Address">From <c>c=</c>, canonical; empty when there is none.</param>
/// <param name="IsInherited">Whether it is the session's.</param>
internal readonly record struct SdpDefault(string Address, bool IsInherited)
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

    /// <summary>The destination as the host candidate that it amounts to.</summary>
    public static IceCandidate AsCandidate(string address, MediaSection section)
    {
        var kind = IceAddress.KindOf(address) ?? IceAddressKind.Mdns;
        var tcp = section.Protocol.StartsWith("TCP/", StringComparison.OrdinalIgnoreCase);
        var text = $"candidate:default 1 {(tcp ? "tcp" : "udp")} 1 {address} {section.Port} typ host{(tcp ? " tcptype passive" : "")}";
        return new(text, "default", 1, tcp ? IceTransport.TcpPassive : IceTransport.Udp, 1, address, kind, section.Port, IceCandidateType.Host, null, null, []);
    }
}
