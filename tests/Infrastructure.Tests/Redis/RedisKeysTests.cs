using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Infrastructure.Redis;
using Signaling.Infrastructure.Tests.Storage;
using Xunit;

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>No name from outside reaches another's key.</summary>
public sealed class RedisKeysTests(RedisServer server)
{
    private static readonly RedisKeys Keys = new("p");
    private static readonly string[] Hostile =
    [
        "a", "A", "a:b", "a:", ":a", "b", "{b00}", "}", "*", "a*", "?", "[a]", "a\r\nDEL x", "a b", "~", "~003a", "a~003ab", "ä", "a\u0308", "\ud83d\ude00", "\ud800", "\ud801",
        "\ufffd", "%3A", "a/b", "d:x", "tail", "'", "\"", "\\", "\0", "a@example.org", "", " ",
    ];

    [Fact]
    public void Keys_OfHostileNames_NeverMeet()
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tenant in Hostile)
        {
            foreach (var user in Hostile)
            {
                var key = new UserKey(new TenantId(tenant), new UserId(user));
                foreach (var spelled in new[] { Keys.User(key), Keys.Inbox(key), Keys.UserCalls(key), Keys.OpenCalls(key), Keys.Pair(key.Tenant, key.User, new UserId("x")), Keys.Pair(key.Tenant, new UserId("x"), key.User) })
                {
                    if (user != "x") Assert.True(keys.Add(spelled), spelled);
                    Assert.Matches(@"\Ap:\{b[0-3][0-9]\}:[a-z]+:[A-Za-z0-9._@~-]*:[A-Za-z0-9._@~:-]*\z", spelled);
                }
                Assert.Equal(key, RedisKeys.ParseNames(RedisKeys.Names(key)));
            }
            foreach (var spelled in new[] { Keys.Networks(new TenantId(tenant)), Keys.NetworkTexts(new TenantId(tenant)) }) Assert.True(keys.Add(spelled), spelled);
            Assert.Equal((new TenantId(tenant), new CallId("c_1")), RedisKeys.ParseDeadlineMember(RedisKeys.DeadlineMember(new TenantId(tenant), new CallId("c_1"))));
        }
    }

    [Theory] // for ever: other buckets would be other keys
    [InlineData("dev", 5), InlineData("acme", 18), InlineData("", 25), InlineData("ä", 24)]
    public void BucketOf_ATenant_StaysTheSame(string tenant, int bucket) => Assert.Equal(bucket, RedisKeys.BucketOf(new TenantId(tenant)));

    [Fact]
    public void BucketOf_ManyTenants_SpreadsThem()
    {
        var sizes = Enumerable.Range(0, 3200).GroupBy(n => RedisKeys.BucketOf(new TenantId($"tenant-{n}"))).Select(bucket => bucket.Count()).ToArray();

        Assert.Equal(RedisKeys.Buckets, sizes.Length);
        Assert.All(sizes, size => Assert.InRange(size, 50, 200));
    }

    [Fact]
    public async Task Calls_OfHostileUsers_ReachTheirInboxesAlone()
    {
        var cancel = TestContext.Current.CancellationToken;
        var options = TestRedisStore.Options(server);
        await using var one = await TestRedisStore.StartAsync(options, "one:{*}\r\n", cancel: cancel);
        await using var other = await TestRedisStore.StartAsync(options, "other ", cancel: cancel);
        string[] users = [.. Hostile.Where(name => UserId.TryParse(name, out _) && name.IndexOfAny(['\ud800', '\ud801', '\ufffd']) < 0)];
        var tenant = new TenantId("t:{*}\r\n");
        var places = new Dictionary<string, Cursor>();
        foreach (var user in users) places[user] = (await one.AttachAsync(new(tenant, new(user)), new("d"), null, cancel)).Cursor;

        foreach (var user in users)
        {
            var by = new Actor(new UserId("caller"), new DeviceId("d"));
            var commit = new CommitScript(tenant).Invite(by, new UserId(user), other.Now);
            var stored = Assert.IsType<CommitResult.Committed>(await other.CommitAsync(commit with { MaxActiveCalls = 1000 }, cancel)).Stored;

            Assert.Equal(user, stored.Call.Callee.Value);
            Assert.Equal([new DeviceId("d")], stored.Call.Invited);
            var word = await one.Announcements.ReadAsync(cancel);
            Assert.Equal(new UserKey(tenant, new UserId(user)), word.User);
            Assert.Equal(stored.Call.Id, Assert.Single((await one.ReadAsync(word.User, places[user], 10, cancel))!.Value).Call);
        }
    }
}
