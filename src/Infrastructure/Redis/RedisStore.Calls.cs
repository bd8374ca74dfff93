using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;

namespace Signaling.Infrastructure.Redis;

/// <summary>Reading calls, and those that are due.</summary>
public sealed partial class RedisStore
{
    private int firstBucket;

    public async Task<(StoredCall? Stored, RepeatedRequest? Repeated)> FindAsync(TenantId tenant, CallId id, IdempotencyKey? request, CancellationToken cancel)
    {
        var call = scope.Keys.Call(tenant, id);
        var arguments = new RedisArguments()
            .Key(call)
            .Key(request is null ? call : scope.Keys.Request(tenant, request))
            .Key(scope.Keys.Deadlines(RedisKeys.BucketOf(tenant)))
            .Add(scope.Shift)
            .Add(RedisKeys.DeadlineMember(tenant, id))
            .Add(request is not null);
        var (_, reply) = await RunAsync(RedisScript.CallFind, arguments, cancel);
        return (CallFields.Read(reply[2], scope.Forms), RequestRecord.Read(reply[3].Text));
    }

    public async Task<string?> FindDescriptionAsync(TenantId tenant, CallId id, DescriptionRef description, CancellationToken cancel) =>
        await redis.ReadFieldAsync(scope.Keys.Call(tenant, id), description.ToString(), cancel) is { } sdp ? Encoding.UTF8.GetString(sdp) : null;

    public async Task<CallPage> ListAsync(UserKey user, CallFilter filter, int limit, string? after, CancellationToken cancel)
    {
        var place = CallPlace.Parse(after);
        var arguments = new RedisArguments()
            .Key(scope.Keys.UserCalls(user)).Key(scope.Keys.OpenCalls(user)).Key(scope.Keys.CallsOf(user.Tenant))
            .Add(scope.Shift)
            .Add(filter switch { CallFilter.Active => "open", CallFilter.Ended => "ended", _ => "all" })
            .Add(limit)
            .Add(place?.CreatedAt.ToString(CultureInfo.InvariantCulture) ?? "+inf")
            .Add(place?.Id.Value ?? "");
        var (_, reply) = await RunAsync(RedisScript.CallsList, arguments, cancel);
        var found = reply[2].Items;
        ImmutableArray<StoredCall> calls = [.. found.Take(limit).Select(entry => CallFields.Read(entry.Items[1], scope.Forms)!)];
        return new CallPage(calls, found.Length > limit ? $"{found[limit - 1].Items[0].Text}.{calls[^1].Call.Id}" : null);
    }

    public async Task<ImmutableArray<DueCall>> LeaseDueAsync(TimeSpan lease, int limit, CancellationToken cancel)
    {
        // Each edge begins elsewhere each time, so that no bucket waits behind a busy one for ever.
        var first = Interlocked.Increment(ref firstBucket) & int.MaxValue;
        var counts = await Task.WhenAll(Enumerable.Range(first, RedisKeys.Buckets).Select(async number =>
        {
            var bucket = number % RedisKeys.Buckets;
            return (bucket, due: await CountDueAsync(bucket, cancel));
        }));
        if (counts.All(count => count.due is null)) throw new StoreUnavailableException("Redis: no bucket can be read.");

        var leased = ImmutableArray.CreateBuilder<DueCall>();
        foreach (var (bucket, due) in counts)
        {
            if (due is null or 0 || leased.Count >= limit) continue;
            leased.AddRange(await LeaseDueAsync(bucket, lease, limit - leased.Count, cancel));
        }
        return leased.ToImmutable();
    }

    // In a cluster one shard may be away: the deadlines of the others are kept all the same. Null when it is.
    private async Task<long?> CountDueAsync(int bucket, CancellationToken cancel)
    {
        try
        {
            return await redis.CountAsync(scope.Keys.Deadlines(bucket), Now.ToUnixTimeMilliseconds(), cancel);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private async Task<IEnumerable<DueCall>> LeaseDueAsync(int bucket, TimeSpan lease, int limit, CancellationToken cancel)
    {
        var arguments = new RedisArguments().Key(scope.Keys.Deadlines(bucket)).Add(scope.Shift).Add(lease).Add(limit);
        var (_, reply) = await RunAsync(RedisScript.DeadlinesLease, arguments, cancel);
        var at = DateTimeOffset.FromUnixTimeMilliseconds(reply[1].Number);
        return reply[2].Items.Select(member => RedisKeys.ParseDeadlineMember(member.Text)).Select(call => new DueCall(call.Tenant, call.Call, at));
    }

    // A place in a list: when the last call of the page before began, and its id. Any other text means the first page.
}
