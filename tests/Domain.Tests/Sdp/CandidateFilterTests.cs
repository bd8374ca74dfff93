using Signaling.Domain.Sdp;
using Xunit;

namespace Signaling.Domain.Tests.Sdp;

/// <summary>Taking candidates out, counting them, warning of missing ones (CALL-FLOWS #26, #60, #61, #72).</summary>
public class CandidateFilterTests
{
    public static TheoryData<string> All => [.. Sample.Names];

    [Theory, MemberData(nameof(All))]
    [Trait("CallFlow", "#26")]
    public void WithoutCandidates_OfTcp_LeavesEveryOtherByte(string name)
    {
        var text = Sample.Text(name);
        var expected = string.Concat(Lines(text).Where(line => !line.Contains(" tcptype ", StringComparison.Ordinal)));

        Assert.Equal(expected, Sample.Description(name).WithoutCandidates(candidate => candidate.IsTcp).Text);
    }

    [Theory, MemberData(nameof(All))]
    public void WithoutCandidates_OfNone_IsTheSameText(string name)
    {
        var description = Sample.Description(name);

        Assert.Same(description, description.WithoutCandidates(_ => false));
    }

    [Fact]
    public void WithoutCandidates_OfAll_NeedsNoEndingAtTheEnd()
    {
        var offer = Sample.Parse(Texts.Offer + "a=candidate:1 1 udp 1 192.0.2.9 9 typ host");

        var none = offer.WithoutCandidates(_ => true);

        Assert.Equal(0, CandidateCounts.Of(none).Total);
        Assert.Equal(offer.LineCount - 2, none.LineCount);
        Assert.Equal(offer.Media.Length, none.Media.Length);
    }

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

    private static IEnumerable<string> Lines(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is var newline and >= 0 ? newline + 1 : text.Length;
            yield return text[start..end];
            start = end;
        }
    }
}
