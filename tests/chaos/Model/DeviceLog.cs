namespace Signaling.Chaos.Model;

/// <summary>All that a device was told, in the order in which it was told.</summary>
internal sealed class DeviceLog
{
    // The driver knows of an event a little later than it was written.
    private static readonly TimeSpan Doubt = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly List<Heard> heard = [];
    private readonly List<int> resyncs = [];
    private DateTimeOffset? resyncedAt;
    private readonly HashSet<(string Call, string Fact)> facts = [];

    /// <summary>Where the device stands.</summary>
    public string? Cursor { get; private set; }

    /// <summary>Where it stood first.</summary>
    public string? Begin { get; private set; }

    public int Resyncs
    {
        get { lock (gate) return resyncs.Count; }
    }

    /// <summary>What was heard, and before which of it the device was told to look again.</summary>
    public (Heard[] Heard, int[] Resyncs) Snapshot()
    {
        lock (gate) return ([.. heard], [.. resyncs]);
    }

    /// <summary>Whether the device was told to look again after something had happened, and so need not have been told of it.</summary>
    public bool IsExcused(DateTimeOffset at)
    {
        lock (gate) return resyncedAt is { } resynced && at < resynced + Doubt;
    }

    public bool Has(string call, string fact)
    {
        lock (gate) return facts.Contains((call, fact));
    }

    /// <summary>Takes events and the place after them, as one.</summary>
    public void Add(IEnumerable<Heard> events, string? cursor)
    {
        lock (gate)
        {
            foreach (var one in events)
            {
                heard.Add(one);
                facts.Add((one.Call, one.Fact));
            }

            Stand(cursor);
        }
    }

    /// <summary>Takes word that what lies between is not known any more.</summary>
    public void Resync(string cursor)
    {
        lock (gate)
        {
            resyncs.Add(heard.Count);
            resyncedAt = DateTimeOffset.UtcNow;
            Stand(cursor);
        }
    }

    /// <summary>Takes a first place.</summary>
    public void StandIfNowhere(string cursor)
    {
        lock (gate) if (Cursor is null) Stand(cursor);
    }

    private void Stand(string? cursor)
    {
        Cursor = cursor ?? Cursor;
        Begin ??= cursor;
    }
}
