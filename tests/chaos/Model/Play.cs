using System.Diagnostics;
using Signaling.Chaos.Faults;
using Signaling.Chaos.Rig;
using Signaling.Chaos.Report;

namespace Signaling.Chaos.Model;

/// <summary>Plays one round: calls go on, the fault comes and goes, calls go on, all end, and everything is compared.</summary>
internal sealed class Play(Deployment deployment, int seed)
{
    private const int Callers = 8, CalleeUsers = 5;
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(0.6), After = TimeSpan.FromSeconds(1), SettleWithin = TimeSpan.FromSeconds(25), EndWithin = TimeSpan.FromSeconds(100);

    // After a failover an edge may take five seconds to notice (docs/operations.md); a device that is let go before cannot be told.
    private static readonly TimeSpan ToldOfLossWithin = TimeSpan.FromSeconds(6);

    public async Task<Row> RunAsync(Fault fault, CancellationToken cancel)
    {
        var random = new Random(seed);
        await using var round = new Round(deployment, seed) { RepeatShare = fault.RepeatShare, MayLoseWrites = fault.MayLoseWrites, StoreGoesAway = fault.StoreGoesAway };
        try
        {
            var (callers, callees) = People(round, random);
            if (fault.StoreGoesAway) round.Probe = new Probe(round);
            await round.AttachAllAsync(cancel);
            using var enough = new CancellationTokenSource();
            var talking = callers.Select((caller, number) => Task.Run(() => TalkAsync(round, new Random(HashCode.Combine(seed, number)), caller, callees, enough.Token, cancel), cancel)).ToArray();
            await Task.Delay(Before, cancel);
            await ActAsync(fault, round, random, cancel);
            await Task.Delay(After, cancel);
            await enough.CancelAsync();
            await Task.WhenAll(talking).WaitAsync(EndWithin, cancel);
            await round.LaterAsync().WaitAsync(EndWithin, cancel);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            round.Wrong($"the round broke off: {failure.GetType().Name}: {failure.Message}");
        }

        return await ConcludeAsync(round, fault.Name, fault.BackWithin, cancel);
    }

    /// <summary>Lets calls go on for a moment, so that what is compiled at its first use is not taken for slow.</summary>
    public static async Task WarmUpAsync(Deployment deployment, CancellationToken cancel) =>
        await new Play(deployment, 0).RunAsync(new Fault("warm-up", (_, _, _) => Task.CompletedTask), cancel);

    /// <summary>Waits for what is still on its way, lets all devices go, reads every inbox again and compares.</summary>
    public static async Task<Row> ConcludeAsync(Round round, string name, TimeSpan? backWithin, CancellationToken cancel)
    {
        round.Deployment.Disarm();
        for (var begun = Stopwatch.StartNew(); begun.Elapsed < SettleWithin && !round.Calls.All(call => call.MayHaveLostWrites || call.IsHeard());) await Task.Delay(50, cancel);
        while (round.MayLoseWrites && DateTimeOffset.UtcNow - round.HealedAt < ToldOfLossWithin && round.Devices.Any(device => device.Log.Resyncs == 0)) await Task.Delay(50, cancel);
        await Task.Delay(100, cancel); // for what should not come
        await Task.WhenAll(round.Devices.Select(device => device.StopAsync()));

        var kept = new Dictionary<Device, string[]>();
        foreach (var device in round.Devices.Where(device => device.Log is { Begin: not null, Resyncs: 0 }))
        {
            var inbox = await RereadAsync(round, device, cancel);
            if (inbox is not null) kept.Add(device, inbox);
        }

        var (events, lost, duplicated, reordered, resyncs) = new Judge(round).Decide(kept);
        var recoveries = round.Recoveries();
        if (Percentile.Of(recoveries, 0.99) > backWithin) round.Wrong($"signaling was back after {Percentile.Of(recoveries, 0.99).TotalSeconds:0.0} s at p99; last {round.SlowestRecovery()}");
        return new Row(name, 1, round.Wrongs.Count == 0 ? 1 : 0, events, lost, duplicated, reordered, resyncs, recoveries, round.Calls.Count, round.Refusals, round.SlowestRefusal, round.Wrongs, round.Seed);
    }

    // A fault that cannot be done fails the round; its calls are brought to their end all the same.
    private static async Task ActAsync(Fault fault, Round round, Random random, CancellationToken cancel)
    {
        try
        {
            await fault.ActAsync(round, random, cancel);
            round.HealedAt = DateTimeOffset.UtcNow;
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            round.Wrong($"the fault could not be done: {failure.GetType().Name}: {failure.Message}");
            await round.Deployment.RepairAsync(cancel);
        }
    }

    private static (Device[] Callers, Device[][] Callees) People(Round round, Random random)
    {
        var edges = round.Deployment.Edges.Length;
        Transport Any() => random.Next(10) switch { < 7 => Transport.Hub, < 9 => Transport.Sse, _ => Transport.Poll };
        Device[] callers = [.. Enumerable.Range(0, Callers).Select(number => round.Add($"ann{number}", "phone", Any(), random.Next(edges)))];
        string[] names = ["phone", "laptop", "desk"];
        Device[][] callees = [.. Enumerable.Range(0, CalleeUsers).Select(number =>
            names[..random.Next(1, 4)].Select(name => round.Add($"ben{number}", name, Any(), random.Next(edges))).ToArray())];
        return (callers, callees);
    }

    private static async Task TalkAsync(Round round, Random random, Device caller, Device[][] callees, CancellationToken enough, CancellationToken cancel)
    {
        while (!enough.IsCancellationRequested)
        {
            await new Conversation(round, random, caller, callees[random.Next(callees.Length)], cancel).RunAsync();
            await Task.Delay(random.Next(60), cancel);
        }
    }

    private static async Task<string[]?> RereadAsync(Round round, Device device, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < 30; attempt++)
        {
            try
            {
                var answer = await PollLink.AskAsync(device, round.Deployment.Edges[attempt % round.Deployment.Edges.Length], device.Log.Begin, TimeSpan.Zero, cancel);
                if (answer.TryGetProperty("resync", out var resync) && resync.GetBoolean())
                {
                    round.Wrong($"{device}: its inbox does not know its first place any more, and it was not told to resync");
                    return null;
                }

                return [.. answer.GetProperty("events").EnumerateArray().Select(one => one.GetProperty("id").GetString()!)];
            }
            catch (Exception notNow) when (notNow is HttpRequestException or OperationCanceledException && !cancel.IsCancellationRequested)
            {
                await Task.Delay(200, cancel);
            }
        }

        round.Wrong($"{device}: its inbox could not be read again");
        return null;
    }
}
