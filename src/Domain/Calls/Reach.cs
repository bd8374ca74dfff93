namespace Signaling.Domain.Calls;

/// <summary>How a device that is in a call can be reached.</summary>
public enum Reach
{
    /// <summary>It had a stream of events in this call and still has, as far as is known: no time runs against it.</summary>
    Attached,

    /// <summary>Nothing is known of a stream: it counts as there for as long as it does something.</summary>
    Unattached,

    /// <summary>It had a stream and has vanished: it may come back, on any edge, in its time of grace.</summary>
    Away,
}
