namespace Signaling.Domain.Sdp;

/// <summary>What a section's protocol means for its protection.</summary>
internal enum MediaTransport
{
    /// <summary>SRTP keyed by SDES or DTLS: <c>RTP/SAVP(F)</c> (RFC 4568, RFC 5124).</summary>
    Srtp,

    /// <summary>SRTP keyed by DTLS: <c>UDP/TLS/RTP/SAVP(F)</c> and over TCP (RFC 5764 §8, RFC 7850).</summary>
    DtlsSrtp,

    /// <summary>Data channels over SCTP over DTLS (RFC 8841 §4.3).</summary>
    DataChannel,

    /// <summary>MSRP over TLS (RFC 4975 §8.1).</summary>
    SecureMessages,

    /// <summary>RTP, fax or messages in the clear.</summary>
    Unprotected,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>The protocols of <c>m=</c> lines (RFC 8866 §5.14), compared without case since gateways vary it.</summary>
internal static class MediaTransports
{
    public static MediaTransport Of(string protocol) => protocol.ToUpperInvariant() switch
    {
        "RTP/SAVP" or "RTP/SAVPF" or "TCP/RTP/SAVP" or "TCP/RTP/SAVPF" => MediaTransport.Srtp,
        "UDP/TLS/RTP/SAVP" or "UDP/TLS/RTP/SAVPF" or "TCP/DTLS/RTP/SAVP" or "TCP/DTLS/RTP/SAVPF"
            or "TCP/TLS/RTP/SAVP" or "TCP/TLS/RTP/SAVPF" => MediaTransport.DtlsSrtp,
        "UDP/DTLS/SCTP" or "TCP/DTLS/SCTP" or "DTLS/SCTP" => MediaTransport.DataChannel,
        "TCP/TLS/MSRP" => MediaTransport.SecureMessages,
        "UDP" or "UDPTL" or "TCP" or "TCP/MSRP" => MediaTransport.Unprotected,
        // With or without feedback, over UDP, TCP or TLS: the RTP packets themselves are not secured (RFC 3551, RFC 7850).
        var other when other.EndsWith("RTP/AVP", StringComparison.Ordinal) || other.EndsWith("RTP/AVPF", StringComparison.Ordinal)
            => MediaTransport.Unprotected,
        _ => MediaTransport.Other,
    };

    public static bool IsRtp(this MediaTransport transport) => transport is MediaTransport.Srtp or MediaTransport.DtlsSrtp;

    public static bool IsDtls(this MediaTransport transport) => transport is MediaTransport.DtlsSrtp or MediaTransport.DataChannel;
}
