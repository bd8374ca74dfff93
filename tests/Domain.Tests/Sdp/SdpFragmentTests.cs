using Signaling.Domain.Sdp;
using Xunit;

namespace Signaling.Domain.Tests.Sdp;

/// <summary>Trickle fragments by RFC 8840 §9.</summary>
public class SdpFragmentTests
{
    private const string Whip =
        "a=ice-ufrag:EsAw\r\na=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1\r\na=group:BUNDLE 0 1\r\n" +
        "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n" +
        "a=candidate:1387637174 1 udp 2122260223 192.0.2.1 61764 typ host generation 0 ufrag EsAw network-id 1\r\n" +
        "a=candidate:3471623853 1 udp 2122194687 198.51.100.2 61765 typ host generation 0 ufrag EsAw network-id 2\r\n" +
        "a=end-of-candidates\r\n";

    public static readonly TheoryData<string, SdpErrorCode, int?> Invalid = new()
    {
        { Whip + "a=fingerprint:" + Texts.Fingerprint,                        SdpErrorCode.FragmentLineNotAllowed, 9 },
        { "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x",                      SdpErrorCode.FragmentLineNotAllowed, 1 },
        { "a=setup:active",                                                   SdpErrorCode.FragmentLineNotAllowed, 1 },
        { "a=identity:x",                                                     SdpErrorCode.FragmentLineNotAllowed, 1 },
        { "a=ice-ufrag:abc",                                                  SdpErrorCode.IceCredentialsInvalid,  1 },
        { "a=ice-ufrag:abcd\na=ice-pwd:short",                                SdpErrorCode.IceCredentialsInvalid,  2 },
        { "m=audio 9 RTP/AVP 0\n",                                            SdpErrorCode.SdpInvalid,             1 },
        { "m=audio 9 RTP/AVP 0\na=mid:0\nm=audio 9 RTP/AVP 0\na=mid:0\n",     SdpErrorCode.SdpInvalid,             4 },
        { "m=audio 9 RTP/AVP 0\na=mid:0\na=mid:1\n",                          SdpErrorCode.SdpInvalid,             3 },
        { "m=audio\n",                                                        SdpErrorCode.SdpInvalid,             1 },
        { "a=mid:0\n",                                                        SdpErrorCode.SdpInvalid,             1 },
        { "a=candidate:1 1 udp 1 192.0.2.1 1 typ host\n",                     SdpErrorCode.SdpInvalid,             1 },
        { "m=audio 9 RTP/AVP 0\na=mid:0\na=candidate:1 1 udp 1 x 1 typ host", SdpErrorCode.CandidateInvalid,       3 },
        { "candidate",                                                        SdpErrorCode.SdpInvalid,             1 },
        { "a=x\ra=crypto:1\n",                                                SdpErrorCode.SdpInvalid,             1 },
        { new string('a', 300_000),                                           SdpErrorCode.SdpTooLarge,            null },
    };

    [Fact]
    public void TryParse_WhipFragment_GivesCandidatesByMid()
    {
        Assert.True(SdpFragment.TryParse(Whip, out var fragment, out var error), error?.ToString());

        var section = Assert.Single(fragment.Sections);
        Assert.Equal(("0", "EsAw", true), (section.Mid, section.UsernameFragment, section.EndOfCandidates));
        Assert.Equal(["192.0.2.1", "198.51.100.2"], section.Candidates.Select(candidate => candidate.Address));
        Assert.Equal(("EsAw", "P2uYro0UCOQ4zxjKXaWCBui1", false), (fragment.UsernameFragment, fragment.Password, fragment.EndOfCandidates));
    }

    [Fact]
    public void TryParse_TwoSectionsWithTheirOwnCredentials_KeepsThemApart()
    {
        const string Text =
            "m=audio 9 RTP/AVP 0\na=mid:a\na=ice-ufrag:aaaa\na=candidate:1 1 udp 1 192.0.2.1 1 typ host\n" +
            "m=video 9 RTP/AVP 0\na=mid:v\na=x-unknown:1\nb=AS:1\na=end-of-candidates\n";

        Assert.True(SdpFragment.TryParse(Text, out var fragment, out _));
        Assert.Equal([("a", "aaaa", 1, false), ("v", null, 0, true)],
            fragment.Sections.Select(s => (s.Mid, s.UsernameFragment, s.Candidates.Length, s.EndOfCandidates)));
    }

    [Fact]
    public void TryParse_EndForAll_EndsEachSection()
    {
        Assert.True(SdpFragment.TryParse("a=end-of-candidates\nm=audio 9 RTP/AVP 0\na=mid:0\n", out var fragment, out _));
        Assert.True(fragment.EndOfCandidates && fragment.Sections[0].EndOfCandidates);
    }

    [Theory, MemberData(nameof(Invalid))]
    public void TryParse_WhatAFragmentMayNotCarry_IsRefusedWithItsLine(string text, SdpErrorCode code, int? line)
    {
        Assert.False(SdpFragment.TryParse(text, out _, out var error));
        Assert.Equal((code, line), (error.Code, error.Line));
    }
}
