namespace Signaling.Infrastructure.Embedded;

/// <summary>What to look at again, and when. A few are looked at with each step of the store, so that no step pays for many and
/// nothing needs a timer of its own.</summary>
internal sealed class Reminders<TKey>
{
    private const int PerStep = 64;

    private readonly PriorityQueue<TKey, DateTimeOffset> queue = new();

    /// <summary>Reminds of <paramref name="key"/> at <paramref name="at"/>; once is enough, since looking says when to look next.</summary>
    public void Add(TKey key, DateTimeOffset at) => queue.Enqueue(key, at);

    /// <summary>Looks at what is due.</summary>
    /// <param name="look">Says when to look again; null when there is nothing left to look at.</param>
    public void Run(DateTimeOffset now, Func<TKey, DateTimeOffset?> look)
    {
        for (var seen = 0; seen < PerStep && queue.TryPeek(out var key, out var at) && at <= now; seen++)
        {
            queue.Dequeue();
            if (look(key) is { } next) queue.Enqueue(key, next);
        }
    }
}
