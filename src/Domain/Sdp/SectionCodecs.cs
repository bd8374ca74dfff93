namespace Signaling.Domain.Sdp;

/// <summary>The codecs of an RTP section by payload type, found in one pass over its attributes.</summary>
internal readonly ref struct SectionCodecs
{
    public const int PayloadTypes = 128;

    private readonly MediaSection section;
    private readonly Span<int> maps; // line of each payload type's a=rtpmap, or 0

    /// <param name="maps">Room for one line number for each payload type.</param>
    public SectionCodecs(MediaSection section, Span<int> maps)
    {
        this.section = section;
        this.maps = maps;
        maps.Clear();
        foreach (var attribute in section.Attributes)
        {
            if (attribute.Name is not "rtpmap") continue;
            var fields = new TokenReader(attribute.Value);
            if (Grammar.TryNumber(fields.Next(), PayloadTypes - 1, out var type) && maps[type] == 0) maps[type] = attribute.Line;
        }
    }

    /// <summary>The payload types of the <c>m=</c> line, each once, in the order of preference.</summary>
    public int ReadPayloadTypes(Span<int> types)
    {
        var count = 0;
        UInt128 seen = 0;
        var formats = new TokenReader(section.Formats);
        while (formats.TryNext(out var format))
        {
            if (!Grammar.TryNumber(format, PayloadTypes - 1, out var type) || (seen & (UInt128.One << type)) != 0) continue;
            seen |= UInt128.One << type;
            types[count++] = type;
        }

        return count;
    }

    /// <summary>The codec of a payload type, by <c>a=rtpmap</c> or the static table.</summary>
    public bool TryFind(int payloadType, out Codec codec)
    {
        if (maps[payloadType] == 0) return Codec.TryRead(Codec.Static(payloadType), out codec);
        var fields = new TokenReader(section.Attributes.At(maps[payloadType]).Value);
        fields.Next();
        return Codec.TryRead(fields.Rest, out codec);
    }

    /// <summary>Line of a payload type's <c>a=rtpmap</c>, else of the section.</summary>
    public int LineOf(int payloadType) => maps[payloadType] != 0 ? maps[payloadType] : section.Line;
}
