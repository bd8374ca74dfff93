using Signaling.Infrastructure.Storage;

namespace Signaling.Infrastructure.Redis;

/// <summary>What every script call of this edge has in common.</summary>
/// <param name="Keys">How keys are spelled.</param>
/// <param name="Edge">This edge's id, escaped: it is part of its channel's name.</param>
/// <param name="Inbox">How much of an inbox is kept.</param>
/// <param name="Forms">The forms of stored calls that this build knows.</param>
/// <param name="Shift">Added to the store's time; zero but in tests.</param>
internal sealed record RedisScope(RedisKeys Keys, string Edge, InboxOptions Inbox, CallForms Forms, TimeSpan Shift)
{
    /// <summary>How long a bucket counts this edge as alive after its last pulse.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(15);

    /// <summary>How often at least an edge looks at each bucket, due or not.</summary>
    public static TimeSpan Watch { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Not to have been looked at for longer than this is a gap: the store, or every edge, was away.</summary>
    public static TimeSpan Gap { get; } = TimeSpan.FromSeconds(4);
}
