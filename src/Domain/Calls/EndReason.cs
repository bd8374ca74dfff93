namespace Signaling.Domain.Calls;

/// <summary>Why a call ended, or why it ended for one device.</summary>
public enum EndReason
{
    /// <summary>The caller gave up before an answer.</summary>
    Cancelled,

    /// <summary>Every device of the callee that could have answered rejected; <see cref="RejectReason"/> says how.</summary>
    Rejected,

    /// <summary>A participant hung up a connected call.</summary>
    HungUp,

    /// <summary>Nobody answered within the ring timeout.</summary>
    TimedOut,

    /// <summary>Another device of the same user answered. Told to a device, never stored as the call's reason.</summary>
    AnsweredElsewhere,

    /// <summary>The callee sent the call on to someone else. Told to the callee's devices, never stored as the call's reason.</summary>
    Redirected,

    /// <summary>The longest duration that the operator allows was reached.</summary>
    DurationExceeded,

    /// <summary>A participant vanished and did not come back in its time of grace.</summary>
    PeerLost,

    /// <summary>Media need a relay by the policies of the network, and neither side had one in time (CALL-FLOWS #90).</summary>
    NoRelay,

    /// <summary>Two people called each other at once and this call gave way to the other.</summary>
    Glare,
}
