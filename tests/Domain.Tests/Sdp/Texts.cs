using Xunit;

namespace Signaling.Domain.Tests.Sdp;

/// <summary>The smallest sound descriptions, from which each row of a table changes one thing.</summary>
internal static class Texts
{
    public const string Fingerprint =
        "sha-256 6A:FC:72:0B:91:AB:E0:58:FC:46:C6:90:F1:2C:1F:27:E6:8C:19:6B:59:BB:87:E2:7C:3B:9E:08:69:BF:FF:2A";

    public const string Password = "0P8+DmkNRN0jwBoYW0x2BX3X";

    /// <summary>Keys with salts of 44, 30 and 30 octets.</summary>
    public const string Key44 = "NzB4d1BINUAvLEw6UzF3WSJ+PSdFcGdUJShpX1Zjf0pWQDFBQjE5MTIzNDU=",
        Key30 = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz", OtherKey30 = "PS1uQCVeeCFCanVmcjkpPywjNWhcYD0mXXtxaVBR";

    /// <summary>A browser's offer: audio, video and data in one bundle; lines 1 to 4 are v, o, s, t, line 6 is the fingerprint.</summary>
    public static string Offer { get; } = Join(
        "v=0", "o=- 1 2 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=group:BUNDLE 0 1 2",                                                // 1-5
        "a=fingerprint:" + Fingerprint, "a=ice-ufrag:Oofv", "a=ice-pwd:" + Password, "a=setup:actpass",                            // 6-9
        "m=audio 9 UDP/TLS/RTP/SAVPF 111 0 8", "c=IN IP4 0.0.0.0", "a=mid:0", "a=sendrecv", "a=rtcp-mux",                          // 10-14
        "a=rtpmap:111 opus/48000/2", "a=candidate:1 1 udp 2122194687 192.0.2.2 34373 typ host generation 0 network-id 1",          // 15-16
        "m=video 9 UDP/TLS/RTP/SAVPF 96 97", "c=IN IP4 0.0.0.0", "a=mid:1", "a=sendrecv", "a=rtcp-mux",                            // 17-21
        "a=rtpmap:96 VP8/90000", "a=rtpmap:97 rtx/90000", "a=fmtp:97 apt=96",                                                      // 22-24
        "m=application 9 UDP/DTLS/SCTP webrtc-datachannel", "c=IN IP4 0.0.0.0", "a=mid:2", "a=sctp-port:5000");                     // 25-28

    /// <summary>An answer to <see cref="Offer"/>, line by line the same.</summary>
    public static string Answer { get; } = Offer
        .Replace("a=setup:actpass", "a=setup:active", StringComparison.Ordinal)
        .Replace("a=ice-ufrag:Oofv", "a=ice-ufrag:q9CT", StringComparison.Ordinal)
        .Replace("192.0.2.2", "192.0.2.3", StringComparison.Ordinal);

    /// <summary>A phone's offer with keys in the description; lines 8 and 9 are the keys.</summary>
    public static string PhoneOffer { get; } = Join(
        "v=0", "o=- 20011 20011 IN IP4 192.0.2.30", "s=-", "c=IN IP4 192.0.2.30", "t=0 0", "m=audio 11784 RTP/SAVP 9 8 101",        // 1-6
        "a=rtpmap:101 telephone-event/8000",
        "a=crypto:1 AEAD_AES_256_GCM inline:" + Key44, "a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:" + Key30, "a=ptime:20");

    /// <summary>An answer to <see cref="PhoneOffer"/> with its second key; line 7 is the key.</summary>
    public static string PhoneAnswer { get; } = Join(
        "v=0", "o=- 20054 20054 IN IP4 192.0.2.31", "s=-", "c=IN IP4 192.0.2.31", "t=0 0", "m=audio 11800 RTP/SAVP 8",
        "a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:" + OtherKey30);

    public static string Join(params string[] lines) => string.Concat(lines.Select(line => line + "\r\n"));

    /// <summary>A text with one thing changed; it must have been there.</summary>
    public static string With(this string text, string old, string replacement)
    {
        Assert.Contains(old, text, StringComparison.Ordinal);
        return text.Replace(old, replacement, StringComparison.Ordinal);
    }

    /// <summary>A text without some lines.</summary>
    public static string Without(this string text, params string[] lines) =>
        lines.Aggregate(text, (rest, line) => rest.With(line + "\r\n", ""));
}
