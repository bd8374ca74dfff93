using Signaling.Infrastructure.Storage;
using Signaling.Infrastructure.Tests.Storage;

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>The Redis store does what every store does, seen from two edges.</summary>
public sealed class RedisStoreTests(RedisServer server) : StoreSpecification
{
    private static readonly TimeSpan LittleMore = TimeSpan.FromMilliseconds(20);

    protected override async Task<StoreUnderTest> CreateAsync(InboxOptions? inbox = null)
    {
        var options = TestRedisStore.Options(server);
        var (one, other) = (await TestRedisStore.StartAsync(options, "one", inbox), await TestRedisStore.StartAsync(options, "other", inbox));
        return new StoreUnderTest(new Edge(one, one), new Edge(other, other), by => Task.Delay(by + LittleMore), async () =>
        {
            await one.DisposeAsync();
            await other.DisposeAsync();
        });
    }
}
