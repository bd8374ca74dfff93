using Signaling.Api.Tests.Running;
using Signaling.Chaos.Model;
using Signaling.Chaos.Report;
using Signaling.Chaos.Rig;

namespace Signaling.Chaos.Faults;

/// <summary>Devices that leave their calls: some come back in their time of grace, some do not, some are gone with their edge.</summary>
internal sealed class Vanishing(Deployment deployment, int seed)
{
    private const int Pairs = 9;

    /// <summary>What the edges have to be started with.</summary>
    public static Dictionary<string, string> Settings { get; } = new() { ["Presence__Grace"] = "00:00:05" };

    /// <summary>The time of grace that those settings give, and how much later its end may be told of.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5), Slack = TimeSpan.FromSeconds(2.5);

    private static readonly TimeSpan Briefly = TimeSpan.FromSeconds(1), Lease = TimeSpan.FromSeconds(15), Doubt = TimeSpan.FromSeconds(1);

    public async Task<Row> RunAsync(CancellationToken cancel)
    {
        await using var round = new Round(deployment, seed) { RepeatShare = 0, Grace = Grace - Doubt };
        var pairs = Enumerable.Range(0, Pairs).Select(pair => (Ann: round.Add($"ann{pair}", "phone", Any(pair), 0), Ben: round.Add($"ben{pair}", "phone", Any(pair + 1), pair % 2))).ToArray();
        // Its edge dies, and it does not come back.
        var (cid, dan) = (round.Add("cid", "phone", Transport.Hub, 0), round.Add("dan", "phone", Transport.Hub, 2));
        try
        {
            await round.AttachAllAsync(cancel);
            await Task.WhenAll([
                .. pairs.Select((pair, number) => LeaveAsync(round, pair.Ann, pair.Ben, number, cancel)),
                LoseEdgeAsync(round, cid, dan, cancel),
            ]);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            round.Wrong($"it broke off: {failure.GetType().Name}: {failure.Message}");
        }

        return await Play.ConcludeAsync(round, "devices that vanish", backWithin: null, cancel);
    }

    private async Task LeaveAsync(Round round, Device ann, Device ben, int number, CancellationToken cancel)
    {
        var random = new Random(HashCode.Combine(seed, number));
        var call = await ConnectAsync(round, ann, ben, random, cancel);
        var (gone, other) = number % 2 == 0 ? (ann, ben) : (ben, ann);
        var forGood = number % 3 > 0;
        gone.Leave();
        await HearsAsync(round, call, other, Facts.PeerReconnecting, TimeSpan.FromSeconds(4), cancel);
        if (!forGood)
        {
            await Task.Delay(Briefly, cancel);
            gone.Return();
            while (!gone.IsHere) await Task.Delay(20, cancel);
            if (gone.LongestAway > Grace - Doubt)
            {
                // A busy machine took it longer than was meant; both ends are right then.
                await Ending.EndAsync(round, call, other, "hangup", "hung_up", random, cancel);
                await Ending.CheckAsync(round, call, random, cancel);
                return;
            }

            await HearsAsync(round, call, other, Facts.PeerBack, TimeSpan.FromSeconds(4), cancel);
            await round.Client.PostAsync(other, $"/v1/calls/{call.Id}/messages", new { text = "there you are" }, random, cancel);
            call.Expect(gone, Facts.Message("there you are"));
            await Ending.EndAsync(round, call, gone, "hangup", "hung_up", random, cancel);
        }
        else
        {
            await LostAsync(round, call, other, Grace + Slack, cancel);
            gone.Return();
        }

        await Ending.CheckAsync(round, call, random, cancel);
    }

    private async Task LoseEdgeAsync(Round round, Device cid, Device dan, CancellationToken cancel)
    {
        var random = new Random(seed);
        var call = await ConnectAsync(round, cid, dan, random, cancel);
        await Task.Delay(TimeSpan.FromSeconds(2), cancel);
        var edge = deployment.Edges[2];
        edge.Signal("KILL");
        dan.Leave();
        await edge.ExitedAsync(cancel);
        await edge.StartAndWaitAsync(cancel);
        // Nobody knows that the device is gone until its edge's lease has ended.
        await HearsAsync(round, call, cid, Facts.PeerReconnecting, Lease + TimeSpan.FromSeconds(5), cancel);
        await LostAsync(round, call, cid, Grace + Slack, cancel);
        dan.Return();
        await Ending.CheckAsync(round, call, random, cancel);
    }

    /// <summary>Waits until a device is told that its peer is lost, and holds that to the time of grace.</summary>
    public static async Task LostAsync(Round round, CallTruth call, Device other, TimeSpan within, CancellationToken cancel)
    {
        var waiting = DateTimeOffset.UtcNow;
        await HearsAsync(round, call, other, Facts.Ended("peer_lost"), within, cancel);
        if (DateTimeOffset.UtcNow - waiting < Grace - Slack) round.Wrong($"{call.Id}: {other} was told that its peer is lost before the time of grace was over");
        call.End = "peer_lost";
        foreach (var side in call.Party) call.Expect(side, Facts.Ended("peer_lost"));
    }

    /// <summary>Waits until a device is told something; wrong where that takes too long.</summary>
    public static async Task HearsAsync(Round round, CallTruth call, Device device, string fact, TimeSpan within, CancellationToken cancel)
    {
        for (var begun = DateTimeOffset.UtcNow; !device.Log.Has(call.Id, fact); await Task.Delay(20, cancel))
        {
            if (DateTimeOffset.UtcNow - begun < within) continue;
            round.Wrong($"{call.Id}: {device} was not told `{fact}` within {within.TotalSeconds:0.0} s");
            return;
        }
    }

    /// <summary>A call that is answered.</summary>
    public static async Task<CallTruth> ConnectAsync(Round round, Device ann, Device ben, Random random, CancellationToken cancel)
    {
        var placed = await round.Client.PostAsync(ann, "/v1/calls", new { to = ben.User, sdp = Descriptions.Offer }, random, cancel);
        var call = round.Begin(placed.Json.GetProperty("id").GetString()!, ann, [ben]);
        await round.Client.PostAsync(ben, $"/v1/calls/{call.Id}/answer", new { sdp = Descriptions.Answer }, random, cancel);
        call.Winner = ben;
        call.Expect(ann, Facts.Answered(ben.Name));
        return call;
    }

    // A poll that does not come again is missed only after half a minute.
    private static Transport Any(int number) => number % 2 == 0 ? Transport.Hub : Transport.Sse;
}
