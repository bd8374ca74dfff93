using System.Text;
using Signaling.Domain.Sdp;
using Xunit;

namespace Signaling.Domain.Tests.Sdp;

/// <summary>The grammar of RFC 8866, and the limits before it.</summary>
public class SdpParserTests
{
    private const string Head = "v=0\no=- 1 2 IN IP4 127.0.0.1\ns=-\nt=0 0\n";

    public static readonly TheoryData<string> Valid = new()
    {
        Head,
        "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n",
        "v=0\r\no=- 1 2 IN IP4 127.0.0.1\ns=-\r\nt=0 0",                          // mixed endings, none at the end
        Head + "\n\r\n",                                                          // blank lines at the end
        "v=0\no=ann 20011 99999999999999999999 IN IP6 ::1\ns=\nt=0 0\n",          // empty name, version beyond 64 bits
        "v=0\no=- 1 2 IN IP4 h\ns= \ni=x\nu=http://x\ne=a@b\ne=c@d\np=1\nc=IN IP4 h\nb=AS:1\nb=CT:2\nt=0 0\nr=7d 1h 0 25h\nt=1 2\nz=0 0\nk=prompt\na=x\n",
        Head + "y=unknown\na=x\nY=unknown\n",                                     // unknown letters
        Head + "a=x-unknown:with \"anything\" ü 漢 😀\n",
        Head + "m=audio 9 RTP/SAVPF 0 127 \n",                                    // a space at the end
        Head + "m=audio 9/2 RTP/SAVPF 0\na=x\nb=AS:1\nc=IN IP4 h\ni=x\nk=clear:x\n", // any order inside a section
        Head + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\nm=message 0 TCP/MSRP *\n",
    };

    public static readonly TheoryData<string, int, string> Invalid = new()
    {
        { "",                                                    1, "§5.1" },
        { "\n",                                                  1, "§5.1" },
        { "o=- 1 2 IN IP4 h\n",                                  1, "§5.1" },
        { "v=1\n",                                               1, "§5.1" },
        { " v=0\n",                                              1, "§5" },
        { "v=0\n",                                               1, "§5.2" },
        { "v=0\ns=-\n",                                          2, "§5.2" },
        { "v=0\no=- 1 2 IN IP4\ns=-\nt=0 0\n",                   2, "§5.2" },
        { "v=0\no=- 1 x IN IP4 h\ns=-\nt=0 0\n",                 2, "§5.2" },
        { "v=0\no=- 1 2 IN IP4 h extra\ns=-\nt=0 0\n",           2, "§5.2" },
        { "v=0\no=- 1 2 IN IP4 h\nt=0 0\n",                      3, "§5.3" },
        { "v=0\no=- 1 2 IN IP4 h\ns=-\n",                        3, "§5.9" },
        { "v=0\no=- 1 2 IN IP4 h\ns=-\na=x\n",                   4, "§5.9" },
        { "v=0\no=- 1 2 IN IP4 h\ns=-\nm=audio 9 RTP/SAVPF 0\n", 4, "§5.9" },
        { "v=0\no=- 1 2 IN IP4 h\ns=-\nt=0\n",                   4, "§5.9" },
        { "v=0\no=- 1 2 IN IP4 h\ns=-\nr=1 2 3\nt=0 0\n",        4, "§5.10" },
        { Head + "v=0\n",                                        5, "§5" },
        { Head + "s=-\n",                                        5, "§5" },
        { Head + "c=IN IP4 h\n",                                 5, "§5" },
        { Head + "a=x\nt=0 0\n",                                 6, "§5" },
        { Head + "m=audio 9 RTP/SAVPF 0\nt=0 0\n",               6, "§5" },
        { Head + "m=audio 9 RTP/SAVPF 0\nr=1\n",                 6, "§5.10" },
        { Head + "a=x\n\na=y\n",                                 6, "§5" },
        { Head + "x\n",                                          5, "§5" },
        { Head + "a\n",                                          5, "§5" },
        { Head + "1=x\n",                                        5, "§5" },
        { Head + "a = x\n",                                      5, "§5" },
        { Head + "a=\n",                                         5, "§5.13" },
        { Head + "a=:x\n",                                       5, "§5.13" },
        { Head + "a= x\n",                                       5, "§5.13" },
        { Head + "a=x y:z\n",                                    5, "§5.13" },
        { Head + "a=x\ra=y\n",                                   5, "§5" },   // a lone carriage return hides a line
        { Head + "a=x\n\ra=y\n",                                 6, "§5" },
        { Head + "a=x\0\n",                                      5, "§5" },
        { Head + "m=audio\n",                                    5, "§5.14" },
        { Head + "m=audio 9 RTP/SAVPF\n",                        5, "§5.14" },
        { Head + "m=audio x RTP/SAVPF 0\n",                      5, "§5.14" },
        { Head + "m=audio 65536 RTP/SAVPF 0\n",                  5, "§5.14" },
        { Head + "m=audio -1 RTP/SAVPF 0\n",                     5, "§5.14" },
        { Head + "m=audio 9/0 RTP/SAVPF 0\n",                    5, "§5.14" },
        { Head + "m=audio 9 RTP/SAVPF 128\n",                    5, "§5.14" },
        { Head + "m=audio 9 RTP/SAVPF opus\n",                   5, "§5.14" },
        { Head + "m=audio 9 RTP//SAVPF 0\n",                     5, "§5.14" },
        { Head + "m=audio 9 RTP/SAVPF 0\nc=IN IP4\n",            6, "§5.7" },
        { Head + "m=audio 9 RTP/SAVPF 0\nb=AS\n",                6, "§5.8" },
        { Head + "m=audio 9 RTP/SAVPF 0\nb=AS:many\n",           6, "§5.8" },
    };

    public static readonly TheoryData<SdpLimits, int?> TooSmall = new()
    {
        { new() { MaxBytes = 100 },               null },
        { new() { MaxLines = 10 },                11 },
        { new() { MaxMediaSections = 2 },         25 },
        { new() { MaxAttributesPerSection = 4 },  9 },
        { new() { MaxLineLength = 50 },           6 },
    };

    [Theory, MemberData(nameof(Valid))]
    public void TryParse_ValidText_KeepsEveryCharacter(string text)
    {
        var parsed = SdpParser.TryParse(text, SdpLimits.Default, out var description, out var error);

        Assert.True(parsed, error?.ToString());
        Assert.Equal(text, SdpWriter.Write(description!));
    }

    [Theory, MemberData(nameof(Invalid))]
    [Trait("CallFlow", "#18")]
    public void TryParse_InvalidText_NamesLineAndRule(string text, int line, string section)
    {
        Assert.False(SdpParser.TryParse(text, SdpLimits.Default, out _, out var error));
        Assert.Equal((SdpErrorCode.SdpInvalid, line, "RFC 8866 " + section, true), (error.Code, error.Line, error.Rule, error.IsMalformed));
    }

    [Theory, MemberData(nameof(TooSmall))]
    public void TryParse_BeyondALimit_IsTooLarge(SdpLimits limits, int? line)
    {
        Assert.True(SdpParser.TryParse(Texts.Offer, SdpLimits.Default, out _, out _));
        Assert.False(SdpParser.TryParse(Texts.Offer, limits, out _, out var error));
        Assert.Equal((SdpErrorCode.SdpTooLarge, line, true), (error.Code, error.Line, error.IsMalformed));
    }

    [Fact]
    public void TryParse_ManyBytesInFewCharacters_CountsBytes()
    {
        var text = Head + "a=x:" + new string('漢', 100) + "\n";

        var bytes = Encoding.UTF8.GetByteCount(text);

        Assert.True(bytes > text.Length + 100);
        Assert.True(SdpParser.TryParse(text, new() { MaxBytes = bytes }, out _, out _));
        Assert.False(SdpParser.TryParse(text, new() { MaxBytes = bytes - 1 }, out _, out _));
    }

    [Fact]
    public void TryParse_HalfACharacter_IsInvalid()
    {
        Assert.False(SdpParser.TryParse(Head + "a=x:\ud83d\n", SdpLimits.Default, out _, out var error));
        Assert.Equal((SdpErrorCode.SdpInvalid, 5), (error.Code, error.Line));
    }

    [Fact]
    public void TryParse_BrowserOffer_ReadsItsSections()
    {
        var offer = Sample.Description("firefox-max-bundle.offer");

        Assert.Equal(["audio", "video", "application"], offer.Media.Select(section => section.Kind));
        Assert.Equal([9, 0, 0], offer.Media.Select(section => section.Port));
        Assert.Equal([false, true, true], offer.Media.Select(section => section.IsBundleOnly));
        Assert.DoesNotContain(offer.Media, section => section.IsRejected);
        Assert.Equal(["0", "1", "2"], offer.Media.Select(section => section.Mid));
        Assert.Equal("m=video", offer.Text.Split("\r\n")[offer.Media[1].Line - 1][..7]);
        Assert.True(offer.Media[1].Attributes.Find("rtcp-mux").Value.IsEmpty);
        Assert.Equal("webrtc-datachannel", offer.Media[2].Formats);
        Assert.Equal("trickle", offer.Attributes.Find("ice-options").Value);
        Assert.False(offer.Attributes.Has("ice-lite"));
    }

    [Theory]
    [InlineData("a=recvonly", "",           MediaDirection.RecvOnly)]
    [InlineData("a=recvonly", "a=sendonly", MediaDirection.SendOnly)]
    [InlineData("a=x",        "a=inactive", MediaDirection.Inactive)]
    [InlineData("a=x",        "",           MediaDirection.SendRecv)]
    public void Direction_OfASection_IsItsOwnElseTheSessions(string session, string section, MediaDirection expected)
    {
        var text = $"{Head}{session}\nm=audio 9 RTP/SAVPF 0\n{section}".TrimEnd();

        Assert.Equal(expected, Sample.Parse(text).Media[0].Direction);
    }
}
