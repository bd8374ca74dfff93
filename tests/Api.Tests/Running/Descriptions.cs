namespace Signaling.Api.Tests.Running;

/// <summary>An offer and its answer, as two browsers with a microphone write them.</summary>
internal static class Descriptions
{
    private const string Session = "v=0\r\no=- 4611731400430051336 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n";

    public static string Offer { get; } = Session + Audio("actpass", "UfrA", "111 0");

    public static string Answer { get; } = Session + Audio("active", "UfrB", "111");

    /// <summary>The same offer with other ICE credentials: an ICE restart (RFC 9429 §4.1.8).</summary>
    public static string Restart { get; } = Session.Replace(" 2 IN", " 3 IN", StringComparison.Ordinal) + Audio("actpass", "UfrC", "111 0");

    public const string Candidate = "candidate:1 1 udp 2122260223 192.0.2.1 54400 typ host generation 0";

    /// <summary>A host candidate of an address.</summary>
    public static string CandidateOf(string address) => Candidate.Replace("192.0.2.1", address, StringComparison.Ordinal);

    private static string Audio(string setup, string fragment, string formats) =>
        $"m=audio 9 UDP/TLS/RTP/SAVPF {formats}\r\nc=IN IP4 0.0.0.0\r\na=rtcp:9 IN IP4 0.0.0.0\r\na=ice-ufrag:{fragment}\r\na=ice-pwd:0123456789abcdefghijklmn\r\n"
        + "a=ice-options:trickle\r\na=fingerprint:sha-256 "
        + string.Join(':', Enumerable.Range(0, 32).Select(i => ((i * 7 + 3) % 256).ToString("X2", System.Globalization.CultureInfo.InvariantCulture)))
        + $"\r\na=setup:{setup}\r\na=mid:0\r\na=sendrecv\r\na=rtcp-mux\r\na=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\n"
        + (formats.Contains(" 0", StringComparison.Ordinal) ? "a=rtpmap:0 PCMU/8000\r\n" : "");
}
