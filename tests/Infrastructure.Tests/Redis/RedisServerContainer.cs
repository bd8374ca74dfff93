using Testcontainers.Redis;

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>The container of <see cref="RedisServer"/>. Compiled with <c>-p:Testcontainers=true</c> only.</summary>
public sealed partial class RedisServer
{
    static partial void BuiltInContainer(ref Func<CancellationToken, Task<(string Endpoint, IAsyncDisposable Container)>>? start) =>
        start = StartContainerAsync;

    private static async Task<(string Endpoint, IAsyncDisposable Container)> StartContainerAsync(CancellationToken cancel)
    {
        var redis = new RedisBuilder(Environment.GetEnvironmentVariable("REDIS_IMAGE") ?? "redis:7-alpine").Build();
        await redis.StartAsync(cancel);
        return ($"{redis.Hostname}:{redis.GetMappedPublicPort(RedisBuilder.RedisPort)}", redis);
    }
}
