using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Signaling.Api.Tests.Running;

/// <summary>One device of one user: its REST calls, and its cursor on the inbox.</summary>
internal sealed class Device(RunningEdge edge, string user, string device, string token) : IDisposable
{
    private readonly HttpClient http = edge.CreateClient(token, device);
    private readonly Queue<JsonElement> unread = new();

    public string User => user;

    public string Name => device;

    public string Token => token;

    public RunningEdge Edge => edge;

    /// <summary>Where this device stands in its inbox.</summary>
    public string? Cursor { get; set; }

    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body as HttpContent ?? (body is null ? null : JsonContent.Create(body)) };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer(response.StatusCode, response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true ? JsonElement.Parse(text) : default, response.Headers.ETag?.Tag, response.Headers.Location?.ToString())
        {
            RetryAfter = response.Headers.RetryAfter?.Delta,
            ContentType = response.Content.Headers.ContentType?.MediaType,
        };
    }

    public Task<Answer> PostAsync(string path, object? body = null, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, body ?? new { }, headers);

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    /// <summary>Places a call and gives its id.</summary>
    public async Task<string> CallAsync(string to)
    {
        var placed = await PostAsync("/v1/calls", new { to, sdp = Descriptions.Offer });
        Assert.Equal(HttpStatusCode.Created, placed.Status);
        return placed.Json.GetProperty("id").GetString()!;
    }

    public Task<Answer> AnswerAsync(string call) => PostAsync($"/v1/calls/{call}/answer", new { sdp = Descriptions.Answer });

    public Task<Answer> HangUpAsync(string call) => PostAsync($"/v1/calls/{call}/hangup");

    /// <summary>Sends one candidate.</summary>
    /// <param name="address">Its address, by which the test knows it again.</param>
    public Task<Answer> TrickleAsync(string call, string address, int? offer = null) =>
        PostAsync($"/v1/calls/{call}/candidates", new { offer, candidates = new[] { new { candidate = Descriptions.CandidateOf(address), sdpMid = "0", sdpMLineIndex = 0 } } });

    /// <summary>Begins to look at the inbox from now on.</summary>
    public async Task AttachAsync() => Cursor = (await GetAsync("/v1/events")).Json.GetProperty("cursor").GetString();

    /// <summary>The next events, waiting for the first.</summary>
    public async Task<JsonElement[]> NextAsync(int waitSeconds = 10)
    {
        if (unread.Count > 0)
        {
            JsonElement[] left = [.. unread];
            unread.Clear();
            return left;
        }

        var answer = await GetAsync($"/v1/events?wait={waitSeconds}" + (Cursor is null ? "" : $"&after={Cursor}"));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Cursor = answer.Json.GetProperty("cursor").GetString();
        return [.. answer.Json.GetProperty("events").EnumerateArray()];
    }

    /// <summary>Reads on until an event of a type comes, and gives it with all that came before it; what came after waits.</summary>
    public async Task<(JsonElement Event, List<JsonElement> Seen)> UntilAsync(string type)
    {
        List<JsonElement> seen = [];
        for (var deadline = Stopwatch.StartNew(); deadline.Elapsed < TimeSpan.FromSeconds(40);)
        {
            foreach (var one in await NextAsync(waitSeconds: 5)) unread.Enqueue(one);
            while (unread.TryDequeue(out var next))
            {
                seen.Add(next);
                if (next.GetProperty("type").GetString() == type) return (next, seen);
            }
        }

        throw new Xunit.Sdk.XunitException($"{user}/{device} was never told {type}, only {string.Join(", ", seen.Select(e => e.GetProperty("type")))}");
    }

    public void Dispose() => http.Dispose();
}

/// <summary>What the edge answered.</summary>
internal sealed record Answer(HttpStatusCode Status, JsonElement Json, string? ETag, string? Location)
{
    public TimeSpan? RetryAfter { get; init; }

    public string? ContentType { get; init; }

    /// <summary>The problem's code.</summary>
    public string? Code => Json.ValueKind is JsonValueKind.Object && Json.TryGetProperty("code", out var code) ? code.GetString() : null;

    public string? Text(string property) => Json.GetProperty(property).GetString();
}
