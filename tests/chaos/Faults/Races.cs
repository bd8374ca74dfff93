using System.Net;
using Signaling.Api.Tests.Running;
using Signaling.Chaos.Model;
using Signaling.Chaos.Report;
using Signaling.Chaos.Rig;

namespace Signaling.Chaos.Faults;

/// <summary>Devices that do at once what only one of them can, each at another edge.</summary>
internal sealed class Races(Deployment deployment, int seed)
{
    /// <summary>What they are called in the table.</summary>
    public const string Answers = "answer races", Crossed = "crossed invites";

    private const int Groups = 8;
    private static readonly string[] Names = ["phone", "laptop", "desk", "watch", "car"];
    private static readonly TimeSpan ToldWithin = TimeSpan.FromSeconds(1);

    /// <summary>Two to five devices answer the same call: one has it, and the others are told so.</summary>
    public async Task<Row> AnswersAsync(int races, CancellationToken cancel)
    {
        await using var round = new Round(deployment, seed) { RepeatShare = 0, TroubleFrom = DateTimeOffset.UtcNow };
        var groups = Enumerable.Range(0, Groups).Select(group =>
        {
            var caller = round.Add($"ann{group}", "phone", Transport.Hub, group);
            return (caller, Callees: Names.Select((name, i) => round.Add($"ben{group}", name, Transport.Hub, group + i)).ToArray());
        }).ToArray();
        return await RunAsync(round, Answers, races, (group, random) => AnswerAsync(round, groups[group].caller, groups[group].Callees, random, cancel), cancel);
    }

    /// <summary>Two people call each other: one call is left, and both know which.</summary>
    public async Task<Row> CrossedAsync(int races, CancellationToken cancel)
    {
        await using var round = new Round(deployment, seed) { RepeatShare = 0 };
        var pairs = Enumerable.Range(0, Groups).Select(pair => (Ann: round.Add($"ann{pair}", "phone", Transport.Hub, pair), Ben: round.Add($"ben{pair}", "phone", Transport.Hub, pair + 1))).ToArray();
        return await RunAsync(round, Crossed, races, (pair, random) => CrossAsync(round, pairs[pair].Ann, pairs[pair].Ben, random, cancel), cancel);
    }

    private static async Task<Row> RunAsync(Round round, string name, int races, Func<int, Random, Task<bool>> raceAsync, CancellationToken cancel)
    {
        var (run, held) = (0, 0);
        try
        {
            await round.AttachAllAsync(cancel);
            await Task.WhenAll(Enumerable.Range(0, Groups).Select(group => Task.Run(async () =>
            {
                var random = new Random(HashCode.Combine(round.Seed, group));
                for (var race = group; race < races; race += Groups)
                {
                    Interlocked.Increment(ref run);
                    if (await raceAsync(group, random)) Interlocked.Increment(ref held);
                }
            }, cancel)));
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            round.Wrong($"the races broke off: {failure.GetType().Name}: {failure.Message}");
        }

        var row = await Play.ConcludeAsync(round, name, backWithin: null, cancel);
        return row with { Runs = run, Held = held };
    }

    // Whether it was decided as it should be.
    private static async Task<bool> AnswerAsync(Round round, Device caller, Device[] callees, Random random, CancellationToken cancel)
    {
        var placed = await round.Client.PostAsync(caller, "/v1/calls", new { to = callees[0].User, sdp = Descriptions.Offer }, random, cancel);
        var call = round.Begin(placed.Json.GetProperty("id").GetString()!, caller, callees);
        var racers = callees.OrderBy(_ => random.Next()).Take(random.Next(2, callees.Length + 1)).ToArray();
        var first = random.Next(round.Deployment.Edges.Length);
        var answers = await Task.WhenAll(racers.Select((device, i) => Task.Run(() => round.Client.TryAsync(
            device, $"/v1/calls/{call.Id}/answer", new { sdp = Descriptions.Answer }, Guid.NewGuid().ToString("N"), (first + i) % round.Deployment.Edges.Length, cancel))));

        var winners = racers.Where((_, i) => answers[i]?.Ok == true).ToArray();
        var isDecided = winners.Length == 1 && answers.All(answer => answer is { Ok: true } or { Code: "answered_elsewhere" });
        if (!isDecided)
            round.Wrong($"{call.Id}: {racers.Length} devices answered at once, and were told {string.Join(", ", answers.Select(answer => answer?.ToString() ?? "nothing"))}");
        if (winners.Length == 0) return false;

        var winner = call.Winner = winners[0];
        call.Expect(caller, Facts.Answered(winner.Name));
        foreach (var other in callees.Where(device => device != winner)) call.Expect(other, Facts.Ended("answered_elsewhere"));
        var answered = DateTimeOffset.UtcNow;
        while (!call.IsHeard() && DateTimeOffset.UtcNow - answered < ToldWithin * 5) await Task.Delay(5, cancel);
        round.Recovered(answered, "the last to be told");

        await Ending.EndAsync(round, call, caller, "hangup", "hung_up", random, cancel);
        return await Ending.CheckAsync(round, call, random, cancel) && isDecided;
    }

    private static async Task<bool> CrossAsync(Round round, Device ann, Device ben, Random random, CancellationToken cancel)
    {
        var edge = random.Next(round.Deployment.Edges.Length);
        var both = await Task.WhenAll(((Device From, Device To, int Edge)[])[(ann, ben, edge), (ben, ann, edge + 1)] is var invites
            ? invites.Select(invite => Task.Run(() => round.Client.TryAsync(
                invite.From, "/v1/calls", new { to = invite.To.User, sdp = Descriptions.Offer }, Guid.NewGuid().ToString("N"), invite.Edge % round.Deployment.Edges.Length, cancel)))
            : []);
        var (placed, refused) = both[0]?.Ok == true ? (both[0], both[1]) : (both[1], both[0]);
        if (placed is not { Ok: true } || refused is not { Status: HttpStatusCode.Conflict, Code: "glare" })
        {
            round.Wrong($"{ann} and {ben} called each other at once, and were told {both[0]}, {both[1]}");
            if (placed is not { Ok: true }) return false;
        }

        var (caller, callee) = ReferenceEquals(placed, both[0]) ? (ann, ben) : (ben, ann);
        var call = round.Begin(placed.Json.GetProperty("id").GetString()!, caller, [callee]);
        var isDecided = refused?.Code == "glare" && refused.Json.GetProperty("callId").GetString() == call.Id;
        if (refused?.Code == "glare" && !isDecided) round.Wrong($"{call.Id}: {callee} was told of another call: {refused.Json}");
        foreach (var side in (Device[])[ann, ben])
        {
            var active = await round.Client.GetAsync(side, "/v1/calls?state=active", side.Edge, cancel);
            if (active.Json.GetProperty("calls").GetArrayLength() is var count and not 1)
            {
                round.Wrong($"{call.Id}: {side} has {count} calls");
                isDecided = false;
            }
        }

        await Ending.EndAsync(round, call, caller, "hangup", "cancelled", random, cancel);
        return await Ending.CheckAsync(round, call, random, cancel) && isDecided;
    }
}
