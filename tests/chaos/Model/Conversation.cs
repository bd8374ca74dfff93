using Signaling.Api.Tests.Running;

namespace Signaling.Chaos.Model;

/// <summary>One call from its invitation to its end, by chance one of several kinds, with every command repeated until it is answered;
/// whoever should hear of one is written down.</summary>
internal sealed class Conversation(Round round, Random random, Device caller, Device[] callees, CancellationToken cancel)
{
    private CallTruth call = null!;
    private int sent;

    public async Task RunAsync()
    {
        var placed = await round.Client.PostAsync(caller, "/v1/calls", new { to = callees[0].User, sdp = Descriptions.Offer }, random, cancel);
        if (!placed.Ok)
        {
            round.Wrong($"{caller} could not call {callees[0].User}: {placed}");
            return;
        }

        call = round.Begin(placed.Json.GetProperty("id").GetString()!, caller, callees);
        try
        {
            await (random.Next(20) switch
            {
                < 3 => RingOutAsync(),
                < 5 => CancelAsync(),
                < 7 => RejectAsync(),
                _   => TalkAsync(),
            });
        }
        catch (CallGoneException)
        {
            // Time, or a store that forgot, was quicker; how it ended is looked at below.
        }

        await Ending.CheckAsync(round, call, random, cancel);
    }

    private async Task RingOutAsync()
    {
        if (random.Next(2) == 0) await RingAsync(callees[0]);
        await Ending.WaitAsync(round, call, cancel);
    }

    private async Task CancelAsync()
    {
        await RingAsync(callees[0]);
        await EndAsync(caller, "hangup", "cancelled");
    }

    private async Task RejectAsync()
    {
        Reply reply;
        foreach (var callee in callees[..^1])
        {
            reply = await PostAsync(callee, "reject", new { reason = "busy" });
            if (reply.Ok && reply.Json.GetProperty("state").GetString() == "ended") break;
        }

        await EndAsync(callees[^1], "reject", "rejected");
    }

    private async Task TalkAsync()
    {
        var winner = callees[random.Next(callees.Length)];
        await RingAsync(winner);
        var (early, held) = (Address(), random.Next(2) == 0 ? Address() : null);
        await TrickleAsync(caller, early, callees);
        if (held is not null) await TrickleAsync(winner, held, []); // kept back until its answer

        await PostAsync(winner, "answer", new { sdp = Descriptions.Answer });
        call.Winner = winner;
        call.Expect(caller, Facts.Answered(winner.Name));
        if (held is not null) call.Expect(caller, Facts.Candidate(held));
        foreach (var other in callees.Where(one => one != winner)) call.Expect(other, Facts.Ended("answered_elsewhere"));

        for (var turns = random.Next(2, 7); turns > 0; turns--) await TurnAsync(random.Next(2) == 0 ? (caller, winner) : (winner, caller));
        if (random.Next(3) == 0) await RenegotiateAsync(winner);
        await EndAsync(random.Next(2) == 0 ? caller : winner, "hangup", "hung_up");
    }

    private async Task TurnAsync((Device From, Device To) turn)
    {
        await Task.Delay(random.Next(40), cancel);
        switch (random.Next(8))
        {
            case 0:
                await TrickleAsync(turn.From, Address(), [turn.To]);
                break;
            case 1:
                await PostAsync(turn.From, "hold", new { });
                call.Expect(turn.To, Facts.Held);
                await PostAsync(turn.From, "resume", new { });
                call.Expect(turn.To, Facts.Resumed);
                break;
            default:
                await SayAsync(turn.From, turn.To);
                break;
        }
    }

    // A message that was answered 503 may be given up: it is not heard later.
    private async Task SayAsync(Device from, Device to)
    {
        var text = $"{from.User} {++sent}";
        var reply = await PostAsync(from, "messages", new { text }, droppable: true);
        if (reply.RefusedAt is { } refused) call.Allow(to, Facts.Message(text), refused);
        else call.Expect(to, Facts.Message(text));
    }

    private async Task RenegotiateAsync(Device winner)
    {
        var offer = await PostAsync(caller, "offers", new { sdp = Descriptions.Restart });
        var number = offer.Json.GetProperty("number").GetInt32();
        call.Expect(winner, Facts.Offered(number));
        if (random.Next(4) > 0)
        {
            var answer = await round.Client.PostAsync(winner, $"/v1/calls/{call.Id}/offers/{number}/answer", new { sdp = Descriptions.Answer }, random, cancel);
            if (answer.Ok)
            {
                call.Expect(caller, Facts.Renegotiated(number, "accepted"));
                return;
            }

            if (answer.Code != "offer_not_pending") Unexpected(winner, "offers/answer", answer);
        }

        // Nobody answers, or too late.
        foreach (var side in call.Party) call.Expect(side, Facts.Renegotiated(number, "expired"));
        await Ending.WaitAsync(round, call, cancel, until: json => json.GetProperty("pendingOffer").ValueKind is System.Text.Json.JsonValueKind.Null);
    }

    private async Task RingAsync(Device device)
    {
        await PostAsync(device, "ringing", new { });
        call.Expect(caller, Facts.Ringing);
    }

    private async Task TrickleAsync(Device from, string address, Device[] to)
    {
        await PostAsync(from, "candidates", new { candidates = new[] { new { candidate = Descriptions.CandidateOf(address), sdpMid = "0", sdpMLineIndex = 0 } } });
        foreach (var device in to) call.Expect(device, Facts.Candidate(address));
    }

    private Task EndAsync(Device by, string verb, string reason) => Ending.EndAsync(round, call, by, verb, reason, random, cancel);

    private string Address() => $"192.0.2.{++sent}";

    private async Task<Reply> PostAsync(Device by, string verb, object body, bool droppable = false)
    {
        var reply = await round.Client.PostAsync(by, $"/v1/calls/{call.Id}/{verb}", body, random, cancel, droppable);
        if (!reply.Ok && reply.RefusedAt is null) Unexpected(by, verb, reply);
        return reply;
    }

    private void Unexpected(Device by, string verb, Reply reply)
    {
        // A call may end before an answer gets through, and be forgotten by a store that lost writes; nothing else may stand in the way.
        if (reply.Code != "call_ended" && !call.MayHaveLostWrites && !round.MayLoseWrites) round.Wrong($"{call.Id}: {verb} of {by} was refused: {reply} {reply.Json}");
        throw new CallGoneException();
    }

    private sealed class CallGoneException : Exception;
}
