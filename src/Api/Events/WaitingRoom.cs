using System.Collections.Concurrent;

namespace Signaling.Api.Events;

/// <summary>Hub connections that are not attached: each has a minute to become so, and none outlives its token by waiting here.</summary>
internal sealed class WaitingRoom(TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, Action Abort)> waiting = new();

    /// <summary>Begins a connection's minute, also anew after an attempt that failed.</summary>
    public void Enter(string connection, Action abort) => waiting[connection] = (clock.GetUtcNow() + Patience, abort);

    /// <summary>Lets go of a connection that has attached, or ended.</summary>
    public void Leave(string connection) => waiting.TryRemove(connection, out _);

    /// <summary>Ends the connections whose time is up.</summary>
    public void Clear()
    {
        var now = clock.GetUtcNow();
        foreach (var (connection, entry) in waiting)
            if (entry.Until <= now && waiting.TryRemove(new(connection, entry))) entry.Abort();
    }
}
