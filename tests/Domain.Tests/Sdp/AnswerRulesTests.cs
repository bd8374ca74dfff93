using Signaling.Domain.Sdp;
using Xunit;

namespace Signaling.Domain.Tests.Sdp;

/// <summary>How an answer must fit its offer; each row changes one thing in a sound pair.</summary>
public class AnswerRulesTests
{
    private const string Crypto = "a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:";

    private static readonly string NoData = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\na=mid:2\r\na=sctp-port:5000\r\n";

    public static readonly TheoryData<string, string, string, SdpErrorCode?, int?> Rows = new()
    {
        { "as it is",                 Texts.Offer, Texts.Answer, null, null },

        // Sections, RFC 3264 §6.
        { "a section less",           Texts.Offer, Texts.Answer.With(NoData, "").With("BUNDLE 0 1 2", "BUNDLE 0 1"), SdpErrorCode.MLineMismatch, 17 },
        { "a section more",           Texts.Offer, Texts.Answer + "m=video 0 UDP/TLS/RTP/SAVPF 96\r\n", SdpErrorCode.MLineMismatch, 29 },
        { "another kind",             Texts.Offer, Texts.Answer.With("m=video", "m=audio"), SdpErrorCode.MLineMismatch, 17 },
        { "another transport",        Texts.Offer, Texts.Answer.With("m=video 9 UDP/TLS/RTP/SAVPF", "m=video 9 RTP/SAVPF"), SdpErrorCode.MLineMismatch, 17 },
        { "rejects a section",        Texts.Offer, Texts.Answer.With("m=video 9", "m=video 0").With("BUNDLE 0 1 2", "BUNDLE 0 2"), null, null },
        { "rejects it bare",          Texts.Offer, Texts.Answer.With("BUNDLE 0 1 2", "BUNDLE 0 1").With(NoData, "m=application 0 UDP/DTLS/SCTP x\r\n"), null, null },
        { "keeps it rejected",        Texts.Offer.With("m=video 9", "m=video 0"), Texts.Answer.With("m=video 9", "m=video 0"), null, null },
        { "revives a section",        Texts.Offer.With("m=video 9", "m=video 0"), Texts.Answer, SdpErrorCode.RejectedSectionActive, 17 },
        { "accepts a bundle-only",    Texts.Offer.With("m=video 9", "m=video 0").With("a=mid:1", "a=mid:1\r\na=bundle-only"), Texts.Answer, null, null },

        // Names and bundles, RFC 5888 and RFC 9143.
        { "other mid",                Texts.Offer, Texts.Answer.With("a=mid:1", "a=mid:9").With("BUNDLE 0 1 2", "BUNDLE 0 2"), SdpErrorCode.MidMismatch, 19 },
        { "mids swapped",             Texts.Offer, Texts.Answer.With("a=mid:1", "a=mid:x").With("a=mid:0", "a=mid:1").With("a=mid:x", "a=mid:0"), SdpErrorCode.MidMismatch, 12 },
        { "no mids, no bundle",       Texts.Offer, Texts.Answer.Without("a=mid:0", "a=mid:1", "a=mid:2", "a=group:BUNDLE 0 1 2"), null, null },
        { "mid that was not offered", Texts.Offer.Without("a=mid:0", "a=mid:1", "a=mid:2", "a=group:BUNDLE 0 1 2"), Texts.Answer, SdpErrorCode.MidMismatch, 12 },
        { "smaller bundle",           Texts.Offer, Texts.Answer.With("BUNDLE 0 1 2", "BUNDLE 0 1"), null, null },
        { "larger bundle",            Texts.Offer.With("BUNDLE 0 1 2", "BUNDLE 0 1"), Texts.Answer, SdpErrorCode.BundleMismatch, 5 },
        { "two bundles joined",       Texts.Offer.With("a=group:BUNDLE 0 1 2", "a=group:BUNDLE 0 1\r\na=group:BUNDLE 2"), Texts.Answer, SdpErrorCode.BundleMismatch, 5 },
        { "bundle of unknown",        Texts.Offer, Texts.Answer.With("BUNDLE 0 1 2", "BUNDLE 0 1 7"), SdpErrorCode.BundleMismatch, 5 },

        // Roles, RFC 8842 §5.3.
        { "passive",                  Texts.Offer, Texts.Answer.With("setup:active", "setup:passive"), null, null },
        { "undecided role",           Texts.Offer, Texts.Answer.With("setup:active", "setup:actpass"), SdpErrorCode.SetupRoleInvalid, 9 },
        { "both active",              Texts.Offer.With("setup:actpass", "setup:active"), Texts.Answer, SdpErrorCode.SetupRoleInvalid, 9 },
        { "passive to active",        Texts.Offer.With("setup:actpass", "setup:active"), Texts.Answer.With("setup:active", "setup:passive"), null, null },
        { "both passive",             Texts.Offer.With("setup:actpass", "setup:passive"), Texts.Answer.With("setup:active", "setup:passive"), SdpErrorCode.SetupRoleInvalid, 9 },
        { "no role",                  Texts.Offer, Texts.Answer.Without("a=setup:active"), null, null },

        // Codecs, RFC 3264 §6.1.
        { "fewer codecs",             Texts.Offer, Texts.Answer.With("SAVPF 111 0 8", "SAVPF 0"), null, null },
        { "another number",           Texts.Offer, Texts.Answer.With("SAVPF 111 0", "SAVPF 120 0").With("rtpmap:111", "rtpmap:120"), null, null },
        { "case of a name",           Texts.Offer, Texts.Answer.With("opus/48000/2", "OPUS/48000/2"), null, null },
        { "one channel",              Texts.Offer, Texts.Answer.With("opus/48000/2", "opus/48000"), SdpErrorCode.CodecNotOffered, 15 },
        { "one channel by number",    Texts.Offer, Texts.Answer.With("a=rtpmap:111 opus/48000/2", "a=rtpmap:0 PCMU/8000/1"), null, null },
        { "other clock",              Texts.Offer, Texts.Answer.With("VP8/90000", "VP8/48000"), SdpErrorCode.CodecNotOffered, 22 },
        { "other codec, same number", Texts.Offer, Texts.Answer.With("VP8/90000", "VP9/90000"), SdpErrorCode.CodecNotOffered, 22 },
        { "static codec not offered", Texts.Offer, Texts.Answer.With("SAVPF 111 0 8", "SAVPF 111 9"), SdpErrorCode.CodecNotOffered, 10 },
        { "static codec renamed",     Texts.Offer.With("SAVPF 111 0 8", "SAVPF 111 120").With("a=mid:0", "a=mid:0\r\na=rtpmap:120 PCMA/8000"), Texts.Answer.With("SAVPF 111 0 8", "SAVPF 8"), null, null },
        { "telephone-event added",    Texts.Offer, Texts.Answer.With("SAVPF 111 0 8", "SAVPF 111 101").With("a=mid:0", "a=mid:0\r\na=rtpmap:101 telephone-event/8000"), SdpErrorCode.CodecNotOffered, 13 },
        { "number without a name",    Texts.Offer, Texts.Answer.Without("a=rtpmap:111 opus/48000/2"), null, null },

        // Directions, RFC 3264 §6.1.
        { "inactive",                 Texts.Offer, Texts.Answer.With("a=sendrecv", "a=inactive"), null, null },
        { "hold",                     Texts.Offer.With("a=sendrecv", "a=sendonly"), Texts.Answer.With("a=sendrecv", "a=recvonly"), null, null },
        { "hold ignored",             Texts.Offer.With("a=sendrecv", "a=sendonly"), Texts.Answer, SdpErrorCode.DirectionMismatch, 13 },
        { "both only send",           Texts.Offer.With("a=sendrecv", "a=sendonly"), Texts.Answer.With("a=sendrecv", "a=sendonly"), SdpErrorCode.DirectionMismatch, 13 },
        { "wakes the inactive",       Texts.Offer.With("a=sendrecv", "a=inactive"), Texts.Answer.With("a=sendrecv", "a=recvonly"), SdpErrorCode.DirectionMismatch, 13 },

        // RTCP, RFC 5761 and RFC 8858.
        { "does not multiplex",       Texts.Offer, Texts.Answer.With("a=rtcp-mux\r\n", ""), null, null },
        { "multiplexes unasked",      Texts.Offer.With("a=rtcp-mux\r\n", ""), Texts.Answer, SdpErrorCode.RtcpMuxMismatch, 14 },
        { "must multiplex",           Texts.Offer.With("a=rtcp-mux", "a=rtcp-mux-only"), Texts.Answer.With("a=rtcp-mux\r\n", ""), SdpErrorCode.RtcpMuxMismatch, 10 },

        // Protection, as in offers.
        { "no fingerprint",           Texts.Offer, Texts.Answer.Without("a=fingerprint:" + Texts.Fingerprint), SdpErrorCode.FingerprintMissing, 9 },
        { "in the clear",             Texts.Offer, Texts.Answer.With("m=video 9 UDP/TLS/RTP/SAVPF", "m=video 9 RTP/AVPF"), SdpErrorCode.MLineMismatch, 17 },
        { "no user name fragment",    Texts.Offer, Texts.Answer.Without("a=ice-ufrag:q9CT"), SdpErrorCode.IceCredentialsMissing, 15 },

        // Keys, RFC 4568 §5.1.2.
        { "takes a key",              Texts.PhoneOffer, Texts.PhoneAnswer, null, null },
        { "other suite, same tag",    Texts.PhoneOffer, Texts.PhoneAnswer.With(Crypto, "a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:"), SdpErrorCode.SrtpAnswerMismatch, 7 },
        { "other tag",                Texts.PhoneOffer, Texts.PhoneAnswer.With("a=crypto:2", "a=crypto:1"), SdpErrorCode.SrtpAnswerMismatch, 7 },
        { "two keys",                 Texts.PhoneOffer, Texts.PhoneAnswer + "a=crypto:1 AEAD_AES_256_GCM inline:" + Texts.Key44.Replace('N', 'M') + "\r\n", SdpErrorCode.SrtpAnswerMismatch, 7 },
        { "the offer's own key",      Texts.PhoneOffer, Texts.PhoneAnswer.With(Texts.OtherKey30, Texts.Key30), SdpErrorCode.SrtpKeyInvalid, 7 },
        { "no key",                   Texts.PhoneOffer, Texts.PhoneAnswer.Without(Crypto + Texts.OtherKey30), SdpErrorCode.KeyingMissing, 6 },
        { "DTLS to keys",             Texts.PhoneOffer, Texts.PhoneAnswer.With(Crypto + Texts.OtherKey30, "a=fingerprint:" + Texts.Fingerprint), SdpErrorCode.KeyingMismatch, 6 },
        { "keys to DTLS",             Texts.PhoneOffer.With("a=ptime:20", "a=fingerprint:" + Texts.Fingerprint).Without("a=crypto:1 AEAD_AES_256_GCM inline:" + Texts.Key44, "a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:" + Texts.Key30), Texts.PhoneAnswer, SdpErrorCode.KeyingMismatch, 7 },
        { "DTLS where both offered",  Texts.PhoneOffer.With("a=ptime:20", "a=fingerprint:" + Texts.Fingerprint), Texts.PhoneAnswer.With(Crypto + Texts.OtherKey30, "a=fingerprint:" + Texts.Fingerprint), null, null },
    };

    [Theory, MemberData(nameof(Rows))]
    [Trait("CallFlow", "#18")]
    public void Check_ForEachRow_GivesItsCodeAndLine(string what, string offer, string answer, SdpErrorCode? code, int? line)
    {
        var parsed = Sample.Parse(offer);
        Assert.Null(OfferRules.Check(parsed, SdpPolicy.Default));

        var error = AnswerRules.Check(parsed, Sample.Parse(answer), SdpPolicy.Default);

        Assert.True((code, line) == (error?.Code, error?.Line), $"{what}: {error}");
    }

    [Fact]
    public void Check_WeakSuiteChosenUnderStrict_IsRefused()
    {
        var strict = new SdpPolicy { StrictSrtpSuite = true };
        var offer = Sample.Parse(Texts.PhoneOffer);

        Assert.Null(OfferRules.Check(offer, strict));
        Assert.Equal(SdpErrorCode.SrtpSuiteNotAllowed, AnswerRules.Check(offer, Sample.Parse(Texts.PhoneAnswer), strict)?.Code);
    }
}
