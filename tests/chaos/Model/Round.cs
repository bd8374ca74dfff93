using System.Collections.Concurrent;
using Signaling.Chaos.Rig;

namespace Signaling.Chaos.Model;

/// <summary>One fault among calls that go on: a tenant of its own, its devices, what they should have been told, and what was wrong.</summary>
internal sealed class Round : IAsyncDisposable
{
    private const int MaxWrongs = 30;
    private readonly ConcurrentQueue<string> wrongs = new();
    private readonly ConcurrentQueue<CallTruth> calls = new();
    private readonly ConcurrentQueue<Task> later = new();
    private readonly ConcurrentQueue<(DateTimeOffset From, DateTimeOffset To, string What)> recoveries = new();
    private readonly ConcurrentDictionary<int, bool> frozen = new();
    private int refusals;
    private long slowestRefusal;

    public Round(Deployment deployment, int seed)
    {
        (Deployment, Seed) = (deployment, seed);
        Client = new Client(this);
        Tenant = $"t{Guid.NewGuid():N}"[..12];
    }

    public Deployment Deployment { get; }

    public string Tenant { get; }

    public int Seed { get; }

    public Client Client { get; }

    /// <summary>Calls in which something is said while the store is away.</summary>
    public Probe? Probe { get; set; }

    public List<Device> Devices { get; } = [];

    /// <summary>The share of commands that are sent twice at once, and of those sent again later.</summary>
    public double RepeatShare { get; set; } = 0.05;

    /// <summary>Whether the store may lose what it was told: then, and only then, devices may be told to look again.</summary>
    public bool MayLoseWrites { get; set; }

    /// <summary>Whether the store is away for a while, so that deadlines cannot be met.</summary>
    public bool StoreGoesAway { get; set; }

    /// <summary>How long a device may be away before its calls end.</summary>
    public TimeSpan Grace { get; set; } = Timing.Grace;

    /// <summary>How often devices ping through the hub; SignalR's own default.</summary>
    public TimeSpan PingEvery { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>From when on recovery is measured: when an edge died, or when the store was back.</summary>
    public DateTimeOffset? TroubleFrom { get; set; }

    /// <summary>When the fault was over.</summary>
    public DateTimeOffset? HealedAt { get; set; }

    public IReadOnlyCollection<CallTruth> Calls => calls;

    public IReadOnlyCollection<string> Wrongs => wrongs;

    public int Refusals => refusals;

    public TimeSpan SlowestRefusal => TimeSpan.FromTicks(slowestRefusal);

    /// <summary>How long devices and commands that were in trouble took from then to work again.</summary>
    public TimeSpan[] Recoveries() => TroubleFrom is not { } from ? [] :
        [.. recoveries.Where(one => one.To > from).Select(one => one.To - (one.From > from ? one.From : from))];

    public Device Add(string user, string name, Transport transport, int edge)
    {
        var device = new Device(this, user, name, transport, edge % Deployment.Edges.Length);
        Devices.Add(device);
        return device;
    }

    /// <summary>Lets all devices attach.</summary>
    public async Task AttachAllAsync(CancellationToken cancel)
    {
        foreach (var device in Devices) device.Start();
        await Task.WhenAll(Devices.Select(device => device.Attached)).WaitAsync(TimeSpan.FromSeconds(30), cancel);
    }

    /// <summary>A new call, of which all devices of the callee are told.</summary>
    public CallTruth Begin(string id, Device caller, Device[] callees)
    {
        var call = new CallTruth(id, caller, callees);
        foreach (var callee in callees) call.Expect(callee, Facts.Incoming);
        calls.Enqueue(call);
        return call;
    }

    public void Wrong(string what)
    {
        if (wrongs.Count < MaxWrongs) wrongs.Enqueue($"{DateTimeOffset.UtcNow:HH:mm:ss.fff} {what}");
    }

    /// <summary>What was in trouble works again.</summary>
    public void Recovered(DateTimeOffset from, string what) => recoveries.Enqueue((from, DateTimeOffset.UtcNow, what));

    /// <summary>What took longest, in words.</summary>
    public string SlowestRecovery() => recoveries.OrderByDescending(one => one.To - one.From).Select(one => $"{one.What}, from {one.From:HH:mm:ss.f} to {one.To:HH:mm:ss.f}").FirstOrDefault("nothing");

    public void Refusal(TimeSpan took)
    {
        Interlocked.Increment(ref refusals);
        long seen;
        while ((seen = Interlocked.Read(ref slowestRefusal)) < took.Ticks && Interlocked.CompareExchange(ref slowestRefusal, took.Ticks, seen) != seen) { }
    }

    /// <summary>Stops an edge's process; what it answers after it goes on is not held to any time.</summary>
    public void Freeze(int edge)
    {
        frozen[edge] = true;
        Deployment.Edges[edge].Signal("STOP");
    }

    /// <summary>Arms a stall inside one command of an edge.</summary>
    public void Stall(int edge, string place, TimeSpan time, int hit)
    {
        frozen[edge] = true;
        Deployment.Edges[edge].Failpoint.Arm(place, $"stall:{time.TotalMilliseconds:0}", hit);
    }

    public void Thaw(int edge) => Deployment.Edges[edge].Signal("CONT");

    /// <summary>Whether an edge was stopped in this round.</summary>
    public bool IsFrozen(int edge) => frozen.ContainsKey(edge);

    /// <summary>Something that goes on beside the calls and must end before the round does.</summary>
    public void Later(Task task) => later.Enqueue(task);

    public Task LaterAsync() => Task.WhenAll(later);

    public async ValueTask DisposeAsync() => await Task.WhenAll(Devices.Select(device => device.DisposeAsync().AsTask()));
}
