namespace Signaling.Domain.Sdp;

/// <summary>The fields of an <c>m=</c> line: <c>m=&lt;media&gt; &lt;port&gt;[/&lt;ports&gt;] &lt;proto&gt; &lt;fmt&gt; …</c> (RFC 8866 §5.14).</summary>
internal readonly ref struct MediaLine(ReadOnlySpan<char> kind, int port, ReadOnlySpan<char> protocol, ReadOnlySpan<char> formats)
{
    public ReadOnlySpan<char> Kind { get; } = kind;
    public int Port { get; } = port;
    public ReadOnlySpan<char> Protocol { get; } = protocol;
    public ReadOnlySpan<char> Formats { get; } = formats;

    public static bool TryRead(ReadOnlySpan<char> value, out MediaLine line)
    {
        line = default;
        var fields = new TokenReader(value);
        ReadOnlySpan<char> kind = fields.Next(), ports = fields.Next(), protocol = fields.Next(), formats = fields.Rest;
        if (!Grammar.IsToken(kind) || !TryPort(ports, out var port) || !IsProtocol(protocol) || !AreFormats(protocol, formats)) return false;
        line = new(kind, port, protocol, formats);
        return true;
    }

    private static bool TryPort(ReadOnlySpan<char> text, out int port)
    {
        var slash = text.IndexOf('/');
        return slash < 0
            ? Grammar.TryNumber(text, 65_535, out port)
            : Grammar.TryNumber(text[..slash], 65_535, out port) && Grammar.TryNumber(text[(slash + 1)..], 65_535, out var count) && count > 0;
    }

    private static bool IsProtocol(ReadOnlySpan<char> protocol)
    {
        if (protocol.IsEmpty) return false;
        foreach (var part in protocol.Split('/'))
        {
            if (!Grammar.IsToken(protocol[part])) return false;
        }

        return true;
    }

    private static bool AreFormats(ReadOnlySpan<char> protocol, ReadOnlySpan<char> formats)
    {
        var isRtp = protocol.Contains("RTP/", StringComparison.OrdinalIgnoreCase);
        var fields = new TokenReader(formats);
        if (!fields.TryNext(out var format)) return false;
        do
        {
            if (isRtp ? !Grammar.TryNumber(format, 127, out _) : !Grammar.IsToken(format)) return false;
        }
        while (fields.TryNext(out format));
        return true;
    }
}
