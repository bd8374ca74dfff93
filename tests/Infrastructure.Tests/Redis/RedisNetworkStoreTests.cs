using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Domain.Network.Storage;
using Signaling.Infrastructure.Embedded;
using Signaling.Infrastructure.Tests.Storage;
using Xunit;

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>The Redis store of networks does what every one does, seen from two edges, and says what the embedded one says.</summary>
public sealed class RedisNetworkStoreTests(RedisServer server) : NetworkStoreSpecification
{
    protected override async Task<NetworkStoreUnderTest> CreateAsync()
    {
        var options = TestRedisStore.Options(server);
        var (one, other) = (await TestRedisStore.StartAsync(options, "one"), await TestRedisStore.StartAsync(options, "other"));
        return new NetworkStoreUnderTest(one, other, async () =>
        {
            await one.DisposeAsync();
            await other.DisposeAsync();
        });
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task Stores_ToldTheSame_Agree(int seed)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var redis = await CreateAsync();
        var (left, right) = ((INetworkStore)new EmbeddedNetworkStore(TimeProvider.System), redis.One);
        var random = new Random(seed);
        TenantId[] tenants = [new("acme"), new("b:{2}")];
        var versions = tenants.ToDictionary(tenant => tenant, _ => new List<DocumentVersion?> { null });
        var written = 0;
        for (var step = 0; step < 300; step++)
        {
            var tenant = tenants[random.Next(2)];
            var known = versions[tenant];
            var key = new DocumentKey((DocumentKind)random.Next(3), $"d{random.Next(4)}");
            var expected = random.Next(3) == 0 ? known[random.Next(known.Count)] : known[^1];
            var next = DocumentVersion.After(expected, $"s{step}");
            var commit = new ShelfCommit(
                tenant, expected, next, key, random.Next(4) == 0 ? null : new string('x', random.Next(20)) + "é", random.Next(2) == 0 ? null : $"d{random.Next(4)}",
                left.Now + TimeSpan.FromSeconds(random.Next(20) == 0 ? -60 : 60))
            { Replaced = random.Next(4) == 0 ? $"d{random.Next(4)}" : null };

            var result = await left.CommitAsync(commit, cancel);
            Assert.Equal(result, await right.CommitAsync(commit, cancel));
            if (result == ShelfResult.Committed)
            {
                known.Add(next);
                written++;
            }

            var asked = random.Next(2) == 0 ? null : key.Id;
            var since = known[random.Next(known.Count)];
            Assert.Equal(Text(await left.ReadAsync(tenant, asked, since, cancel)), Text(await right.ReadAsync(tenant, asked, since, cancel)));
            Assert.Equal(Text(await left.FindAsync(tenant, key, cancel)), Text(await right.FindAsync(tenant, key, cancel)));
            Assert.Equal(Text(new(await left.ListAsync(tenant, cancel), [])), Text(new(await right.ListAsync(tenant, cancel), [])));
        }

        Assert.InRange(written, 100, 290);
    }

    [Fact]
    public async Task Shelf_OfALaterForm_IsNeitherReadNorWritten()
    {
        var cancel = TestContext.Current.CancellationToken;
        var options = TestRedisStore.Options(server);
        using var redis = await RawRedis.ConnectAsync(server);
        await using var store = await TestRedisStore.StartAsync(options, cancel: cancel);
        TenantId tenant = new("acme");
        var commit = new ShelfCommit(tenant, null, new(1, "a"), DocumentKey.OfNetwork("hq"), "{}", "hq", store.Now.AddMinutes(1));
        Assert.Equal(ShelfResult.Committed, await store.CommitAsync(commit, cancel));
        var key = Assert.Single(redis.Keys(options.KeyPrefix), key => key.Contains(":networks:", StringComparison.Ordinal));
        Assert.Equal("1", (string)(await redis.Database.HashGetAsync(key, "schema"))!);
        await redis.Database.HashSetAsync(key, "schema", "2");
        var before = redis.Dump(options.KeyPrefix);

        await Assert.ThrowsAsync<StoreSchemaNewerException>(() => store.CommitAsync(commit with { Expected = new(1, "a"), Next = new(2, "b") }, cancel));
        await Assert.ThrowsAsync<StoreSchemaNewerException>(() => store.ListAsync(tenant, cancel));
        Assert.Equal(before, redis.Dump(options.KeyPrefix));
    }

    private static string Text(ShelfContent? content) => content is null ? "known"
        : $"{content.Shelf.Version} {content.Shelf.Live} {string.Join(',', content.Shelf.Entries.Select(entry => (entry.Key, entry.Version, entry.Bytes)))} {string.Join(',', content.Texts.OrderBy(text => text.Key.ToString()))}";
}
