using System.Collections.Immutable;
using System.Globalization;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Infrastructure.Storage;

namespace Signaling.Infrastructure.Redis;

/// <summary>What time has made due: calls, devices that have vanished, and edges that are gone, whose devices vanish with them.</summary>
public sealed partial class RedisStore
{
    private const int ClaimedAtOnce = 200;

    private int firstBucket;
    private long watchedAt = long.MinValue;

    public async Task<DueWork> LeaseDueAsync(TimeSpan lease, int limit, CancellationToken cancel)
    {
        // Each edge begins elsewhere each time, so that no bucket waits behind a busy one for ever.
        var first = Interlocked.Increment(ref firstBucket) & int.MaxValue;
        var watch = IsTimeToWatch();
        var counts = await Task.WhenAll(Enumerable.Range(first, RedisKeys.Buckets).Select(async number =>
        {
            var bucket = number % RedisKeys.Buckets;
            return (bucket, due: await CountDueAsync(bucket, watch, cancel));
        }));
        if (counts.All(count => count.due is null)) throw new StoreUnavailableException("Redis: no bucket can be read.");

        var calls = ImmutableArray.CreateBuilder<DueCall>();
        var lost = ImmutableArray.CreateBuilder<LostDevice>();
        foreach (var (bucket, due) in counts)
        {
            if (due is null or 0 || calls.Count + lost.Count >= limit) continue;
            try
            {
                await LeaseDueAsync(bucket, lease, limit - calls.Count - lost.Count, calls, lost, cancel);
            }
            catch (StoreUnavailableException) when (calls.Count + lost.Count > 0)
            {
                // What is leased is done; the rest of this bucket is due again when its lease ends.
            }
        }
        return new DueWork(calls.ToImmutable(), lost.ToImmutable());
    }

    public async Task SettleAsync(LostDevice lost, CancellationToken cancel)
    {
        var arguments = new RedisArguments()
            .Key(scope.Keys.Deadlines(RedisKeys.BucketOf(lost.User.Tenant)))
            .Add(scope.Shift).Add(RedisKeys.LostMember(lost.User, lost.Device)).Add(lost.LeasedUntil);
        await RunAsync(RedisScript.DeviceSettle, arguments, cancel);
    }

    // Every look leaves a trace only now and then, so that looking often costs no writes.
    private bool IsTimeToWatch()
    {
        var at = Interlocked.Read(ref watchedAt);
        return (at == long.MinValue || time.GetElapsedTime(at) >= Watch) && Interlocked.CompareExchange(ref watchedAt, time.GetTimestamp(), at) == at;
    }

    // In a cluster one shard may be away: the deadlines of the others are kept all the same. Null when it is.
    private async Task<long?> CountDueAsync(int bucket, bool watch, CancellationToken cancel)
    {
        try
        {
            return watch
                ? (await RunAsync(RedisScript.DeadlinesLease, Due(bucket, TimeSpan.Zero, 0), cancel)).Reply[4].Number
                : await redis.CountAsync(scope.Keys.Deadlines(bucket), Now.ToUnixTimeMilliseconds(), cancel);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private async Task LeaseDueAsync(
        int bucket, TimeSpan lease, int limit, ImmutableArray<DueCall>.Builder calls, ImmutableArray<LostDevice>.Builder lost, CancellationToken cancel)
    {
        var (_, reply) = await RunAsync(RedisScript.DeadlinesLease, Due(bucket, lease, limit), cancel);
        var at = DateTimeOffset.FromUnixTimeMilliseconds(reply[1].Number);
        DateTimeOffset? backAt = reply[3].Text is { Length: > 0 } back ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(back, CultureInfo.InvariantCulture)) : null;
        foreach (var member in reply[2].Items.Select(item => item.Text))
        {
            if (member.StartsWith('#')) await ClaimAsync(bucket, member[1..], cancel);
            else if (RedisKeys.ParseLostMember(member) is var (user, device)) lost.Add(new LostDevice(user, device, reply[1].Number + (long)lease.TotalMilliseconds));
            else
            {
                var (tenant, call) = RedisKeys.ParseDeadlineMember(member);
                calls.Add(new DueCall(tenant, call, at, backAt));
            }
        }
    }

    private RedisArguments Due(int bucket, TimeSpan lease, int limit) => new RedisArguments()
        .Key(scope.Keys.Deadlines(bucket)).Key(scope.Keys.Watch(bucket))
        .Add(scope.Shift).Add(lease).Add(limit).Add(RedisScope.Gap).Add(RedisScope.Lease).Add(Retention.InboxEnd);

    // What it leaves undone is due again when the lease ends, here or at any other edge.
    private async Task ClaimAsync(int bucket, string edge, CancellationToken cancel)
    {
        var keys = scope.Keys;
        for (var left = 1L; left > 0;)
        {
            var arguments = new RedisArguments()
                .Key(keys.Edges(bucket)).Key(keys.Deadlines(bucket)).Key(keys.Held(bucket, edge)).Key(keys.UsersIn(bucket)).Key(keys.OpenCallsIn(bucket))
                .Add(edge).Add(scope.Shift).Add(RedisKeys.EdgeMember(edge)).Add(ClaimedAtOnce).Add(Retention.InboxEnd);
            (left, var reply) = await RunAsync(RedisScript.EdgeClaim, arguments, cancel);
            if (reply[2].Number > 0) RedisConnectionLog.EdgeGone(logger, edge, reply[2].Number);
        }
    }
}
