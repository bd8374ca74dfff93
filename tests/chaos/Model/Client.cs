using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Signaling.Chaos.Rig;

namespace Signaling.Chaos.Model;

/// <summary>Sends commands as a patient client does: again with the same <c>Idempotency-Key</c>, at one edge after the other, until one
/// says yes or no. What may not be repeated, repeats itself: some are sent twice at once, some again much later.</summary>
internal sealed class Client(Round round)
{
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(75);

    /// <summary>Sends a command until it is answered.</summary>
    /// <param name="droppable">Whether it may be given up once it was answered 503.</param>
    /// <param name="dropAlways">Whether it is then, not only by chance.</param>
    public async Task<Reply> PostAsync(Device by, string path, object body, Random random, CancellationToken cancel, bool droppable = false, bool dropAlways = false)
    {
        var key = Guid.NewGuid().ToString("N");
        var (twice, late, drop) = (random.NextDouble() < round.RepeatShare, random.NextDouble() < round.RepeatShare, droppable && (dropAlways || random.NextDouble() < 0.5));
        var delay = TimeSpan.FromSeconds(0.2 + (1.5 * random.NextDouble()));
        var reply = twice && !drop
            ? await TwiceAsync(by, path, body, key, cancel)
            : await UntilAnsweredAsync(by, path, body, key, by.Edge, drop, cancel);
        if (late && reply.Ok && !drop) round.Later(RepeatLateAsync(by, path, body, key, reply, delay, cancel));
        return reply;
    }

    public Task<Reply> GetAsync(Device by, string path, int edge, CancellationToken cancel) => UntilAnsweredAsync(by, path, null, null, edge, false, cancel);

    /// <summary>One try at one edge; null where it did not answer.</summary>
    public async Task<Reply?> TryAsync(Device by, string path, object? body, string? key, int edge, CancellationToken cancel)
    {
        var (begun, from) = (Stopwatch.StartNew(), Stopwatch.GetTimestamp());
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Timing.ClientPatience);
        try
        {
            using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) };
            by.Sign(request);
            if (key is not null) request.Headers.Add("Idempotency-Key", key);
            using var response = await round.Deployment.Edges[edge].Http.SendAsync(request, patience.Token);
            var text = await response.Content.ReadAsStringAsync(patience.Token);
            var reply = new Reply(response.StatusCode, text.Length > 0 ? JsonElement.Parse(text) : default);
            if (reply.Status is HttpStatusCode.ServiceUnavailable)
            {
                round.Refusal(begun.Elapsed);
                if (response.Headers.RetryAfter is null) round.Wrong($"503 {reply.Code} of {path} has no Retry-After");
                if (begun.Elapsed > Timing.RefusalWithin + Standstill.Since(from) && !round.IsFrozen(edge)) round.Wrong($"503 {reply.Code} of {path} took {begun.Elapsed.TotalSeconds:0.0} s; of these this driver itself stood still for {Standstill.Since(from).TotalSeconds:0.0} s");
            }
            else if ((int)reply.Status >= 500)
            {
                round.Wrong($"{reply} of {path} at edge {edge}: {reply.Json}");
            }

            return reply;
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or JsonException || (lost is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return null;
        }
    }

    private async Task<Reply> UntilAnsweredAsync(Device by, string path, object? body, string? key, int first, bool drop, CancellationToken cancel)
    {
        var begun = DateTimeOffset.UtcNow;
        var edges = round.Deployment.Edges.Length;
        for (var (attempt, unknown) = (0, false); ; attempt++)
        {
            var reply = await TryAsync(by, path, body, key, (first + attempt) % edges, cancel);
            if (reply is { Status: not HttpStatusCode.ServiceUnavailable } answered)
            {
                if (attempt > 0) round.Recovered(begun, $"{path} of {by}, at try {attempt + 1}");
                return answered;
            }

            if (drop && reply?.Code == "store_unavailable" && !unknown) return reply with { RefusedAt = DateTimeOffset.UtcNow };
            if (reply is null)
            {
                unknown = true;
                if (attempt == 0 && by.Edge == first) by.Reconnect(); // an edge that does not answer tells nothing either
            }

            if (DateTimeOffset.UtcNow - begun > GiveUpAfter) throw new TimeoutException($"{by}: {path} was not answered in {GiveUpAfter.TotalSeconds} s; last: {reply}");
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(400, 40 * (attempt + 1))), cancel);
        }
    }

    private async Task<Reply> TwiceAsync(Device by, string path, object body, string key, CancellationToken cancel)
    {
        var both = await Task.WhenAll(((int[])[0, 1]).Select(other => UntilAnsweredAsync(by, path, body, key, (by.Edge + other) % round.Deployment.Edges.Length, false, cancel)));
        Compare(path, both[0], both[1], "at once");
        return both[0];
    }

    private async Task RepeatLateAsync(Device by, string path, object body, string key, Reply before, TimeSpan delay, CancellationToken cancel)
    {
        await Task.Delay(delay, cancel);
        var again = await UntilAnsweredAsync(by, path, body, key, (by.Edge + 1) % round.Deployment.Edges.Length, false, cancel);
        Compare(path, before, again, $"{delay.TotalSeconds:0.0} s later");
    }

    private void Compare(string path, Reply one, Reply other, string when)
    {
        if (one.Essence != other.Essence && !round.MayLoseWrites) round.Wrong($"{path} sent twice ({when}) was answered `{one.Essence}` and `{other.Essence}`");
    }
}
