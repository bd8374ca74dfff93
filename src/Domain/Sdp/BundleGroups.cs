namespace Signaling.Domain.Sdp;

/// <summary>Which sections share one transport: the <c>a=group:BUNDLE</c> lines (RFC 9143 §5), with the first fault in them.</summary>
internal sealed class BundleGroups
{
    private readonly (MediaSection Tag, int Line)?[] groups; // by section

    private BundleGroups((MediaSection, int)?[] groups, SdpError? fault) => (this.groups, Fault) = (groups, fault);

    /// <summary>A name used twice, a group that names no section, or a section in two groups; null if sound.</summary>
    public SdpError? Fault { get; }

    /// <summary>The first section of the group that holds this one, whose transport it may use; null outside a group.</summary>
    public MediaSection? TagOf(MediaSection section) => groups[section.Index]?.Tag;

    /// <summary>Line of the group that holds this section; null outside a group.</summary>
    public int? LineOf(MediaSection section) => groups[section.Index]?.Line;

    public static BundleGroups Of(SessionDescription description)
    {
        var groups = new (MediaSection Tag, int Line)?[description.Media.Length];
        var mids = new Dictionary<string, MediaSection>(groups.Length, StringComparer.Ordinal);
        SdpError? fault = null;
        foreach (var section in description.Media)
        {
            if (section.Mid is not { } mid || (Grammar.IsToken(mid) && mids.TryAdd(mid, section))) continue;
            fault ??= new(SdpErrorCode.MidMismatch, section.Attributes.Find("mid").Line, "RFC 5888 §4", "Give each section a mid of its own, without spaces.");
        }

        var byMid = mids.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var group in description.Attributes)
        {
            if (group.Name is not "group") continue;
            var names = new TokenReader(group.Value);
            if (names.Next() is not "BUNDLE") continue;
            MediaSection? tag = null;
            while (names.TryNext(out var mid))
            {
                if (byMid.TryGetValue(mid, out var member) && groups[member.Index] is null) groups[member.Index] = (tag ??= member, group.Line);
                else fault ??= new(SdpErrorCode.BundleMismatch, group.Line, "RFC 9143 §7.2", "List in a BUNDLE group only mids of this description, each once.");
            }
        }

        return new(groups, fault);
    }
}
