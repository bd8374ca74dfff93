using Signaling.Chaos.Model;
using Signaling.Chaos.Report;
using Signaling.Chaos.Rig;

namespace Signaling.Chaos.Faults;

/// <summary>Devices that fall silent: what they send and what is sent to them is dropped, and nothing is closed. Some come back by another way,
/// some do not.</summary>
/// <param name="notice">Within what time edges take a silent device for gone, as they were told.</param>
internal sealed class Silence(Deployment deployment, int seed, TimeSpan notice)
{
    /// <summary>What it is called in the table.</summary>
    public const string Name = "devices that fall silent";

    private static readonly Transport[] Transports = [Transport.Hub, Transport.Sse, Transport.Poll];
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5); // 30 s by default, and noticed within 35

    /// <summary>What the edges have to be started with.</summary>
    public static Dictionary<string, string> Settings(TimeSpan notice) => new(Vanishing.Settings) { ["Presence__NoticeAfter"] = $"{notice}" };

    public async Task<Row> RunAsync(CancellationToken cancel)
    {
        await using var round = new Round(deployment, seed) { RepeatShare = 0, Grace = Vanishing.Grace, PingEvery = notice / 3 };
        // Each transport twice: one device comes back, one does not.
        var pairs = Enumerable.Range(0, 2 * Transports.Length).Select(pair =>
            (Silent: round.Add($"ann{pair}", "phone", Transports[pair % Transports.Length], seed + pair), Other: round.Add($"ben{pair}", "phone", Transport.Hub, seed + pair + 1))).ToArray();
        foreach (var (silent, _) in pairs) silent.IsAtDoor = true;
        try
        {
            await round.AttachAllAsync(cancel);
            var random = new Random(seed);
            var calls = new List<CallTruth>();
            foreach (var (silent, other) in pairs)
                calls.Add(await (random.Next(2) == 0 ? Vanishing.ConnectAsync(round, silent, other, random, cancel) : Vanishing.ConnectAsync(round, other, silent, random, cancel)));
            await Task.Delay(random.Next(2000), cancel); // polls and pings are anywhere on their way

            round.TroubleFrom = DateTimeOffset.UtcNow;
            foreach (var edge in deployment.Edges) deployment.Network.Silence(edge.Number);
            foreach (var (silent, _) in pairs) silent.Leave(); // of which no edge hears
            await Task.WhenAll(pairs.Select((pair, number) => FollowAsync(round, calls[number], pair.Silent, pair.Other, comesBack: number < Transports.Length, cancel)));
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            round.Wrong($"it broke off: {failure.GetType().Name}: {failure.Message}");
        }
        finally
        {
            foreach (var edge in deployment.Edges) deployment.Network.Mend(edge.Number);
        }

        return await Play.ConcludeAsync(round, Name, backWithin: null, cancel);
    }

    private async Task FollowAsync(Round round, CallTruth call, Device silent, Device other, bool comesBack, CancellationToken cancel)
    {
        var random = new Random(seed);
        await Vanishing.HearsAsync(round, call, other, Facts.PeerReconnecting, notice + Slack, cancel);
        var noticed = DateTimeOffset.UtcNow;
        silent.IsAtDoor = false;
        if (comesBack)
        {
            silent.Return();
            while (!silent.IsHere) await Task.Delay(20, cancel);
        }

        if (comesBack && DateTimeOffset.UtcNow - noticed < Vanishing.Grace - TimeSpan.FromSeconds(1))
        {
            await Vanishing.HearsAsync(round, call, other, Facts.PeerBack, TimeSpan.FromSeconds(4), cancel);
            await round.Client.PostAsync(other, $"/v1/calls/{call.Id}/messages", new { text = "there you are" }, random, cancel);
            call.Expect(silent, Facts.Message("there you are"));
            await Ending.EndAsync(round, call, silent, "hangup", "hung_up", random, cancel);
        }
        else if (comesBack)
        {
            // A busy machine took it longer than was meant; both ends are right then.
            await Ending.EndAsync(round, call, other, "hangup", "hung_up", random, cancel);
        }
        else
        {
            await Vanishing.LostAsync(round, call, other, Vanishing.Grace + Vanishing.Slack, cancel);
            silent.Return();
        }

        await Ending.CheckAsync(round, call, random, cancel);
    }
}
