namespace Signaling.Domain.Calls;

/// <summary>What one device of the callee has said about a call that nobody has answered.</summary>
/// <param name="Rejected">Null while it rings; else why it will not take the call.</param>
public readonly record struct DeviceStanding(RejectReason? Rejected)
{
    /// <summary>The device alerts its user.</summary>
    public static DeviceStanding Ringing { get; }
}
