namespace Signaling.Domain.Sdp;

/// <summary>The candidates of a description's active sections, counted by type (CALL-FLOWS #60).</summary>
/// <param name="Host">Of type host.</param>
/// <param name="Srflx">Of type srflx.</param>
/// <param name="Prflx">Of type prflx.</param>
/// <param name="Relay">Of type relay.</param>
/// <param name="Tcp">Of any type, over TCP.</param>
/// <param name="WithoutRelatedAddress">Of a type other than host, without <c>raddr</c> or <c>rport</c>.</param>
public readonly record struct CandidateCounts(int Host, int Srflx, int Prflx, int Relay, int Tcp, int WithoutRelatedAddress)
{
    /// <summary>All of them.</summary>
    public int Total => Host + Srflx + Prflx + Relay;

    /// <summary>Counts the candidates that parse.</summary>
    public static CandidateCounts Of(SessionDescription description)
    {
        var counts = default(CandidateCounts);
        foreach (var section in description.Media)
        {
            if (section.IsRejected) continue;
            foreach (var attribute in section.Attributes)
            {
                if (attribute.Name is "candidate" && CandidateLine.TryRead(attribute.Value, out var candidate, out _)) counts = counts.Plus(candidate);
            }
        }

        return counts;
    }

    private CandidateCounts Plus(CandidateLine candidate)
    {
        var next = candidate.Type switch
        {
            IceCandidateType.Host            => this with { Host = Host + 1 },
            IceCandidateType.ServerReflexive => this with { Srflx = Srflx + 1 },
            IceCandidateType.PeerReflexive   => this with { Prflx = Prflx + 1 },
            _                                => this with { Relay = Relay + 1 },
        };
        if (candidate.Transport != IceTransport.Udp) next = next with { Tcp = Tcp + 1 };
        if (candidate.Type != IceCandidateType.Host && !candidate.HasRelatedAddress) next = next with { WithoutRelatedAddress = WithoutRelatedAddress + 1 };
        return next;
    }
}
