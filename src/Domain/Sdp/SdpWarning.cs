using System.Collections.Immutable;

namespace Signaling.Domain.Sdp;

/// <summary>What is allowed but may make a call worse (CALL-FLOWS #12, #60, #65, #72).</summary>
public enum SdpWarning
{
    /// <summary>There are candidates, or there will be no more, and none is relayed: a call through strict firewalls may fail.</summary>
    MissingRelayCandidate,

    /// <summary>All candidates, or a section's own protocol, are TCP, which adds latency.</summary>
    MediaOverTcp,

    /// <summary>A reflexive or relayed candidate does not name the address it was derived from (RFC 8839 §5.1).</summary>
    RelatedAddressMissing,
}

/// <summary>Finds warnings; none of them refuses a description.</summary>
public static class SdpWarnings
{
    /// <summary>The warnings for a description, each once.</summary>
    public static ImmutableArray<SdpWarning> Of(SessionDescription description)
    {
        var counts = CandidateCounts.Of(description);
        var warnings = ImmutableArray.CreateBuilder<SdpWarning>();
        if (counts.Relay == 0 && (counts.Total > 0 || IsComplete(description))) warnings.Add(SdpWarning.MissingRelayCandidate);
        if ((counts.Total > 0 && counts.Tcp == counts.Total) || HasTcpSection(description)) warnings.Add(SdpWarning.MediaOverTcp);
        if (counts.WithoutRelatedAddress > 0) warnings.Add(SdpWarning.RelatedAddressMissing);
        return warnings.DrainToImmutable();
    }

    // Without candidates: either more will trickle in (RFC 8838 §4), or the agent has no ICE at all; only an end marker says "none".
    private static bool IsComplete(SessionDescription description)
    {
        if (description.Attributes.Has("end-of-candidates")) return true;
        foreach (var section in description.Media)
        {
            if (section.Attributes.Has("end-of-candidates")) return true;
        }

        return false;
    }

    private static bool HasTcpSection(SessionDescription description)
    {
        foreach (var section in description.Media)
        {
            if (!section.IsRejected && section.Protocol.StartsWith("TCP/", StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
