using Microsoft.Extensions.Logging.Abstractions;
using Signaling.Infrastructure.Redis;
using Signaling.Infrastructure.Storage;

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>Stores for tests, each over a key prefix of its own unless one is given.</summary>
internal static class TestRedisStore
{
    /// <summary>A prefix that nobody has used.</summary>
    public static string NewPrefix() => "t" + Guid.NewGuid().ToString("n")[..12];

    public static RedisOptions Options(RedisServer server, string? prefix = null) => new() { Endpoints = server.Endpoint, KeyPrefix = prefix ?? NewPrefix() };

    public static async Task<RedisStore> StartAsync(RedisOptions options, string edge = "one", InboxOptions? inbox = null, CancellationToken cancel = default)
    {
        var store = new RedisStore(options, inbox ?? new InboxOptions(), edge, TimeSpan.Zero, TimeProvider.System, NullLogger.Instance);
        try
        {
            await store.StartAsync(cancel);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }
}
