using Microsoft.Extensions.Logging.Abstractions;
using Signaling.Infrastructure.Redis;
using Signaling.Infrastructure.Storage;

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>Stores for tests, each over a key prefix of its own unless one is given.</summary>
internal static class TestRedisStore
{
    /// <summary>A prefix that nobody has used.</summary>
    public static string NewPrefix() => "t" + Guid.NewGuid().ToString("n")[..12];

    /// <summary>Where a server is. At the shared one nothing can be learned from time running out, so there is much of it.</summary>
    public static RedisOptions Options(RedisServer server, string? prefix = null)
    {
        var options = new RedisOptions { Endpoints = server.Endpoint, KeyPrefix = prefix ?? NewPrefix() };
        if (server.IsShared) options.CommandTimeout = options.ConnectTimeout = TimeSpan.FromSeconds(20);
        return options;
    }

    public static Task<RedisStore> StartAsync(RedisOptions options, string edge = "one", InboxOptions? inbox = null, CancellationToken cancel = default) =>
        RedisStore.StartAsync(options, inbox ?? new InboxOptions(), edge, TimeProvider.System, NullLogger<RedisStore>.Instance, cancel);

    /// <summary>A store that has not begun to listen, nor to beat.</summary>
    public static RedisStore Create(RedisOptions options, string edge = "one", InboxOptions? inbox = null, TimeSpan shift = default) =>
        new(options, inbox ?? new InboxOptions(), edge, shift, TimeProvider.System, NullLogger.Instance);
}
