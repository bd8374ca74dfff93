using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Calls;

/// <summary>A request with its key, over three edges of which one is killed and started again.</summary>
public class IdempotencyRestartTests(RedisServer redis)
{
    private const int MostTries = 600;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FiftyAtOnce_WhileAnEdgeIsKilled_AreOneCallAndOneAnswerAndStayItForADay()
    {
        var prefix = TestPrefix();
        Dictionary<string, string?> settings = new(Deployment.At(redis)) { ["Store"] = "Redis", ["Redis:KeyPrefix"] = prefix, ["RateLimits:Enabled"] = "false" };
        await using RunningEdge one = await RunningEdge.StartAsync(settings: settings), two = await RunningEdge.StartAsync(settings: settings), killed = await RunningEdge.StartProcessAsync(settings);
        using Device ann = one.Device("ann"), dan = two.Device("dan"), ben = one.Device("ben");
        await ben.AttachAsync();
        RunningEdge[] edges = [one, two, killed];

        // Each client asks its own edge, and repeats until it is answered; those of the third lose it on the way.
        var asking = Enumerable.Range(0, 49).Select(n => UntilAnsweredAsync(edges[n % 3])).ToList();
        await Task.WhenAny(asking);
        killed.Process.Kill();
        asking.Add(UntilAnsweredAsync(killed)); // one at least is answered by the edge that was started again
        await killed.Process.RestartAsync();
        var answers = await Task.WhenAll(asking);

        var id = answers[0].GetProperty("id").GetString();
        Assert.All(answers, answer => Assert.Equal(id, answer.GetProperty("id").GetString()));
        Assert.Equal(id, Assert.Single(await ben.NextAsync()).TextAt("callId"));
        Assert.Single((await ann.GetAsync("/v1/calls").OkAsync()).Json.At("calls").EnumerateArray());

        // The edge that was started again knows of it, and no more than it should.
        using Device annAgain = killed.Device("ann"), danAgain = killed.Device("dan");
        await annAgain.PostAsync("/v1/calls", new { to = "cid", sdp = Descriptions.Offer }, ("Idempotency-Key", "k-1")).RefusedAsync("idempotency_key_reused");
        var another = await danAgain.PostAsync("/v1/calls", new { to = "ben", sdp = Descriptions.Offer }, ("Idempotency-Key", "k-1")).OkAsync(HttpStatusCode.Created);
        Assert.NotEqual(id, another.Text("id"));
        Assert.Equal(another.Text("id"), (await dan.PostAsync("/v1/calls", new { to = "ben", sdp = Descriptions.Offer }, ("Idempotency-Key", "k-1")).OkAsync(HttpStatusCode.Created)).Text("id"));

        using var raw = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync($"{redis.Endpoint},syncTimeout=30000,connectTimeout=30000");
        var records = raw.GetServer(raw.GetEndPoints()[0]).Keys(pattern: $"{prefix}:*:request:*").ToArray();
        Assert.Equal(2, records.Length);
        foreach (var record in records) Assert.InRange(raw.GetDatabase().KeyTimeToLive(record)!.Value, TimeSpan.FromHours(23.9), TimeSpan.FromHours(24));
    }

    private static string TestPrefix() => "t" + Guid.NewGuid().ToString("N")[..12];

    private static async Task<JsonElement> UntilAnsweredAsync(RunningEdge edge)
    {
        for (var tries = 0; ; tries++)
        {
            using var client = edge.CreateClient(RunningEdge.TokenOf("ann"), "tab");
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/calls") { Content = JsonContent.Create(new { to = "ben", sdp = Descriptions.Offer }), Headers = { { "Idempotency-Key", "k-1" } } };
            try
            {
                using var answer = await client.SendAsync(request, Cancel);
                if (answer.StatusCode is not HttpStatusCode.ServiceUnavailable || tries >= MostTries)
                {
                    Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
                    return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
                }
            }
            catch (HttpRequestException) when (tries < MostTries)
            {
                // Its edge was killed.
            }
            await Task.Delay(50, Cancel);
        }
    }
}
