using Signaling.Domain.Sdp;
using Xunit;

namespace Signaling.Domain.Tests.Sdp;

/// <summary>What both sides end up with (CALL-FLOWS #19), and what it is called (#11).</summary>
public class NegotiationTests
{
    [Fact]
    [Trait("CallFlow", "#19")]
    public void Negotiate_BrowserPair_GivesTheIntersection()
    {
        var media = Negotiation.Negotiate(
            Sample.Parse(Texts.Offer), Sample.Parse(Texts.Answer.With("SAVPF 111 0 8", "SAVPF 8 111")));

        Assert.Equal(["audio", "video", "data"], media.Select(m => m.Kind));
        Assert.Equal(["PCMA", "opus"], media[0].Codecs);
        Assert.Equal(["VP8", "rtx"], media[1].Codecs);
        Assert.Equal(["webrtc-datachannel"], media[2].Codecs);
        Assert.Equal(["UDP/TLS/RTP/SAVPF", "UDP/TLS/RTP/SAVPF", "UDP/DTLS/SCTP"], media.Select(m => m.Protocol));
    }

    [Theory]
    [InlineData("sendrecv", "sendrecv", "sendrecv")]
    [InlineData("sendrecv", "recvonly", "sendonly")]
    [InlineData("sendrecv", "sendonly", "recvonly")]
    [InlineData("sendonly", "recvonly", "sendonly")]
    [InlineData("recvonly", "sendonly", "recvonly")]
    [InlineData("sendrecv", "inactive", "inactive")]
    [InlineData("sendonly", "inactive", "inactive")]
    [InlineData("inactive", "inactive", "inactive")]
    public void Negotiate_EachPairOfDirections_IsSeenFromTheOfferer(string offered, string answered, string agreed)
    {
        var media = Negotiation.Negotiate(
            Sample.Parse(Texts.Offer.With("a=sendrecv", "a=" + offered)), Sample.Parse(Texts.Answer.With("a=sendrecv", "a=" + answered)));

        Assert.Equal([agreed, agreed, "sendrecv"], media.Select(m => m.Direction));
    }

    [Fact]
    public void Negotiate_SectionOneSideRejects_LeavesItOut()
    {
        var media = Negotiation.Negotiate(Sample.Description("chromium-stopped-section.offer"), Sample.Description("chromium-stopped-section.answer"));

        Assert.Equal(["audio", "video", "data"], media.Select(m => m.Kind));
    }

    [Fact]
    public void Negotiate_BrowsersOfTwoKinds_KeepsOnlySharedCodecs()
    {
        var media = Negotiation.Negotiate(
            Sample.Description("chromium-to-firefox-av-data.offer"), Sample.Description("chromium-to-firefox-av-data.answer"));

        Assert.Contains("opus", media[0].Codecs);
        Assert.Contains("VP8", media[1].Codecs);
        Assert.DoesNotContain("CN", media[0].Codecs);
    }

    [Theory]
    [InlineData("m=video 9 RTP/SAVPF 96\na=content:slides",                    MediaKind.ScreenShare)]
    [InlineData("m=video 9 RTP/SAVPF 96\na=content:main, slides",              MediaKind.ScreenShare)]
    [InlineData("m=video 9 RTP/SAVPF 96\na=content:speaker",                   MediaKind.Video)]
    [InlineData("m=video 9 RTP/SAVPF 96\na=label:applicationsharing-video",    MediaKind.ScreenShare)]
    [InlineData("m=audio 9 RTP/SAVPF 96\na=content:slides",                    MediaKind.Audio)]
    [InlineData("m=applicationsharing 9 TCP/RTP/SAVP 127",                     MediaKind.ScreenShare)]
    [InlineData("m=application 9 UDP/DTLS/SCTP webrtc-datachannel",            MediaKind.Data)]
    [InlineData("m=message 9 TCP/MSRP *",                                      MediaKind.FileTransfer)]
    [InlineData("m=text 9 RTP/SAVPF 96",                                       MediaKind.Other)]
    [Trait("CallFlow", "#11"), Trait("CallFlow", "#261")]
    public void Of_EachSection_IsItsKind(string section, MediaKind kind) =>
        Assert.Equal([kind], MediaKinds.Of(Sample.Parse("v=0\no=- 1 2 IN IP4 h\ns=-\nt=0 0\n" + section)));

    [Fact]
    [Trait("CallFlow", "#11")]
    public void Of_RoomSystem_IsAudioVideoAndScreenShare() => Assert.Equal(
        [MediaKind.Audio, MediaKind.Video, MediaKind.ScreenShare], MediaKinds.Of(Sample.Description("room-system-slides.offer")));

    [Fact]
    public void Of_RejectedSections_AreNotCounted() => Assert.Equal(
        [MediaKind.Audio], MediaKinds.Of(Sample.Description("linphone-srtp.offer")));
}
