namespace Signaling.Chaos.Model;

/// <summary>What each device should have been told of one call, kept by the driver as it goes along.</summary>
internal sealed class CallTruth(string id, Device caller, Device[] callees)
{
    private readonly Lock gate = new();
    private readonly Dictionary<Device, List<Expected>> expected = [];

    public string Id => id;

    public Device Caller => caller;

    /// <summary>Every device of the callee.</summary>
    public Device[] Callees => callees;

    /// <summary>The device that answered.</summary>
    public Device? Winner { get; set; }

    /// <summary>The reason with which it ended.</summary>
    public string? End { get; set; }

    /// <summary>Whether the store may have lost a part of it.</summary>
    public bool MayHaveLostWrites { get; set; }

    /// <summary>Those who are in it: both sides once it is answered, else all who ring.</summary>
    public IEnumerable<Device> Party => Winner is { } winner ? [caller, winner] : [caller, .. callees];

    public void Expect(Device device, string fact) => Add(device, new Expected(fact, Sure: true, null));

    /// <summary>Expects what was answered 503: it may have happened, but not after that.</summary>
    public void Allow(Device device, string fact, DateTimeOffset notAfter) => Add(device, new Expected(fact, Sure: false, notAfter));

    /// <summary>What the device should have been told, in order.</summary>
    public Expected[] Of(Device device)
    {
        lock (gate) return expected.TryGetValue(device, out var facts) ? [.. facts] : [];
    }

    /// <summary>Whether every device has heard all that is sure.</summary>
    public bool IsHeard()
    {
        lock (gate) return expected.All(entry => entry.Value.All(fact => !fact.Sure || entry.Key.Log.Has(id, fact.Fact) || entry.Key.Log.IsExcused(fact.At)));
    }

    private void Add(Device device, Expected fact)
    {
        lock (gate)
        {
            if (!expected.TryGetValue(device, out var facts)) expected.Add(device, facts = []);
            facts.Add(fact);
        }
    }
}

/// <summary>Something that a device should have been told.</summary>
/// <param name="Sure">Whether it must have been.</param>
/// <param name="NotAfter">When it must have been written, if it was.</param>
internal sealed record Expected(string Fact, bool Sure, DateTimeOffset? NotAfter)
{
    /// <summary>When the driver knew.</summary>
    public DateTimeOffset At { get; } = DateTimeOffset.UtcNow;
}
