using System.Collections.Immutable;

namespace Signaling.Domain.Sdp;

/// <summary>What a deployment lets pass beyond what the RFCs demand; each switch is one rule.</summary>
public sealed record SdpPolicy
{
    /// <summary>The rules of the <c>acs</c> profile.</summary>
    public static SdpPolicy Default { get; } = new();

    /// <summary>Whether keys in <c>a=crypto</c> lines must be for AES-256-GCM; default false (CALL-FLOWS #24).</summary>
    public bool StrictSrtpSuite { get; init; }

    /// <summary>Whether SRTP keys may travel in <c>a=crypto</c> lines at all, as SIP phones do; default true (CALL-FLOWS #23).</summary>
    public bool AllowSdes { get; init; } = true;

    /// <summary>Whether file transfer sections pass, over TLS only; default false (CALL-FLOWS #11).</summary>
    public bool AllowFileTransfer { get; init; }

    /// <summary>Whether WebRTC data channels pass; default true.</summary>
    public bool AllowDataChannels { get; init; } = true;

    /// <summary>Whether an agent may say <c>a=ice-lite</c>, as media servers and SBCs do; default true.</summary>
    public bool AllowIceLite { get; init; } = true;

    /// <summary>Media names and <c>a=label</c> values that mean screen sharing, beside <c>a=content:slides</c> (CALL-FLOWS #11).</summary>
    public ImmutableArray<string> ScreenShareAliases { get; init; } = ["applicationsharing", "applicationsharing-video", "screenshare"];
}
