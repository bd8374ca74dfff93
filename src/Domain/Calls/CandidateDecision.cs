using Signaling.Domain.Events;
using Signaling.Domain.Identity;

namespace Signaling.Domain.Calls;

/// <summary>What becomes of candidates that a device has sent.</summary>
public abstract record CandidateDecision
{
    private CandidateDecision() { }

    /// <summary>They are kept, and given to the other side now.</summary>
    public sealed record Deliver(int Offer, UserId To, DeviceFilter Devices) : CandidateDecision;

    /// <summary>They are kept until the device's answer is committed; a callee's addresses are nobody's before.</summary>
    public sealed record Hold(int Offer) : CandidateDecision;

    /// <summary>They are not taken.</summary>
    public sealed record Refused(CallError Error) : CandidateDecision;
}
