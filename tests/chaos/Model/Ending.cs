using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Signaling.Chaos.Rig;

namespace Signaling.Chaos.Model;

/// <summary>How a call ends: in one state, on which both sides agree wherever they ask.</summary>
internal static class Ending
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(75), Glance = TimeSpan.FromMilliseconds(150);

    /// <summary>Looks at the call until it has ended, or until it is as <paramref name="until"/> wants it.</summary>
    public static async Task WaitAsync(Round round, CallTruth call, CancellationToken cancel, Func<JsonElement, bool>? until = null)
    {
        // Beyond the longest time that anything may ring, and all outages, it is stuck.
        var patience = round.StoreGoesAway ? Patience : Timing.RingTimeout + TimeSpan.FromSeconds(15);
        for (var begun = Stopwatch.StartNew(); begun.Elapsed < patience; await Task.Delay(Glance, cancel))
        {
            var reply = await round.Client.GetAsync(call.Caller, $"/v1/calls/{call.Id}", call.Caller.Edge, cancel);
            if (!reply.Ok || reply.Json.GetProperty("state").GetString() == "ended" || until?.Invoke(reply.Json) == true) return;
        }

        round.Wrong($"{call.Id}: nothing has ended it in {patience.TotalSeconds:0} s");
    }

    /// <summary>Ends the call, and writes down who should hear of it; where time was quicker, how it ended is looked at later.</summary>
    public static async Task EndAsync(Round round, CallTruth call, Device by, string verb, string reason, Random random, CancellationToken cancel)
    {
        var reply = await round.Client.PostAsync(by, $"/v1/calls/{call.Id}/{verb}", new { }, random, cancel);
        if (!reply.Ok)
        {
            if (!call.MayHaveLostWrites && !round.MayLoseWrites) round.Wrong($"{call.Id}: {verb} of {by} was refused: {reply} {reply.Json}");
            return;
        }

        if (reply.Json.GetProperty("endReason").GetString() != reason) return;
        call.End = reason;
        foreach (var device in call.Party) call.Expect(device, Facts.Ended(reason));
    }

    /// <summary>Reads the call as both sides, at two edges, and holds the two and the model against each other; true where they agree.</summary>
    public static async Task<bool> CheckAsync(Round round, CallTruth call, Random random, CancellationToken cancel)
    {
        if (call.MayHaveLostWrites || round.MayLoseWrites) await HangUpAsync(round, call, random, cancel);
        var ends = await ReadAsync(round, call, cancel);
        // One side may have asked the store that died, and the other the one that took over.
        for (var again = 0; ends[0] != ends[1] && round.MayLoseWrites && again < 20; again++)
        {
            await Task.Delay(Glance, cancel);
            ends = await ReadAsync(round, call, cancel);
        }

        if (ends[0] != ends[1]) round.Wrong($"{call.Id}: its sides disagree: `{ends[0]}`, `{ends[1]}`");
        if (ends[0].Split(' ') is not ["ended", var reason])
        {
            if (!call.MayHaveLostWrites && !round.MayLoseWrites) round.Wrong($"{call.Id}: it has not ended: {ends[0]}");
        }
        else if (call.End is null)
        {
            call.End = reason;
            foreach (var device in call.Party) call.Expect(device, Facts.Ended(reason));
            if (Implausible(round, call, reason) is { } why && !round.MayLoseWrites) round.Wrong($"{call.Id}: it ended as {reason}: {why}");
        }
        else if (call.End != reason && !round.MayLoseWrites)
        {
            round.Wrong($"{call.Id}: it ended as {reason}, not as {call.End}");
        }

        return ends.All(end => end == $"ended {call.End}");
    }

    private static async Task<string[]> ReadAsync(Round round, CallTruth call, CancellationToken cancel)
    {
        Device[] sides = [call.Caller, call.Winner ?? call.Callees[0]];
        var ends = new string[sides.Length];
        for (var i = 0; i < sides.Length; i++)
        {
            var reply = await round.Client.GetAsync(sides[i], $"/v1/calls/{call.Id}", (sides[i].Edge + i) % round.Deployment.Edges.Length, cancel);
            ends[i] = reply.Ok ? $"{reply.Json.GetProperty("state")} {reply.Json.GetProperty("endReason")}" : $"{reply}";
        }

        return ends;
    }

    // Time alone may end a call that nobody has ended.
    private static string? Implausible(Round round, CallTruth call, string reason) => reason switch
    {
        "timed_out" when call.Winner is not null => "it was answered",
        "timed_out" => null,
        "peer_lost" when call.Party.All(device => device.IsHere && device.LongestAway < round.Grace) => $"nobody was away so long, only {string.Join(", ", call.Party.Select(device => $"{device} {device.LongestAway.TotalSeconds:0.0} s"))}",
        "peer_lost" => null,
        _ => "nobody did that",
    };

    private static async Task HangUpAsync(Round round, CallTruth call, Random random, CancellationToken cancel)
    {
        foreach (var side in (Device[])[call.Caller, .. call.Callees])
        {
            var reply = await round.Client.PostAsync(side, $"/v1/calls/{call.Id}/hangup", new { }, random, cancel);
            if (reply.Status is HttpStatusCode.NotFound || (reply.Ok && reply.Json.GetProperty("state").GetString() == "ended")) return;
        }
    }
}
