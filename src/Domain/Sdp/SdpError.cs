namespace Signaling.Domain.Sdp;

/// <summary>A refusal of a description, with the place and the rule.</summary>
/// <param name="Code">What is wrong, stable across versions.</param>
/// <param name="Line">The line at fault, from 1; null if it is about the whole text.</param>
/// <param name="Rule">The RFC section or policy that is broken, such as <c>RFC 8827 §6.5</c>.</param>
/// <param name="Detail">What to do about it, for a person; never holds a key, a password or a line's text.</param>
public sealed record SdpError(SdpErrorCode Code, int? Line, string Rule, string Detail)
{
    /// <summary>Whether the text does not even parse (HTTP 400), rather than break a rule (HTTP 422).</summary>
    public bool IsMalformed => Code is SdpErrorCode.SdpInvalid or SdpErrorCode.SdpTooLarge or SdpErrorCode.CandidateInvalid;
}
