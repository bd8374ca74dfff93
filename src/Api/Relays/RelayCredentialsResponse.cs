namespace Signaling.Api.Relays;

/// <summary>What an <c>RTCPeerConnection</c> takes as <c>iceServers</c>.</summary>
/// <param name="IceServers">The nearest relay first; empty in Development when none is configured.</param>
/// <param name="ExpiresAt">When the credential ends; ask for another before.</param>
internal sealed record RelayCredentialsResponse(IReadOnlyList<IceServerResponse> IceServers, DateTimeOffset ExpiresAt);

/// <summary>One relay, as <c>RTCIceServer</c> (W3C WebRTC §4.2.4).</summary>
/// <param name="Urls">STUN, then TURN over UDP, TCP and TLS, as the relay offers them.</param>
/// <param name="Username">Ends with the credential; it names nobody.</param>
/// <param name="Credential">The password. A secret: it opens the relay to whoever has it.</param>
internal sealed record IceServerResponse(IReadOnlyList<string> Urls, string Username, string Credential)
{
    public override string ToString() => $"{Urls.Count} relay URLs";
}
