using System.Collections.Immutable;

namespace Signaling.Domain.Sdp;

/// <summary>What offer and answer agree on for one media section (RFC 3264 §6; CALL-FLOWS #19).</summary>
/// <param name="Kind">The section's kind: <c>audio</c>, <c>video</c>, <c>screenShare</c>, <c>fileTransfer</c>, <c>data</c> or <c>other</c>.</param>
/// <param name="Direction">As the offerer sees it: <c>sendrecv</c>, <c>sendonly</c>, <c>recvonly</c> or <c>inactive</c>.</param>
/// <param name="Codecs">The names of the codecs that both sides have, in the answer's order, such as <c>opus</c>.</param>
/// <param name="Protocol">The transport protocol, as in <c>UDP/TLS/RTP/SAVPF</c>.</param>
public sealed record NegotiatedMedia(string Kind, string Direction, ImmutableArray<string> Codecs, string Protocol);
