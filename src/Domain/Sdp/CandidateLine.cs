using System.Diagnostics.CodeAnalysis;

namespace Signaling.Domain.Sdp;

/// <summary>The fields of a candidate as views on its text, so that checking one allocates nothing (RFC 8839 §5.1).</summary>
internal ref struct CandidateLine
{
    private const int MaxLength = 1024; // the longest that a browser writes, with mDNS names, has about 250

    public ReadOnlySpan<char> Body, Foundation, Address, RelatedAddress, Extensions;
    public int Component, Priority, Port;
    public int? RelatedPort;
    public IceTransport Transport;
    public IceCandidateType Type;
    public IceAddressKind AddressKind;

    /// <summary>Whether it names the address it was derived from, as all but host candidates must (RFC 8839 §5.1).</summary>
    public readonly bool HasRelatedAddress => !RelatedAddress.IsEmpty && RelatedPort is not null;

    /// <summary>Reads a candidate, with or without <c>a=</c> and <c>candidate:</c>; otherwise says what is wrong.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out CandidateLine line, [NotNullWhen(false)] out string? fault)
    {
        text = text.Trim(" \r\n");
        if (text.StartsWith("a=")) text = text[2..];
        if (text.StartsWith("candidate:")) text = text["candidate:".Length..];
        line = new() { Body = text };
        var fields = new TokenReader(text);
        line.Foundation = fields.Next();
        fault =
            text.Length > MaxLength ? "Keep a candidate within 1024 characters."
            : text.ContainsAny('\r', '\n', '\0') ? "Send one candidate at a time."
            : line.Foundation.Length > 32 || !Grammar.IsIceText(line.Foundation) ? "Begin with a foundation of 1 to 32 letters, digits, + or /."
            : !Grammar.TryNumber(fields.Next(), 256, out line.Component) || line.Component == 0 ? "Give a component from 1 to 256 after the foundation."
            : TransportOf(fields.Next()) is not { } isTcp ? "Use udp or tcp as the transport."
            : !Grammar.TryNumber(fields.Next(), int.MaxValue, out line.Priority) || line.Priority == 0 ? "Give a priority from 1 to 2147483647."
            : IceAddress.KindOf(line.Address = fields.Next()) is not { } kind ? "Give an IPv4 or IPv6 address or an mDNS name ending in .local."
            : !Grammar.TryNumber(fields.Next(), 65_535, out line.Port) ? "Give a port from 0 to 65535."
            : fields.Next() is not "typ" ? "Write typ after the port."
            : TypeOf(fields.Next()) is not { } type ? "Use host, srflx, prflx or relay after typ."
            : line.ReadRest(fields, isTcp, kind, type);
        return fault is null;
    }

    private string? ReadRest(TokenReader fields, bool isTcp, IceAddressKind kind, IceCandidateType type)
    {
        AddressKind = kind;
        Type = type;
        Extensions = fields.Rest;
        IceTransport? tcpType = null;
        while (fields.TryNext(out var name))
        {
            if (!fields.TryNext(out var value)) return "Write every extension after the type as a name and a value.";
            switch (name)
            {
                case "raddr" when IceAddress.KindOf(value) is null: return "Give an address after raddr.";
                case "raddr": RelatedAddress = value; break;
                case "rport" when !Grammar.TryNumber(value, 65_535, out _): return "Give a port from 0 to 65535 after rport.";
                case "rport": RelatedPort = int.Parse(value, System.Globalization.CultureInfo.InvariantCulture); break;
                case "tcptype" when (tcpType = TcpTypeOf(value)) is null: return "Use active, passive or so after tcptype.";
            }
        }

        Transport = isTcp ? tcpType ?? IceTransport.Udp : IceTransport.Udp;
        return isTcp && tcpType is null ? "Add tcptype active, passive or so to a TCP candidate (RFC 6544 §4.5)." : null;
    }

    private static bool? TransportOf(ReadOnlySpan<char> text) =>
        text.Equals("udp", StringComparison.OrdinalIgnoreCase) ? false
        : text.Equals("tcp", StringComparison.OrdinalIgnoreCase) ? true
        : null;

    private static IceCandidateType? TypeOf(ReadOnlySpan<char> text) => text switch
    {
        "host"  => IceCandidateType.Host,
        "srflx" => IceCandidateType.ServerReflexive,
        "prflx" => IceCandidateType.PeerReflexive,
        "relay" => IceCandidateType.Relayed,
        _ => null,
    };

    private static IceTransport? TcpTypeOf(ReadOnlySpan<char> text) => text switch
    {
        "active"  => IceTransport.TcpActive,
        "passive" => IceTransport.TcpPassive,
        "so"      => IceTransport.TcpSimultaneous,
        _ => null,
    };
}
