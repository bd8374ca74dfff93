namespace Signaling.Domain.Sdp;

/// <summary>How large a description may be; counted over the whole text before anything is parsed.</summary>
public sealed record SdpLimits
{
    /// <summary>The limits that hold when nothing else is configured.</summary>
    public static SdpLimits Default { get; } = new();

    /// <summary>Bytes of the text in UTF-8; default 262,144 (a Chromium offer with 25 + 25 receive sections is 168 kB).</summary>
    public int MaxBytes { get; init; } = 262_144;

    /// <summary>Lines of the text; default 8,192.</summary>
    public int MaxLines { get; init; } = 8_192;

    /// <summary>Sections (<c>m=</c> lines); default 128.</summary>
    public int MaxMediaSections { get; init; } = 128;

    /// <summary>Attributes (<c>a=</c> lines) of one section, and of the part before the first one; default 1,024.</summary>
    public int MaxAttributesPerSection { get; init; } = 1_024;

    /// <summary>Characters of one line without its ending; default 8,192.</summary>
    public int MaxLineLength { get; init; } = 8_192;
}
