using Signaling.Api.Tests.Running;

namespace Signaling.Chaos.Model;

/// <summary>Calls in which one thing after the other is said while the store is away, and given up when the answer is 503: what was refused
/// must not be heard later, and what was not must be.</summary>
internal sealed class Probe
{
    private const int Callers = 3;
    private readonly Round round;
    private readonly Device[] callers;
    private readonly Device callee;

    /// <summary>Adds the devices; they attach with all others.</summary>
    public Probe(Round round)
    {
        this.round = round;
        callers = [.. Enumerable.Range(0, Callers).Select(number => round.Add($"zoe{number}", "phone", Transport.Hub, number))];
        callee = round.Add("yan", "phone", Transport.Hub, 1);
    }

    /// <summary>Connects the calls, and speaks in them for as long as <paramref name="act"/> goes on.</summary>
    public async Task DuringAsync(Func<Task> act, CancellationToken cancel)
    {
        var calls = await Task.WhenAll(callers.Select(caller => ConnectAsync(caller, cancel)));
        var acting = act();
        await Task.WhenAll(calls.Select(call => SpeakAsync(call, acting, cancel)));
        await acting;
    }

    private async Task<CallTruth> ConnectAsync(Device caller, CancellationToken cancel)
    {
        var random = new Random(round.Seed);
        var placed = await round.Client.PostAsync(caller, "/v1/calls", new { to = callee.User, sdp = Descriptions.Offer }, random, cancel);
        var call = round.Begin(placed.Json.GetProperty("id").GetString()!, caller, [callee]);
        await round.Client.PostAsync(callee, $"/v1/calls/{call.Id}/answer", new { sdp = Descriptions.Answer }, random, cancel);
        call.Winner = callee;
        call.Expect(caller, Facts.Answered(callee.Name));
        return call;
    }

    private async Task SpeakAsync(CallTruth call, Task acting, CancellationToken cancel)
    {
        var random = new Random(round.Seed);
        for (var (sent, isLast) = (0, false); !isLast; sent++)
        {
            isLast = acting.IsCompleted; // once more when the store is back
            var text = $"word {sent}";
            var reply = await round.Client.PostAsync(call.Caller, $"/v1/calls/{call.Id}/messages", new { text }, random, cancel, droppable: true, dropAlways: !isLast);
            if (reply.RefusedAt is { } refused) call.Allow(callee, Facts.Message(text), refused);
            else if (reply.Ok) call.Expect(callee, Facts.Message(text));
            else round.Wrong($"{call.Id}: a message was refused: {reply}");
            await Task.Delay(50, cancel);
        }

        await Ending.EndAsync(round, call, call.Caller, "hangup", "hung_up", random, cancel);
        await Ending.CheckAsync(round, call, random, cancel);
    }
}
