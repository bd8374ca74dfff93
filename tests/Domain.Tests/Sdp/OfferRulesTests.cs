using Signaling.Domain.Sdp;
using Xunit;

namespace Signaling.Domain.Tests.Sdp;

/// <summary>What an offer must be like; each row changes one thing in a sound one.</summary>
public class OfferRulesTests
{
    private static readonly SdpPolicy Strict = new() { StrictSrtpSuite = true }, WithFiles = new() { AllowFileTransfer = true };

    private static readonly string Slides = Texts.Offer + "m=video 9 RTP/AVP 96\r\na=content:slides\r\n";

    private static readonly string Candidate = "a=candidate:1 1 udp 2122194687 192.0.2.2 34373 typ host generation 0 network-id 1";

    public static readonly TheoryData<string, string, SdpErrorCode?, int?> Rows = new()
    {
        { "as it is",                    Texts.Offer, null, null },
        { "no section",                  Texts.Join("v=0", "o=- 1 2 IN IP4 h", "s=-", "t=0 0"), SdpErrorCode.MediaMissing, null },
        { "trickle, no candidate",       Texts.Offer.Without(Candidate), null, null },

        // Protection, CALL-FLOWS #20 and #21.
        { "audio in the clear",          Texts.Offer.With("m=audio 9 UDP/TLS/RTP/SAVPF", "m=audio 9 RTP/AVP"), SdpErrorCode.SrtpRequired, 10 },
        { "with feedback in the clear",  Texts.Offer.With("m=audio 9 UDP/TLS/RTP/SAVPF", "m=audio 9 RTP/AVPF"), SdpErrorCode.SrtpRequired, 10 },
        { "RTP in TLS is not SRTP",      Texts.Offer.With("m=audio 9 UDP/TLS/RTP/SAVPF", "m=audio 9 TCP/TLS/RTP/AVP"), SdpErrorCode.SrtpRequired, 10 },
        { "lower case in the clear",     Texts.Offer.With("m=audio 9 UDP/TLS/RTP/SAVPF", "m=audio 9 rtp/avp"), SdpErrorCode.SrtpRequired, 10 },
        { "sharing in the clear",        Slides, SdpErrorCode.SrtpRequired, 29 },
        { "rejected in the clear",       Texts.Offer.With("m=audio 9 UDP/TLS/RTP/SAVPF", "m=audio 0 RTP/AVP"), null, null },
        { "bundle-only in the clear",    Slides.With("m=video 9 RTP/AVP", "m=video 0 RTP/AVP").With("a=content:slides", "a=bundle-only"), SdpErrorCode.SrtpRequired, 29 },
        { "fax",                         Texts.Offer + "m=image 6402 udptl t38\r\n", SdpErrorCode.SrtpRequired, 29 },
        { "unknown transport",           Texts.Offer + "m=application 6402 TCP/BFCP *\r\n", SdpErrorCode.TransportNotAllowed, 29 },
        { "over TCP",                    Texts.Offer.With("m=audio 9 UDP/TLS/RTP/SAVPF", "m=audio 9 TCP/DTLS/RTP/SAVPF"), null, null },
        { "file transfer",               Texts.Offer + "m=message 9 TCP/TLS/MSRP *\r\na=file-selector:size:1\r\n", SdpErrorCode.FileTransferNotAllowed, 29 },

        // DTLS, RFC 8122 and RFC 8842.
        { "no fingerprint",              Texts.Offer.Without("a=fingerprint:" + Texts.Fingerprint), SdpErrorCode.FingerprintMissing, 9 },
        { "sha-1",                       Texts.Offer.With(Texts.Fingerprint, "sha-1 6A:FC:72:0B:91:AB:E0:58:FC:46:C6:90:F1:2C:1F:27:E6:8C:19:6B"), SdpErrorCode.FingerprintTooWeak, 6 },
        { "md5 beside sha-256",          Texts.Offer.With("a=ice-ufrag", "a=fingerprint:md5 6A:FC\r\na=ice-ufrag"), SdpErrorCode.FingerprintTooWeak, 7 },
        { "a section's own weak one",    Texts.Offer.With("a=mid:1", "a=fingerprint:sha-224 6A\r\na=mid:1"), SdpErrorCode.FingerprintTooWeak, 19 },
        { "short fingerprint",           Texts.Offer.With(":FF:2A", ":FF"), SdpErrorCode.FingerprintInvalid, 6 },
        { "fingerprint not hexadecimal", Texts.Offer.With(":FF:2A", ":FF:2G"), SdpErrorCode.FingerprintInvalid, 6 },
        { "sha-512 as sha-256",          Texts.Offer.With("sha-256", "sha-512"), SdpErrorCode.FingerprintInvalid, 6 },
        { "upper case hash",             Texts.Offer.With("sha-256", "SHA-256"), null, null },
        { "unknown role",                Texts.Offer.With("setup:actpass", "setup:holdconn"), SdpErrorCode.SetupRoleInvalid, 9 },
        { "no role",                     Texts.Offer.Without("a=setup:actpass"), null, null },
        { "role twice",                  Texts.Offer.With("a=mid:1", "a=setup:active\r\na=setup:passive\r\na=mid:1"), SdpErrorCode.SdpInvalid, 20 },

        // ICE, RFC 8839 §5.
        { "no user name fragment",       Texts.Offer.Without("a=ice-ufrag:Oofv"), SdpErrorCode.IceCredentialsMissing, 15 },
        { "no credentials",              Texts.Offer.Without("a=ice-ufrag:Oofv", "a=ice-pwd:" + Texts.Password), SdpErrorCode.IceCredentialsMissing, 14 },
        { "no ICE at all",               Texts.Offer.Without("a=ice-ufrag:Oofv", "a=ice-pwd:" + Texts.Password, Candidate), null, null },
        { "short user name fragment",    Texts.Offer.With("Oofv", "Oof"), SdpErrorCode.IceCredentialsInvalid, 7 },
        { "long password",               Texts.Offer.With(Texts.Password, new string('x', 257)), SdpErrorCode.IceCredentialsInvalid, 8 },
        { "password with a space",       Texts.Offer.With(Texts.Password, "0P8+DmkNRN0j BoYW0x2BX3X"), SdpErrorCode.IceCredentialsInvalid, 8 },
        { "bad candidate",               Texts.Offer.With("192.0.2.2 34373", "192.0.2.2 99999"), SdpErrorCode.CandidateInvalid, 16 },
        { "bad candidate, rejected",     Texts.Offer.With("192.0.2.2 34373", "192.0.2.2 99999").With("m=audio 9", "m=audio 0"), SdpErrorCode.CandidateInvalid, 16 },
        { "candidate of the session",    Texts.Offer.With("a=setup", Candidate + "\r\na=setup"), SdpErrorCode.CandidateInvalid, 9 },
        { "ice-lite",                    Texts.Offer.With("a=setup", "a=ice-lite\r\na=setup"), null, null },

        // Bundles, RFC 9143.
        { "group of unknown",            Texts.Offer.With("BUNDLE 0 1 2", "BUNDLE 0 1 3"), SdpErrorCode.BundleMismatch, 5 },
        { "group names twice",           Texts.Offer.With("BUNDLE 0 1 2", "BUNDLE 0 0"), SdpErrorCode.BundleMismatch, 5 },
        { "other group",                 Texts.Offer.With("BUNDLE 0 1 2", "LS x y"), null, null },
        { "mid twice",                   Texts.Offer.With("a=mid:1", "a=mid:0"), SdpErrorCode.MidMismatch, 19 },
        { "two mids in a section",       Texts.Offer.With("a=mid:1", "a=mid:1\r\na=mid:5"), SdpErrorCode.SdpInvalid, 20 },
        { "inherited from the bundle",   Texts.Offer.Without("a=fingerprint:" + Texts.Fingerprint).With("a=mid:0", $"a=mid:0\r\na=fingerprint:{Texts.Fingerprint}"), null, null },
        { "not bundled, not inherited",  Texts.Offer.Without("a=fingerprint:" + Texts.Fingerprint).With("a=mid:0", $"a=mid:0\r\na=fingerprint:{Texts.Fingerprint}").With("BUNDLE 0 1 2", "BUNDLE 0 2"), SdpErrorCode.FingerprintMissing, 17 },
    };

    [Theory, MemberData(nameof(Rows))]
    [Trait("CallFlow", "#20"), Trait("CallFlow", "#73"), Trait("CallFlow", "#257")]
    public void Check_ForEachRow_GivesItsCodeAndLine(string what, string offer, SdpErrorCode? code, int? line)
    {
        var error = OfferRules.Check(Sample.Parse(offer), SdpPolicy.Default);

        Assert.True((code, line) == (error?.Code, error?.Line), $"{what}: {error}");
    }

    [Fact]
    public void Check_UnderOtherPolicies_ChangesOneRuleEach()
    {
        var lite = Texts.Offer.With("a=setup", "a=ice-lite\r\na=setup");
        var files = Texts.Offer + "m=message 9 TCP/TLS/MSRP *\r\na=file-selector:size:1\r\n";

        Assert.Equal(SdpErrorCode.IceLiteNotAllowed, OfferRules.Check(Sample.Parse(lite), new() { AllowIceLite = false })?.Code);
        Assert.Equal(SdpErrorCode.DataChannelNotAllowed, OfferRules.Check(Sample.Parse(Texts.Offer), new() { AllowDataChannels = false })?.Code);
        Assert.Equal(SdpErrorCode.SdesNotAllowed, OfferRules.Check(Sample.Parse(Texts.PhoneOffer), new() { AllowSdes = false })?.Code);
        Assert.Null(OfferRules.Check(Sample.Parse(files), WithFiles));
        Assert.Equal(SdpErrorCode.SrtpRequired, OfferRules.Check(Sample.Parse(files.With("TCP/TLS/MSRP", "TCP/MSRP")), WithFiles)?.Code);
        Assert.Null(OfferRules.Check(Sample.Parse(Texts.Offer), Strict));
    }

    [Fact]
    [Trait("CallFlow", "#21")]
    public void Check_SecondSectionInTheClear_SaysWhichOne() =>
        Assert.Contains("section 4", OfferRules.Check(Sample.Parse(Slides), SdpPolicy.Default)?.Detail, StringComparison.Ordinal);
}
