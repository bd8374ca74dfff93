using Signaling.Domain.Sdp;
using Xunit;

namespace Signaling.Domain.Tests.Sdp;

/// <summary>Keys in descriptions: RFC 4568, CALL-FLOWS #22 to #24.</summary>
public class CryptoRulesTests
{
    private const string Gcm = "1 AEAD_AES_256_GCM inline:" + Texts.Key44, Weak = "2 AES_CM_128_HMAC_SHA1_32 inline:" + Texts.Key30;

    private static readonly string Zero44 = Convert.ToBase64String(new byte[44]);

    public static readonly TheoryData<bool, string[], SdpErrorCode?> Rows = new()
    {
        { false, [Gcm], null },
        { true,  [Gcm], null },
        { true,  [Weak, Gcm], null },                                                                   // the answer has to take the second
        { false, [Weak], null },
        { true,  [Weak], SdpErrorCode.SrtpSuiteNotAllowed },
        { false, ["1 F8_128_HMAC_SHA1_80 inline:" + Texts.Key30], SdpErrorCode.SrtpSuiteNotAllowed },
        { false, ["1 F8_128_HMAC_SHA1_80 inline:" + Texts.Key30, Weak], null },
        { false, ["1 NULL_HMAC_SHA1_80 inline:" + Texts.Key30], SdpErrorCode.SrtpSuiteNotAllowed },
        { false, [], SdpErrorCode.KeyingMissing },
        { false, ["1 AEAD_AES_128_GCM inline:" + Convert.ToBase64String("0123456789012345678901234567"u8)], null },
        { false, ["1 AES_256_CM_HMAC_SHA1_80 inline:" + Convert.ToBase64String("0123456789012345678901234567890123456789012345"u8)], null },
        { false, ["1 AES_192_CM_HMAC_SHA1_80 inline:" + Convert.ToBase64String("01234567890123456789012345678901234567"u8)], null },
        { false, ["1 AEAD_AES_256_GCM inline:" + Convert.ToBase64String("0123456789"u8)], SdpErrorCode.SrtpKeyInvalid },
        { false, ["1 AEAD_AES_256_GCM inline:" + Texts.Key30], SdpErrorCode.SrtpKeyInvalid },
        { false, ["1 AES_CM_128_HMAC_SHA1_80 inline:" + Texts.Key44], SdpErrorCode.SrtpKeyInvalid },
        { false, ["1 AEAD_AES_256_GCM inline:" + Zero44], SdpErrorCode.SrtpKeyInvalid },
        { false, ["1 AEAD_AES_256_GCM inline:not!base64"], SdpErrorCode.SrtpKeyInvalid },
        { false, ["1 AEAD_AES_256_GCM outline:" + Texts.Key44], SdpErrorCode.SrtpKeyInvalid },
        { false, ["1 AEAD_AES_256_GCM inline:"], SdpErrorCode.SrtpKeyInvalid },
        { false, ["1 AEAD_AES_256_GCM"], SdpErrorCode.SrtpKeyInvalid },
        { false, ["x AEAD_AES_256_GCM inline:" + Texts.Key44], SdpErrorCode.SrtpKeyInvalid },
        { false, [Gcm + "|2^20|1:4"], null },
        { false, [$"{Gcm}|2^20|1:4;inline:{Texts.Key44}|2^20|2:4"], SdpErrorCode.SrtpKeyInvalid },      // one key, twice
        { false, [Weak, "3 AES_CM_128_HMAC_SHA1_80 inline:" + Texts.Key30], SdpErrorCode.SrtpKeyInvalid },
        { false, [Gcm, "1 AES_CM_128_HMAC_SHA1_80 inline:" + Texts.Key30], SdpErrorCode.SrtpKeyInvalid }, // one tag, twice
        { false, [Gcm + " UNENCRYPTED_SRTP"], SdpErrorCode.SrtpSessionParameterNotAllowed },
        { false, [Gcm + " UNENCRYPTED_SRTCP"], SdpErrorCode.SrtpSessionParameterNotAllowed },
        { false, [Gcm + " KDR=1 UNAUTHENTICATED_SRTP"], SdpErrorCode.SrtpSessionParameterNotAllowed },
        { false, [Gcm + " -UNENCRYPTED_SRTP"], SdpErrorCode.SrtpSessionParameterNotAllowed },
        { false, [Gcm + " WSH=1"], SdpErrorCode.SrtpSessionParameterNotAllowed },
        { false, [Gcm + " WSH=63"], SdpErrorCode.SrtpSessionParameterNotAllowed },
        { false, [Gcm + " WSH=64 KDR=0"], null },
        { false, [Gcm + " SOMETHING_NEW"], SdpErrorCode.SrtpSessionParameterNotAllowed },
    };

    [Theory, MemberData(nameof(Rows))]
    [Trait("CallFlow", "#22"), Trait("CallFlow", "#257")]
    public void Check_ForEachSetOfKeys_GivesItsCode(bool strict, string[] keys, SdpErrorCode? code)
    {
        var offer = Texts.Join(["v=0", "o=- 1 1 IN IP4 h", "s=-", "c=IN IP4 h", "t=0 0", "m=audio 9 RTP/SAVP 8", .. keys.Select(key => "a=crypto:" + key)]);

        var error = OfferRules.Check(Sample.Parse(offer), new() { StrictSrtpSuite = strict });

        Assert.Equal(code, error?.Code);
        if (error is null) return;
        Assert.InRange(error.Line ?? 0, 6, 8);
        foreach (var secret in (string[])[Texts.Key30, Texts.Key44, Zero44]) Assert.DoesNotContain(secret, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_OneKeyInTwoSections_IsRefused()
    {
        var offer = Texts.PhoneOffer + Texts.Join("m=video 9 RTP/SAVP 97", "a=crypto:1 AEAD_AES_256_GCM inline:" + Texts.Key44);

        Assert.Equal((SdpErrorCode.SrtpKeyInvalid, 12), OfferRules.Check(Sample.Parse(offer), SdpPolicy.Default) is { } error ? (error.Code, error.Line) : default);
    }

    [Fact]
    public void Check_KeyOfTheSession_IsRefused() => Assert.Equal(SdpErrorCode.SrtpKeyInvalid,
        OfferRules.Check(Sample.Parse(Texts.PhoneOffer.With("m=audio", $"a=crypto:9 AES_CM_128_HMAC_SHA1_80 inline:{Texts.OtherKey30}\r\nm=audio")), SdpPolicy.Default)?.Code);
}
