using System.Net;
using Signaling.Api.Tests.Running;
using Signaling.Chaos.Model;
using Signaling.Chaos.Report;
using Signaling.Chaos.Rig;

namespace Signaling.Chaos.Faults;

/// <summary>Fifty equal requests at once over all edges, and again when one edge is another process: one effect, one answer.</summary>
internal sealed class EqualRequests(Deployment deployment, int seed)
{
    private const int Fifty = 50;

    public async Task<Row> RunAsync(int times, CancellationToken cancel)
    {
        await using var round = new Round(deployment, seed) { RepeatShare = 0 };
        try
        {
            Device ann = round.Add("ann", "phone", Transport.Hub, 0), cid = round.Add("cid", "phone", Transport.Hub, 1), ben = round.Add("ben", "phone", Transport.Hub, 2);
            await round.AttachAllAsync(cancel);
            var random = new Random(seed);
            for (var time = 0; time < times; time++)
            {
                var (key, invitation) = (Guid.NewGuid().ToString("N"), new { to = "ben", sdp = Descriptions.Offer });
                var id = await FiftyAsync(round, ann, "/v1/calls", invitation, key, cancel);
                var call = round.Begin(id, ann, [ben]);
                await FiftyAsync(round, ben, $"/v1/calls/{id}/answer", new { sdp = Descriptions.Answer }, key + "a", cancel);
                call.Winner = ben;
                call.Expect(ann, Facts.Answered(ben.Name));
                await FiftyAsync(round, ann, $"/v1/calls/{id}/messages", new { text = "once" }, key + "m", cancel);
                call.Expect(ben, Facts.Message("once"));

                if (time == 0)
                {
                    var edge = deployment.Edges[random.Next(deployment.Edges.Length)];
                    edge.Signal("KILL");
                    await edge.ExitedAsync(cancel);
                    await edge.StartAndWaitAsync(cancel);
                }

                if (await FiftyAsync(round, ann, "/v1/calls", invitation, key, cancel) != id) round.Wrong($"{id}: the same request was answered with another call");
                var other = await round.Client.TryAsync(ann, "/v1/calls", new { to = "ben", sdp = Descriptions.Restart }, key, time % deployment.Edges.Length, cancel);
                if (other is not { Status: HttpStatusCode.Conflict, Code: "idempotency_key_reused" }) round.Wrong($"{id}: another body with the same key was answered {other}");
                await SeparateAsync(round, cid, ben, invitation, key, id, random, cancel);

                await FiftyAsync(round, ann, $"/v1/calls/{id}/hangup", new { }, key + "h", cancel);
                call.End = "hung_up";
                foreach (var side in call.Party) call.Expect(side, Facts.Ended("hung_up"));
                await Ending.CheckAsync(round, call, random, cancel);
            }
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            round.Wrong($"it broke off: {failure.GetType().Name}: {failure.Message}");
        }

        return await Play.ConcludeAsync(round, "fifty equal requests at once", backWithin: null, cancel);
    }

    // Another user's equal key is another key.
    private static async Task SeparateAsync(Round round, Device cid, Device ben, object invitation, string key, string id, Random random, CancellationToken cancel)
    {
        var reply = await round.Client.TryAsync(cid, "/v1/calls", invitation, key, cid.Edge, cancel);
        if (reply is not { Ok: true } || reply.Json.GetProperty("id").GetString() is not { } own || own == id)
        {
            round.Wrong($"{id}: another user's equal key was answered {reply}");
            return;
        }

        var call = round.Begin(own, cid, [ben]);
        await round.Client.PostAsync(cid, $"/v1/calls/{own}/hangup", new { }, random, cancel);
        call.End = "cancelled";
        foreach (var side in call.Party) call.Expect(side, Facts.Ended("cancelled"));
    }

    // Gives the call's id; wrong where two answers differ.
    private static async Task<string> FiftyAsync(Round round, Device by, string path, object body, string key, CancellationToken cancel)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, Fifty).Select(i => Task.Run(() => round.Client.TryAsync(by, path, body, key, i % round.Deployment.Edges.Length, cancel))));
        var kinds = answers.Select(answer => answer?.Essence ?? "nothing").Distinct().ToArray();
        if (kinds.Length > 1 || answers[0] is not { Ok: true }) round.Wrong($"{path}, {Fifty} times at once, was answered {string.Join(", ", kinds)}");
        return answers[0] is { Ok: true, Json.ValueKind: System.Text.Json.JsonValueKind.Object } first && first.Json.TryGetProperty("id", out var id) ? id.GetString()! : "";
    }
}
