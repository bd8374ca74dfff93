using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Domain.Quality.Storage;
using Signaling.Infrastructure.Tests.Storage;
using Xunit;

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>What is special about reports of calls on Redis.</summary>
public sealed class RedisQualityTests(RedisServer server)
{
    private static readonly TenantId Tenant = new("acme");
    private static readonly Actor Ann = new(new("ann"), new("tab")), Ben = new(new("ben"), new("phone"));

    [Fact]
    public async Task Reports_OfALaterForm_AreNeitherReadNorWritten()
    {
        var cancel = TestContext.Current.CancellationToken;
        var options = TestRedisStore.Options(server);
        using var redis = await RawRedis.ConnectAsync(server);
        await using var store = await TestRedisStore.StartAsync(options, cancel: cancel);
        var script = new CommitScript(Tenant);
        var call = Assert.IsType<CommitResult.Committed>(await store.CommitAsync(script.Invite(Ann, Ben.User, store.Now), cancel)).Stored;
        call = Assert.IsType<CommitResult.Committed>(await store.CommitAsync(script.Change(call, new CallCommand.Answer(Ben, "sdp", []), store.Now)!, cancel)).Stored;
        ReportCommit Report(CallSide side) => new()
        {
            Tenant = Tenant, Call = call.Call.Id, Expected = call.Version, Side = side, EntryNonce = "nonce", MaxPerMinute = 10, NotAfter = store.Now.AddMinutes(1),
            Samples = [new(1, "{}"u8.ToArray(), [new("n", 1)])],
        };

        Assert.Equal(new ReportResult.Taken(1, false), await store.ReportAsync(Report(CallSide.Caller), cancel));
        var key = Assert.Single(redis.Keys(options.KeyPrefix), key => key.Contains(":quality:", StringComparison.Ordinal));
        Assert.Equal("1", (string)(await redis.Database.HashGetAsync(key, "schema"))!);
        await redis.Database.HashSetAsync(key, "schema", "2");
        var before = redis.Dump(options.KeyPrefix);

        await Assert.ThrowsAsync<StoreSchemaNewerException>(() => store.ReportAsync(Report(CallSide.Caller), cancel));
        await Assert.ThrowsAsync<StoreSchemaNewerException>(() => store.ReadReportsAsync(Tenant, call.Call.Id, cancel));
        Assert.Equal(before, redis.Dump(options.KeyPrefix));
        Assert.Equal(new ReportResult.Taken(1, false), await store.ReportAsync(Report(CallSide.Callee), cancel)); // the other side's is another hash
    }
}
