namespace Signaling.Domain.Calls;

/// <summary>Whether a device that is in a call is there. The default is there for good, which is what calls written before anyone
/// looked are taken for.</summary>
/// <param name="Reach">How it can be reached.</param>
/// <param name="Since">When its time began to run, in store time; without meaning while it is attached.</param>
public readonly record struct DevicePresence(Reach Reach, DateTimeOffset Since)
{
    /// <summary>It has a stream of events.</summary>
    public static DevicePresence Attached => default;

    /// <summary>When it is given up, in store time; null when no time runs against it.</summary>
    public DateTimeOffset? Until(CallLimits limits) => Reach is Reach.Attached ? null : Since + Patience(limits);

    /// <summary>How long it is waited for.</summary>
    public TimeSpan Patience(CallLimits limits) => Reach is Reach.Away ? limits.Grace : limits.InactiveAfter;
}
