namespace Signaling.Domain.Sdp;

/// <summary>One <c>m=</c> line and what follows it (RFC 8866 §5.14).</summary>
public sealed class MediaSection
{
    private readonly string text;
    private readonly SdpLine mLine;

    internal MediaSection(string text, SdpLine[] lines, int index, int from, int to, MediaDirection inherited)
    {
        this.text = text;
        mLine = lines[from];
        Index = index;
        (Line, EndLine) = (from + 1, to);
        Attributes = new(text, lines, from + 1, to);
        MediaLine.TryRead(mLine.ValueIn(text), out var line);
        Port = line.Port;
        Kind = Known(line.Kind);
        Protocol = Known(line.Protocol);
        Transport = MediaTransports.Of(Protocol);
        Direction = inherited;
        foreach (var attribute in Attributes)
        {
            if (attribute.Name is "mid") Mid ??= attribute.Value.Trim(' ').ToString();
            else if (attribute.Name is "bundle-only") IsBundleOnly = true;
            else if (DirectionOf(attribute.Name) is { } direction) Direction = direction;
        }
    }

    /// <summary>Position among the sections, from 0.</summary>
    public int Index { get; }

    /// <summary>Number of the <c>m=</c> line, from 1.</summary>
    public int Line { get; }

    /// <summary>The media as written: <c>audio</c>, <c>video</c>, <c>application</c>, …</summary>
    public string Kind { get; }

    /// <summary>The port; 0 means rejected, or, with <c>a=bundle-only</c>, sharing another section's port (RFC 9143 §6).</summary>
    public int Port { get; }

    /// <summary>The transport as written, such as <c>UDP/TLS/RTP/SAVPF</c>.</summary>
    public string Protocol { get; }

    /// <summary>The section's name by <c>a=mid</c> (RFC 5888 §4), or null.</summary>
    public string? Mid { get; }

    /// <summary>Direction, from the section or else from the session; send and receive if neither says.</summary>
    public MediaDirection Direction { get; }

    /// <summary>Whether it may be used only inside its BUNDLE group (RFC 9143 §6).</summary>
    public bool IsBundleOnly { get; }

    /// <summary>Whether an offer has this section switched off: port 0 and not waiting for a bundle (RFC 3264 §6).</summary>
    public bool IsRejected => Port == 0 && !IsBundleOnly;

    /// <summary>The section's attributes in order.</summary>
    public AttributeLines Attributes { get; }

    /// <summary>The formats as written, separated by spaces: payload types for RTP.</summary>
    public ReadOnlySpan<char> Formats => MediaLine.TryRead(mLine.ValueIn(text), out var line) ? line.Formats : default;

    /// <summary>Number of the section's last line.</summary>
    internal int EndLine { get; }

    internal MediaTransport Transport { get; }

    internal static MediaDirection? DirectionOf(ReadOnlySpan<char> attribute) => attribute switch
    {
        "sendrecv" => MediaDirection.SendRecv,
        "sendonly" => MediaDirection.SendOnly,
        "recvonly" => MediaDirection.RecvOnly,
        "inactive" => MediaDirection.Inactive,
        _ => null,
    };

    // One string for all sections that say the same.
    private static string Known(ReadOnlySpan<char> word) => word switch
    {
        "audio" => "audio",
        "video" => "video",
        "application" => "application",
        "UDP/TLS/RTP/SAVPF" => "UDP/TLS/RTP/SAVPF",
        "UDP/DTLS/SCTP" => "UDP/DTLS/SCTP",
        "RTP/SAVPF" => "RTP/SAVPF",
        "RTP/SAVP" => "RTP/SAVP",
        "RTP/AVP" => "RTP/AVP",
        _ => word.ToString(),
    };
}
