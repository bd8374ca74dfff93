namespace Signaling.Domain.Calls;

/// <summary>Why a device of the callee did not take a call. Being busy is a device's word, never inferred.</summary>
public enum RejectReason
{
    /// <summary>The user is in another call.</summary>
    Busy,

    /// <summary>The user does not want this call.</summary>
    Declined,

    /// <summary>The device may not take such a call.</summary>
    Forbidden,
}
