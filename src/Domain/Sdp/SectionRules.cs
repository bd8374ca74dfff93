namespace Signaling.Domain.Sdp;

/// <summary>What every active section of an offer and of an answer must have (CALL-FLOWS #20 to #24, #73).</summary>
internal static class SectionRules
{
    /// <summary>Checks one section; rejected ones need no protection, but their candidates must parse.</summary>
    public static SdpError? Check(SessionDescription description, MediaSection section, SdpPolicy policy, HashSet<string> usedKeys) =>
        section.IsRejected
            ? IceRules.Check(description, section)
            : TransportFault(section, policy)
                ?? SingleFault(section)
                ?? KeyingFault(description, section, policy, usedKeys)
                ?? SetupRules.Check(description, section)
                ?? IceRules.Check(description, section);

    private static SdpError? TransportFault(MediaSection section, SdpPolicy policy)
    {
        if (MediaKinds.Of(section, policy) == MediaKind.FileTransfer && !policy.AllowFileTransfer)
            return new(SdpErrorCode.FileTransferNotAllowed, section.Line, "CALL-FLOWS #11", "Take out the file transfer section, or set its port to 0.");
        return section.Transport switch
        {
            MediaTransport.Unprotected => new(SdpErrorCode.SrtpRequired, section.Line, "RFC 8827 §6.5",
                $"Secure section {section.Index + 1} ({section.Kind}) with SRTP: UDP/TLS/RTP/SAVPF, or RTP/SAVP with a=crypto."),
            MediaTransport.Other => new(SdpErrorCode.TransportNotAllowed, section.Line, "RFC 8866 §5.14",
                $"Use SRTP or a data channel for section {section.Index + 1} ({section.Kind}), or set its port to 0."),
            MediaTransport.DataChannel when !policy.AllowDataChannels => new(SdpErrorCode.DataChannelNotAllowed, section.Line, "policy",
                "Take out the data channel, or set its port to 0."),
            _ => null,
        };
    }

    // Twice means that the other side may read another one than we checked.
    private static SdpError? SingleFault(MediaSection section)
    {
        bool mid = false, setup = false, ufrag = false, password = false;
        foreach (var attribute in section.Attributes)
        {
            var again = attribute.Name switch
            {
                "mid"       => Again(ref mid),
                "setup"     => Again(ref setup),
                "ice-ufrag" => Again(ref ufrag),
                "ice-pwd"   => Again(ref password),
                _ => false,
            };
            if (again) return new(SdpErrorCode.SdpInvalid, attribute.Line, "RFC 8866 §5.13", "Give mid, setup, ice-ufrag and ice-pwd once in a section.");
        }

        return null;
    }

    private static bool Again(ref bool seen)
    {
        var again = seen;
        seen = true;
        return again;
    }

    private static SdpError? KeyingFault(SessionDescription description, MediaSection section, SdpPolicy policy, HashSet<string> usedKeys)
    {
        var hasCrypto = section.Attributes.Has("crypto");
        if (hasCrypto && CryptoRules.Check(section, policy, usedKeys) is { } cryptoFault) return cryptoFault;
        if (FingerprintRules.Check(description, section, out var hasFingerprint) is { } fault) return fault;
        if (hasFingerprint) return null;
        return section.Transport switch
        {
            MediaTransport.DtlsSrtp or MediaTransport.DataChannel => new(SdpErrorCode.FingerprintMissing, section.Line, "RFC 8122 §5",
                "Add a=fingerprint:sha-256 … to the section or before the first one."),
            MediaTransport.Srtp when !hasCrypto => new(SdpErrorCode.KeyingMissing, section.Line, "RFC 4568 §4",
                "Add a=crypto with a key, or a=fingerprint for DTLS."),
            _ => null,
        };
    }
}
