using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Infrastructure.Redis;
using Signaling.Infrastructure.Tests.Storage;
using Xunit;

namespace Signaling.Infrastructure.Tests.Redis.Schema;

/// <summary>Edges of different releases over one Redis: each form is read by who knows it, and written over by nobody else.</summary>
public sealed class SchemaTests(RedisServer server)
{
    private static readonly TenantId Tenant = new("acme");
    private static readonly Actor Ann = new(new("ann"), new("tab")), Ben = new(new("ben"), new("phone"));
    private static readonly UserKey AnnKey = new(Tenant, Ann.User), BenKey = new(Tenant, Ben.User);
    private static readonly CommitScript Script = new(Tenant);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_OfEitherRelease_IsChangedByTheOtherAndKeepsItsForm()
    {
        var options = TestRedisStore.Options(server);
        using var redis = await RawRedis.ConnectAsync(server);
        await using RedisStore n = TestBuild.N.Create(options, "n"), next = TestBuild.NextAfterN.Create(options, "next");

        foreach (var (first, second, schema) in ((RedisStore, RedisStore, int)[])[(n, next, 1), (next, n, 2)])
        {
            // What the second release makes of a call of the first is its own form; what the first makes of the second's stays the second's.
            var call = await CommittedAsync(first, Script.Invite(Ann with { User = new($"ann{schema}") }, Ben.User, first.Now));
            Assert.Equal(schema, call.Schema);
            foreach (var store in (RedisStore[])[second, first, second])
            {
                var found = (await store.FindAsync(Tenant, call.Call.Id, null, Cancel)).Stored!;
                Assert.Equal(Describe.Of(call), Describe.Of(found));
                call = await CommittedAsync(store, Script.Change(found, new CallCommand.Ring(Ben with { Device = new($"d{found.Version.Counter}") }), store.Now)!);
                Assert.Equal(2, call.Schema);
            }
            Assert.StartsWith("{\"schema\":2,", (string)(await redis.Database.HashGetAsync(redis.Keys(options.KeyPrefix).Single(key => key.EndsWith(call.Call.Id.Value, StringComparison.Ordinal)), "state"))!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Inbox_WrittenByBothReleases_IsReadWholeByBoth()
    {
        var options = TestRedisStore.Options(server);
        await using RedisStore n = TestBuild.N.Create(options, "n"), next = TestBuild.NextAfterN.Create(options, "next");
        var place = (await n.AttachAsync(BenKey, Ben.Device, null, Cancel)).Cursor;

        for (var number = 0; number < 6; number++)
            await CommittedAsync(number % 2 == 0 ? n : next, Script.Invite(Ann with { User = new($"ann{number}") }, Ben.User, n.Now) with { MaxActiveCalls = 100 });

        foreach (var store in (RedisStore[])[n, next])
        {
            var entries = (await store.ReadAsync(BenKey, place, 100, Cancel))!.Value;
            Assert.Equal(6, entries.Length);
            for (var number = 0; number < 6; number++) Assert.Equal(6 - number, (await store.ReadAsync(BenKey, number == 0 ? place : entries[number - 1].Cursor, 100, Cancel))!.Value.Length);
        }
    }

    [Fact]
    public async Task Call_OfALaterForm_IsRefusedByAnEdgeThatDoesNotKnowItAndLeftAlone()
    {
        var options = TestRedisStore.Options(server);
        using var redis = await RawRedis.ConnectAsync(server);
        await using RedisStore before = TestBuild.BeforeN.Create(options, "before"), next = new TestBuild(TestBuild.NextAfterN.Forms, text => text).Create(options, "next");
        var known = await CommittedAsync(before, Script.Invite(Ann, Ben.User, before.Now));
        var newer = await CommittedAsync(next, Script.Change(known, new CallCommand.Ring(Ben), next.Now)!);
        var dump = redis.Dump(options.KeyPrefix);

        Func<Task>[] steps =
        [
            () => before.FindAsync(Tenant, known.Call.Id, null, Cancel),
            () => before.CommitAsync(Script.Change(known, new CallCommand.HangUp(Ann), before.Now)!, Cancel), // decided on what it knew
            () => before.CommitAsync(Script.Candidates(known, Ann, before.Now)!, Cancel),
            () => before.ListAsync(AnnKey, CallFilter.All, 10, null, Cancel),
            () => before.AttachAsync(AnnKey, Ann.Device, null, Cancel),
        ];
        foreach (var step in steps[..^1])
        {
            Assert.Contains("newer", (await Assert.ThrowsAsync<StoreSchemaNewerException>(step)).Message, StringComparison.Ordinal);
            Assert.Equal(dump, redis.Dump(options.KeyPrefix));
        }
        await Assert.ThrowsAsync<StoreSchemaNewerException>(steps[^1]); // marks the device, and gives it nothing

        Assert.Equal(CallPhase.Ended, (await CommittedAsync(next, Script.Change(newer, new CallCommand.HangUp(Ann), next.Now)!)).Call.Phase);
    }

    [Fact]
    public async Task Inbox_OfALaterForm_IsRefusedByAnEdgeThatDoesNotKnowItAndLeftAlone()
    {
        var options = TestRedisStore.Options(server);
        using var redis = await RawRedis.ConnectAsync(server);
        await using RedisStore before = TestBuild.BeforeN.Create(options, "before"), next = new TestBuild(CallForms.Current, TestBuild.NextAfterN.Scripts).Create(options, "next");
        var place = (await next.AttachAsync(BenKey, Ben.Device, null, Cancel)).Cursor;
        var call = await CommittedAsync(next, Script.Invite(Ann, Ben.User, next.Now));
        var dump = redis.Dump(options.KeyPrefix);

        Func<Task>[] steps =
        [
            () => before.ReadAsync(BenKey, place, 10, Cancel),
            () => before.AttachAsync(BenKey, Ben.Device, place, Cancel),
            () => before.AttachAsync(BenKey, Ben.Device, null, Cancel),
            () => before.CommitAsync(Script.Change(call, new CallCommand.HangUp(Ann), before.Now)!, Cancel),
            () => before.CommitAsync(Script.Invite(Ann with { User = new("cid") }, Ben.User, before.Now), Cancel),
            () => before.CommitAsync(Script.Candidates(call, Ann, before.Now)!, Cancel),
        ];
        foreach (var step in steps)
        {
            await Assert.ThrowsAsync<StoreSchemaNewerException>(step);
            Assert.Equal(dump, redis.Dump(options.KeyPrefix));
        }
    }

    [Fact]
    public async Task Request_RememberedInALaterForm_IsRefusedAndNotDoneAgain()
    {
        var options = TestRedisStore.Options(server);
        using var redis = await RawRedis.ConnectAsync(server);
        await using var store = TestBuild.BeforeN.Create(options, "before");
        var request = (new IdempotencyKey("scope", "hash"), new RepeatedRequest("hash", new CallId("test_x"), 201, 1));
        await CommittedAsync(store, Script.Invite(Ann, Ben.User, store.Now) with { Request = request });
        var record = redis.Keys(options.KeyPrefix).Single(key => key.Contains(":request:", StringComparison.Ordinal));
        await redis.Database.StringSetAsync(record, "v2 201 1 test_x hash", TimeSpan.FromHours(1));

        await Assert.ThrowsAsync<StoreSchemaNewerException>(() => store.CommitAsync(Script.Invite(Ann, Ben.User, store.Now) with { Request = request }, Cancel));
        Assert.Single((await store.ListAsync(AnnKey, CallFilter.All, 10, null, Cancel)).Calls);
    }

    [Fact]
    public async Task Word_InAFormThatIsNotKnown_MakesTheInboxesBeRead()
    {
        var options = TestRedisStore.Options(server);
        using var redis = await RawRedis.ConnectAsync(server);
        await using var store = await TestRedisStore.StartAsync(options, "one", cancel: Cancel);
        await store.AttachAsync(BenKey, Ben.Device, null, Cancel);

        await redis.Database.PublishAsync($"{options.KeyPrefix}:edge:one", "v2 what a later build may say\n");

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(40));
        var word = await store.Announcements.ReadAsync(limit.Token);
        Assert.Equal((BenKey, 0), (word.User, word.Entries.Length));
    }

    private static async Task<StoredCall> CommittedAsync(RedisStore store, CallCommit commit) =>
        Assert.IsType<CommitResult.Committed>(await store.CommitAsync(commit, Cancel)).Stored;
}
