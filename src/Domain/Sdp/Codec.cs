namespace Signaling.Domain.Sdp;

/// <summary>What a payload type stands for: encoding, clock and channels (RFC 8866 §6.6); formats parameters do not count.</summary>
internal readonly ref struct Codec(ReadOnlySpan<char> name, int clock, int channels)
{
    public ReadOnlySpan<char> Name { get; } = name;
    public int Clock { get; } = clock;
    public int Channels { get; } = channels;

    /// <summary>Whether both may understand each other; encoding names have no case (RFC 4855 §3).</summary>
    public bool Matches(Codec other) =>
        Clock == other.Clock && Channels == other.Channels && Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads <c>name/clock[/channels]</c>.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out Codec codec)
    {
        codec = default;
        var fields = new TokenReader(text.Trim(' '), '/');
        var name = fields.Next();
        if (!Grammar.IsToken(name) || !Grammar.TryNumber(fields.Next(), int.MaxValue, out var clock)) return false;
        var channels = 1;
        // Beyond audio the third field is free text for the format; only a number counts as channels.
        if (fields.TryNext(out var third) && Grammar.TryNumber(third, 255, out var count) && count > 0) channels = count;
        codec = new(name, clock, channels);
        return true;
    }

    /// <summary>The payload types that need no <c>a=rtpmap</c> (RFC 3551 §6); empty for the others.</summary>
    public static ReadOnlySpan<char> Static(int payloadType) => payloadType switch
    {
        0 => "PCMU/8000", 3 => "GSM/8000", 4 => "G723/8000", 5 => "DVI4/8000", 6 => "DVI4/16000", 7 => "LPC/8000",
        8 => "PCMA/8000", 9 => "G722/8000", 10 => "L16/44100/2", 11 => "L16/44100", 12 => "QCELP/8000", 13 => "CN/8000",
        14 => "MPA/90000", 15 => "G728/8000", 16 => "DVI4/11025", 17 => "DVI4/22050", 18 => "G729/8000",
        25 => "CelB/90000", 26 => "JPEG/90000", 28 => "nv/90000", 31 => "H261/90000", 32 => "MPV/90000",
        33 => "MP2T/90000", 34 => "H263/90000",
        _ => default,
    };
}
