using Signaling.Chaos.Model;

namespace Signaling.Chaos.Faults;

/// <summary>Something that goes wrong while calls go on.</summary>
/// <param name="Name">How the table calls it.</param>
/// <param name="ActAsync">Does it, and heals it.</param>
internal sealed record Fault(string Name, Func<Round, Random, CancellationToken, Task> ActAsync)
{
    /// <summary>Whether the store is away for a while; recovery is measured from when it is back.</summary>
    public bool StoreGoesAway { get; init; }

    /// <summary>Whether the store may lose what it was told.</summary>
    public bool MayLoseWrites { get; init; }

    /// <summary>The share of commands that are sent twice at once, and of those sent again later.</summary>
    public double RepeatShare { get; init; } = 0.05;

    /// <summary>Within what time signaling must be back for 99 in 100; null where that is only shown.</summary>
    public TimeSpan? BackWithin { get; init; }
}
