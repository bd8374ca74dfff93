using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Redis;
using Signaling.Infrastructure.Storage;
using Signaling.Infrastructure.Tests.Redis;
using Signaling.Infrastructure.Tests.Redis.Schema;
using Xunit;

namespace Signaling.Api.Tests.Stores;

/// <summary>Three edges are exchanged one after the other for those of the next release, and back, while calls go on.</summary>
public sealed class RollingSchemaTests(RedisServer redis)
{
    private const int Pairs = 5, Messages = 3;
    private static readonly string Tenant = "t" + Guid.NewGuid().ToString("N")[..12], Prefix = "t" + Guid.NewGuid().ToString("N")[..12];

    private readonly RunningEdge[] edges = new RunningEdge[3];
    private readonly ConcurrentDictionary<string, ConcurrentQueue<JsonElement>> logs = new();
    private int asked;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Edges_ExchangedForTheNextReleaseAndBack_LoseNothing()
    {
        for (var n = 0; n < edges.Length; n++) edges[n] = await StartAsync(TestBuild.N, n);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var (calling, reading) = (new CancellationTokenSource(), new List<Task>());
        for (var pair = 0; pair < Pairs; pair++)
            foreach (var user in (string[])[$"ann{pair}", $"ben{pair}"]) reading.Add(await ReadAsync(user, ending.Token));
        var pairs = Enumerable.Range(0, Pairs).Select(pair => CallAsync(pair, calling.Token)).ToArray();

        foreach (var build in (TestBuild[])[TestBuild.NextAfterN, TestBuild.N])
        {
            for (var n = 0; n < edges.Length; n++)
            {
                var old = edges[n];
                edges[n] = await StartAsync(build, n);
                await old.StopAsync();
                await old.DisposeAsync();
                await Task.Delay(300, Cancel);
            }
        }

        await calling.CancelAsync();
        var calls = (await Task.WhenAll(pairs)).SelectMany(made => made).ToArray();
        await UntilAsync(() => calls.All(call => Of(call.Caller, call.Id).Contains("call.ended") && Of(call.Callee, call.Id).Contains("call.ended")));
        await ending.CancelAsync();
        await Task.WhenAll(reading);
        TestContext.Current.TestOutputHelper?.WriteLine($"{calls.Length} calls, {logs.Values.Sum(log => log.Count)} events, {asked} requests");

        Assert.True(calls.Length > Pairs * 6, $"only {calls.Length} calls");
        string[] messages = [.. Enumerable.Range(0, Messages).Select(number => $"call.message {number}")];
        foreach (var (caller, callee, id) in calls)
        {
            Assert.Equal(["call.answered", .. messages, "call.ended"], Of(caller, id));
            Assert.Equal(["call.incoming", .. messages, "call.ended"], Of(callee, id));
        }
        foreach (var log in logs.Values) Assert.Equal(log.Count, log.Select(e => e.TextAt("id")).Distinct().Count());
        using var raw = await ConnectAsync();
        Assert.Equal(["1", "2"], await raw.FormsAsync()); // both have been there
        foreach (var edge in edges) await edge.DisposeAsync();
    }

    [Fact]
    public async Task Edge_OfAReleaseThatWasSkipped_SaysSoAndLeavesEverythingToTheOthers()
    {
        await using RunningEdge skipped = await StartAsync(TestBuild.BeforeN, 0), next = await StartAsync(TestBuild.NextAfterN, 1);
        using Device ann = next.Device("ann", tenant: Tenant), ben = next.Device("ben", tenant: Tenant), old = skipped.Device("ben", tenant: Tenant);
        await using var hub = await HubDevice.AttachAsync(ann);
        var call = await ann.CallAsync("ben");

        await old.AnswerAsync(call).RefusedAsync("store_schema_newer");
        await old.GetAsync("/v1/calls").RefusedAsync("store_schema_newer");
        await old.GetAsync("/v1/events").RefusedAsync("store_schema_newer");
        await using var connection = await HubDevice.ConnectAsync(old);
        var refused = await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => connection.AttachAsync(null));
        Assert.Contains("store_schema_newer", refused.Message, StringComparison.Ordinal);

        await ben.AnswerAsync(call).OkAsync();
        await hub.NextAsync("call.answered");
    }

    // What a user was told of a call, in order.
    private string[] Of(string user, string call) =>
        [.. logs[user].Where(e => e.TextAt("callId") == call).Select(e => e.TextAt("type") == "call.message" ? $"call.message {e.TextAt("data.text")}" : e.TextAt("type")!)];

    // One call after the other, until told to stop; each request is repeated with its key, at another edge, until it is answered.
    private async Task<List<(string Caller, string Callee, string Id)>> CallAsync(int pair, CancellationToken stop)
    {
        var (caller, callee, made) = ($"ann{pair}", $"ben{pair}", new List<(string, string, string)>());
        while (!stop.IsCancellationRequested)
        {
            var call = (await AskAsync(caller, "", new { to = callee, sdp = Descriptions.Offer })).GetProperty("id").GetString()!;
            await AskAsync(callee, $"/{call}/answer", new { sdp = Descriptions.Answer });
            for (var number = 0; number < Messages; number++)
            {
                await AskAsync(caller, $"/{call}/messages", new { text = $"{number}" });
                await AskAsync(callee, $"/{call}/messages", new { text = $"{number}" });
            }
            await AskAsync(caller, $"/{call}/hangup", new { });
            made.Add((caller, callee, call));
        }
        return made;
    }

    private async Task<JsonElement> AskAsync(string user, string path, object body)
    {
        for (var (key, tries) = (Guid.NewGuid().ToString("N"), 0); ; tries++)
        {
            using var client = edges[Interlocked.Increment(ref asked) % edges.Length].CreateClient(RunningEdge.TokenOf(user, Tenant), "tab");
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/calls{path}") { Content = JsonContent.Create(body), Headers = { { "Idempotency-Key", key } } };
            try
            {
                using var answer = await client.SendAsync(request, Cancel);
                var text = await answer.Content.ReadAsStringAsync(Cancel);
                if (answer.IsSuccessStatusCode) return text.Length == 0 ? default : JsonElement.Parse(text);
                Assert.True(answer.StatusCode is HttpStatusCode.ServiceUnavailable && !text.Contains("store_schema_newer", StringComparison.Ordinal), $"{path}: {text}");
            }
            catch (HttpRequestException)
            {
                // The edge is being exchanged.
            }
            Assert.True(tries < 100);
            await Task.Delay(20, Cancel);
        }
    }

    // Reads a user's inbox by long polls, each at another edge.
    private async Task<Task> ReadAsync(string user, CancellationToken end)
    {
        using var first = edges[0].CreateClient(RunningEdge.TokenOf(user, Tenant), "tab");
        var cursor = (await first.GetFromJsonAsync<JsonElement>("/v1/events", Cancel)).TextAt("cursor");
        var log = logs[user] = [];
        return Task.Run(async () =>
        {
            for (var n = 0; !end.IsCancellationRequested; n++)
            {
                using var client = edges[n % edges.Length].CreateClient(RunningEdge.TokenOf(user, Tenant), "tab");
                try
                {
                    var page = await client.GetFromJsonAsync<JsonElement>($"/v1/events?after={cursor}&wait=1", end);
                    Assert.False(page.TryGetProperty("resync", out var resync) && resync.ValueKind is JsonValueKind.True, "resync");
                    foreach (var one in page.GetProperty("events").EnumerateArray()) log.Enqueue(one);
                    cursor = page.TextAt("cursor");
                }
                catch (Exception exchanged) when (exchanged is HttpRequestException or IOException or OperationCanceledException)
                {
                    await Task.Delay(20, Cancel);
                }
            }
        }, Cancel);
    }

    private Task<RunningEdge> StartAsync(TestBuild build, int number) => RunningEdge.StartAsync(
        settings: new() { ["RateLimits:Enabled"] = "false", ["Store"] = "Redis", ["Redis:Endpoints"] = redis.Endpoint, ["Redis:KeyPrefix"] = Prefix, ["Edges:Self:Id"] = $"edge{number}" },
        change: builder => builder.Services.AddSingleton(provider =>
        {
            var store = build.Create(provider.GetRequiredService<IOptions<RedisOptions>>().Value, $"edge{number}-{Guid.NewGuid():N}", provider.GetRequiredService<IOptions<InboxOptions>>().Value);
            store.StartAsync(Cancel).GetAwaiter().GetResult();
            return store;
        }));

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var begun = System.Diagnostics.Stopwatch.StartNew(); !holds(); await Task.Delay(50, Cancel)) Assert.True(begun.Elapsed < TimeSpan.FromSeconds(20), "Not everybody was told how each call ended.");
    }

    private async Task<Forms> ConnectAsync() => new(await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync($"{redis.Endpoint},syncTimeout=30000,connectTimeout=30000"));

    // In which forms calls are stored.
    private sealed class Forms(StackExchange.Redis.ConnectionMultiplexer multiplexer) : IDisposable
    {
        public async Task<string[]> FormsAsync()
        {
            var found = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var key in multiplexer.GetServer(multiplexer.GetEndPoints()[0]).Keys(pattern: $"{Prefix}:*:call:*"))
            {
                var state = JsonElement.Parse((string)(await multiplexer.GetDatabase().HashGetAsync(key, "state"))!);
                found.Add(state.GetProperty("schema").GetInt32().ToString(CultureInfo.InvariantCulture));
            }
            return [.. found];
        }

        public void Dispose() => multiplexer.Dispose();
    }
}
