using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Signaling.Infrastructure.Tests.Redis;

namespace Signaling.Api.Tests.Running;

/// <summary>Edges over one store.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    private Deployment(RunningEdge[] edges) => Edges = edges;

    public RunningEdge[] Edges { get; }

    /// <summary>One edge with its calls in memory, or three over a Redis under a key prefix of their own.</summary>
    /// <param name="settings">Settings that the test wants otherwise; there are no rate limits unless it asks for them.</param>
    public static Task<Deployment> StartAsync(On on, RedisServer redis, Dictionary<string, string?>? settings = null, Action<WebApplicationBuilder>? change = null) =>
        on is On.Embedded ? EmbeddedAsync(settings, change) : RedisAsync(redis, settings, change: change);

    public static async Task<Deployment> EmbeddedAsync(Dictionary<string, string?>? settings = null, Action<WebApplicationBuilder>? change = null) =>
        new([await RunningEdge.StartAsync(settings: With(settings), change: change)]);

    public static Task<Deployment> RedisAsync(RedisServer redis, Dictionary<string, string?>? settings = null, int edges = 3, Action<WebApplicationBuilder>? change = null) =>
        RedisAtAsync(At(redis), settings, edges, change);

    /// <summary>The settings that name a Redis. At the shared one nothing can be learned from time running out, so there is much of it.</summary>
    public static Dictionary<string, string?> At(RedisServer redis)
    {
        Dictionary<string, string?> place = new() { ["Redis:Endpoints"] = redis.Endpoint };
        if (redis.IsShared) (place["Redis:ConnectTimeout"], place["Redis:CommandTimeout"], place["Calls:CommandTimeout"]) = ("00:00:20", "00:00:20", "00:00:10");
        return place;
    }

    /// <summary>Edges over a Redis that the settings of <paramref name="place"/> name.</summary>
    /// <param name="each">What the test wants otherwise of the edge of a number.</param>
    public static async Task<Deployment> RedisAtAsync(Dictionary<string, string?> place, Dictionary<string, string?>? settings = null, int edges = 3, Action<WebApplicationBuilder>? change = null, Action<WebApplicationBuilder, int>? each = null)
    {
        var prefix = "t" + Guid.NewGuid().ToString("N")[..12];
        return new(await Task.WhenAll(Enumerable.Range(0, edges).Select(number => Task.Run(() => RunningEdge.StartAsync(settings: With(settings, place, new()
        {
            ["Store"] = "Redis",
            ["Redis:KeyPrefix"] = prefix,
            ["Edges:Self:Id"] = string.Create(CultureInfo.InvariantCulture, $"edge{number}"),
        }), change: builder =>
        {
            change?.Invoke(builder);
            each?.Invoke(builder, number);
        })))));
    }

    /// <summary>The users of a tenant that no other test has.</summary>
    public Scene Scene() => new(this);

    public async ValueTask DisposeAsync()
    {
        foreach (var edge in Edges) await edge.DisposeAsync();
    }

    private static Dictionary<string, string?> With(params ReadOnlySpan<Dictionary<string, string?>?> layers)
    {
        var all = new Dictionary<string, string?> { ["RateLimits:Enabled"] = "false" };
        foreach (var layer in layers)
            foreach (var (name, value) in layer ?? []) all[name] = value;
        return all;
    }
}
