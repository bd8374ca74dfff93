using System.Collections.Immutable;

namespace Signaling.Domain.Sdp;

/// <summary>What a section is for (CALL-FLOWS #11).</summary>
public enum MediaKind
{
    /// <summary>Speech and sound.</summary>
    Audio,

    /// <summary>A camera.</summary>
    Video,

    /// <summary>A screen, a window or slides.</summary>
    ScreenShare,

    /// <summary>Files.</summary>
    FileTransfer,

    /// <summary>WebRTC data channels.</summary>
    Data,

    /// <summary>Anything else, such as real-time text.</summary>
    Other,
}

/// <summary>Reads the kind of each section from its <c>m=</c> line, <c>a=content</c> (RFC 4796) and <c>a=label</c> (RFC 4574).</summary>
public static class MediaKinds
{
    /// <summary>The kinds of all sections that are not rejected, each once, in the order of their first section.</summary>
    public static ImmutableArray<MediaKind> Of(SessionDescription description, SdpPolicy? policy = null)
    {
        var kinds = ImmutableArray.CreateBuilder<MediaKind>();
        foreach (var section in description.Media)
        {
            if (section.IsRejected) continue;
            var kind = Of(section, policy);
            if (!kinds.Contains(kind)) kinds.Add(kind);
        }

        return kinds.DrainToImmutable();
    }

    /// <summary>The kind of one section.</summary>
    public static MediaKind Of(MediaSection section, SdpPolicy? policy = null) =>
        IsFileTransfer(section) ? MediaKind.FileTransfer
        : IsScreenShare(section, policy ?? SdpPolicy.Default) ? MediaKind.ScreenShare
        : section.Transport == MediaTransport.DataChannel ? MediaKind.Data
        : section.Kind switch
        {
            "audio" => MediaKind.Audio,
            "video" => MediaKind.Video,
            _ => MediaKind.Other,
        };

    /// <summary>The kind's name on the wire: <c>audio</c>, <c>video</c>, <c>screenShare</c>, <c>fileTransfer</c>, <c>data</c>, <c>other</c>.</summary>
    public static string ToWire(this MediaKind kind) => kind switch
    {
        MediaKind.Audio => "audio",
        MediaKind.Video => "video",
        MediaKind.ScreenShare => "screenShare",
        MediaKind.FileTransfer => "fileTransfer",
        MediaKind.Data => "data",
        _ => "other",
    };

    // RFC 5547 §6 marks a file offer with a=file-selector; MSRP without one, and SfB's m=data, carry files as well.
    private static bool IsFileTransfer(MediaSection section) =>
        section.Kind is "data" || section.Protocol.EndsWith("/MSRP", StringComparison.OrdinalIgnoreCase)
        || section.Attributes.Has("file-selector") || section.Attributes.Has("file-transfer-id");

    private static bool IsScreenShare(MediaSection section, SdpPolicy policy)
    {
        if (policy.ScreenShareAliases.Contains(section.Kind)) return true;
        if (section.Kind is not "video") return false;
        foreach (var attribute in section.Attributes)
        {
            if (attribute.Name is "label" && policy.ScreenShareAliases.AsSpan().Contains(attribute.Value.ToString())) return true;
            if (attribute.Name is not "content") continue;
            foreach (var content in attribute.Value.Split(','))
            {
                if (attribute.Value[content].Trim(' ') is "slides") return true;
            }
        }

        return false;
    }
}
