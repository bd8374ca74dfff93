using Signaling.Domain.Sdp;
using Xunit;

namespace Signaling.Domain.Tests.Sdp;

/// <summary>Counting candidates, and warning of missing ones (CALL-FLOWS #60, #65, #72).</summary>
public class CandidateCountsTests
{
    [Fact]
    [Trait("CallFlow", "#60")]
    public void Of_CandidatesOfEachType_CountsThem()
    {
        var counts = CandidateCounts.Of(Sample.Description("safari-av.offer"));

        Assert.Equal(new CandidateCounts(Host: 2, Srflx: 1, Prflx: 0, Relay: 1, Tcp: 1, WithoutRelatedAddress: 0), counts);
    }

    public static readonly TheoryData<string, SdpWarning[]> Warnings = new()
    {
        { "",                                                                                                    [] }, // trickle: nothing known yet
        { "a=end-of-candidates",                                                                                 [SdpWarning.MissingRelayCandidate] },
        { "a=candidate:1 1 udp 1 192.0.2.9 9 typ host",                                                          [SdpWarning.MissingRelayCandidate] },
        { "a=candidate:1 1 udp 1 192.0.2.9 9 typ relay raddr 0.0.0.0 rport 0",                                   [] },
        { "a=candidate:1 1 udp 1 192.0.2.9 9 typ relay",                                                         [SdpWarning.RelatedAddressMissing] },
        { "a=candidate:1 1 tcp 1 192.0.2.9 9 typ relay raddr 0.0.0.0 rport 0 tcptype passive",                   [SdpWarning.MediaOverTcp] },
        { "a=candidate:1 1 tcp 1 192.0.2.9 9 typ host tcptype active",                                           [SdpWarning.MissingRelayCandidate, SdpWarning.MediaOverTcp] },
        { "a=candidate:1 1 tcp 1 192.0.2.9 9 typ host tcptype active\r\na=candidate:1 1 udp 1 192.0.2.9 9 typ host", [SdpWarning.MissingRelayCandidate] },
    };

    [Theory, MemberData(nameof(Warnings))]
    [Trait("CallFlow", "#60"), Trait("CallFlow", "#65"), Trait("CallFlow", "#72")]
    public void Of_EachSetOfCandidates_Warns(string candidates, SdpWarning[] warnings)
    {
        var offer = Texts.Offer.With("a=candidate:1 1 udp 2122194687 192.0.2.2 34373 typ host generation 0 network-id 1\r\n", candidates.Length == 0 ? "" : candidates + "\r\n");

        Assert.Equal(warnings, SdpWarnings.Of(Sample.Parse(offer)));
    }
}
