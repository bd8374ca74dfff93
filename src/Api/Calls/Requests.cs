namespace Signaling.Api.Calls;

/// <summary>A call to place.</summary>
/// <param name="To">Whom: a user id of the same tenant. <c>tel:</c>, <c>sip:</c> and <c>fed:</c> callees are planned.</param>
/// <param name="Sdp">The caller's offer (RFC 8866), at most 256 kB.</param>
/// <param name="Media">What is wanted done with the media; left out, nothing.</param>
/// <param name="Network">Where the device says that it is; left out, its addresses alone tell.</param>
public sealed record PlaceCallRequest(string? To, string? Sdp, MediaRequest? Media = null, NetworkRequest? Network = null);

/// <summary>What is wanted done with a call's media.</summary>
/// <param name="Recording">It is to be recorded.</param>
/// <param name="Transcription">Speech is to be written down.</param>
public sealed record MediaRequest(bool Recording = false, bool Transcription = false);

/// <summary>A session description: an answer, or an offer in a connected call.</summary>
/// <param name="Sdp">The description (RFC 8866), at most 256 kB.</param>
/// <param name="Network">Where the device says that it is; left out, its addresses alone tell.</param>
public sealed record DescriptionRequest(string? Sdp, NetworkRequest? Network = null);

/// <summary>Why a call is not taken.</summary>
/// <param name="Reason"><c>busy</c>, <c>declined</c> (the default) or <c>forbidden</c>.</param>
public sealed record RejectRequest(string? Reason = null);

/// <summary>The end of a call.</summary>
/// <param name="Reason">A word for your own records, at most 64 characters; it is not passed on.</param>
public sealed record HangUpRequest(string? Reason = null);

/// <summary>Where a ringing call is sent on to.</summary>
/// <param name="To">A user id of the same tenant.</param>
public sealed record RedirectRequest(string? To);

/// <summary>Hold or resume.</summary>
/// <param name="Sdp">An offer that carries it out, committed together with the flag; left out, the flag alone changes.</param>
public sealed record HoldRequest(string? Sdp = null);

/// <summary>ICE candidates (RFC 8838).</summary>
/// <param name="Offer">The number of the offer they belong to; left out, the current one.</param>
/// <param name="Candidates">At most 100 of them.</param>
/// <param name="EndOfCandidates">Whether no more will come.</param>
public sealed record CandidatesRequest(int? Offer = null, IReadOnlyList<IceCandidateInit>? Candidates = null, bool EndOfCandidates = false);

/// <summary>One candidate, as browsers give it.</summary>
/// <param name="Candidate">The candidate line (RFC 8839 §5.1), with or without <c>a=</c>.</param>
/// <param name="SdpMid">The media section's <c>mid</c>.</param>
/// <param name="SdpMLineIndex">The media section's place, from 0.</param>
/// <param name="UsernameFragment">The ICE user name that it goes with.</param>
public sealed record IceCandidateInit(string? Candidate, string? SdpMid = null, int? SdpMLineIndex = null, string? UsernameFragment = null);

/// <summary>Something to say in writing.</summary>
/// <param name="Text">1 to 4096 characters.</param>
public sealed record MessageRequest(string? Text);
