using System.Collections.Immutable;

namespace Signaling.Domain.Sdp;

/// <summary>A parsed session description: the original text, and where everything stands in it (RFC 8866).</summary>
/// <remarks>Immutable. Lines that nobody here knows are kept like all others, because the text itself is kept.</remarks>
public sealed class SessionDescription
{
    private readonly SdpLine[] lines;
    private BundleGroups? bundles;

    internal SessionDescription(string text, SdpLine[] lines, int lineCount, int sectionCount)
    {
        Text = text;
        this.lines = lines;
        LineCount = lineCount;
        var first = lines.AsSpan(0, lineCount).IndexOfType('m');
        Attributes = new(text, lines, 0, first);
        Media = Sections(first, sectionCount);
    }

    /// <summary>The text exactly as it came, secrets included: never log it.</summary>
    public string Text { get; }

    /// <summary>Lines in the text.</summary>
    public int LineCount { get; }

    /// <summary>The attributes before the first section.</summary>
    public AttributeLines Attributes { get; }

    /// <summary>The sections in order.</summary>
    public ImmutableArray<MediaSection> Media { get; }

    internal BundleGroups Bundles => bundles ??= BundleGroups.Of(this);

    /// <summary>A description with its candidates edited. Addresses that go leave no trace: default destinations, <c>a=rtcp</c> and related
    /// addresses that would show them are rewritten to what is left, or to none. Keys, fingerprints and all else stay byte for byte (CALL-FLOWS #26).</summary>
    /// <param name="decide">What becomes of a candidate, or of a default destination that is none of the candidates.</param>
    /// <param name="moreToCome">Whether <c>a=end-of-candidates</c> goes, because some of those that are dropped will come later.</param>
    public SessionDescription WithCandidates(Func<PlacedCandidate, CandidateEdit> decide, bool moreToCome = false)
    {
        var edited = new SdpRedaction(this, lines).Apply(decide, moreToCome);
        return edited == Text ? this : SdpParser.Reparse(edited);
    }

    /// <summary>Finds an attribute that a section may leave to its bundle's first section or to the session.</summary>
    internal AttributeLine FindInherited(MediaSection section, ReadOnlySpan<char> name)
    {
        var found = section.Attributes.Find(name);
        if (!found.Exists && Bundles.TagOf(section) is { } tagged) found = tagged.Attributes.Find(name);
        return found.Exists ? found : Attributes.Find(name);
    }

    private ImmutableArray<MediaSection> Sections(int first, int count)
    {
        var inherited = MediaDirection.SendRecv;
        foreach (var attribute in Attributes) inherited = MediaSection.DirectionOf(attribute.Name) ?? inherited;

        var sections = ImmutableArray.CreateBuilder<MediaSection>(count);
        for (var from = first; from < LineCount;)
        {
            var to = from + 1 + lines.AsSpan(from + 1, LineCount - from - 1).IndexOfType('m');
            sections.Add(new(Text, lines, sections.Count, from, to, inherited));
            from = to;
        }

        return sections.DrainToImmutable();
    }
}

/// <summary>Search in the lines of a description.</summary>
file static class Lines
{
    /// <summary>Index of the first line of a type, or the number of lines.</summary>
    public static int IndexOfType(this ReadOnlySpan<SdpLine> lines, char type)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Type == type) return i;
        }

        return lines.Length;
    }

    public static int IndexOfType(this Span<SdpLine> lines, char type) => IndexOfType((ReadOnlySpan<SdpLine>)lines, type);
}
