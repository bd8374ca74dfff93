using System.Collections.Immutable;
using Signaling.Domain.Sdp;

namespace Signaling.Domain.Network.Policies;

/// <summary>What a description says of the candidates that are in it and may follow.</summary>
public static class IceReach
{
    /// <summary>The candidates of a description's active sections, each where it stands.</summary>
    public static ImmutableArray<SentCandidate> Candidates(SessionDescription description)
    {
        var found = ImmutableArray.CreateBuilder<SentCandidate>();
        foreach (var section in description.Media)
        {
            if (section.IsRejected) continue;
            foreach (var attribute in section.Attributes)
            {
                if (attribute.Name is "candidate" && IceCandidate.TryParse(attribute.Value, out var candidate, out _)) found.Add(Sent(description, new(section, candidate, IsDefault: false)));
            }
        }

        return found.DrainToImmutable();
    }

    /// <summary>Whether it says that no more candidates will come, for each of its transports (RFC 8838 §14).</summary>
    public static bool HasEnded(SessionDescription description)
    {
        if (description.Attributes.Has("end-of-candidates")) return true;

        var active = description.Media.Where(section => !section.IsRejected).ToLookup(section => TransportOf(description, section));
        return active.Count > 0 && active.All(transport => transport.Any(section => section.Attributes.Has("end-of-candidates")));
    }

    /// <summary>Whether no more candidates can come: it says so, or its agent does not trickle (RFC 8840 §4.1.2).</summary>
    public static bool IsFinal(SessionDescription description) => HasEnded(description) || !Trickles(description);

    /// <summary>The section whose transport a section uses: the first of its bundle, or itself.</summary>
    internal static MediaSection TransportOf(SessionDescription description, MediaSection section) => description.Bundles.TagOf(section) ?? section;

    internal static SentCandidate Sent(SessionDescription description, PlacedCandidate placed)
    {
        var fragment = description.FindInherited(placed.Section, "ice-ufrag");
        return new(placed.Candidate, placed.Section.Mid, placed.Section.Index, placed.Candidate.UsernameFragment ?? (fragment.Exists ? fragment.Value.Trim(' ').ToString() : null));
    }

    private static bool Trickles(SessionDescription description) =>
        SaysTrickle(description.Attributes) || description.Media.Any(section => SaysTrickle(section.Attributes));

    private static bool SaysTrickle(AttributeLines attributes)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.Name is "ice-options" && attribute.Value.Contains("trickle", StringComparison.Ordinal)) return true;
        }

        return false;
    }
}
