using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.History;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Identity;

namespace Signaling.Infrastructure.Redis;

/// <summary>Reading calls.</summary>
public sealed partial class RedisStore
{
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

    public async Task<(StoredCall Stored, ImmutableArray<TimelineEntry> Timeline)?> FindTimelineAsync(TenantId tenant, CallId id, CancellationToken cancel)
    {
        var call = scope.Keys.Call(tenant, id);
        var arguments = new RedisArguments().Key(call).Key(call).Key(scope.Keys.Deadlines(RedisKeys.BucketOf(tenant)))
            .Add(scope.Shift).Add(RedisKeys.DeadlineMember(tenant, id)).Add(false);
        var (_, reply) = await RunAsync(RedisScript.CallFind, arguments, cancel);
        return CallFields.Read(reply[2], scope.Forms) is { } stored ? (stored, CallFields.ReadTimeline(reply[2])) : null;
    }

    public async Task<bool> NoteAsync(TenantId tenant, CallId id, TimelineEntry line, CancellationToken cancel)
    {
        var arguments = new RedisArguments().Key(scope.Keys.Call(tenant, id)).Add(scope.Shift).Add(TimelineCodec.Write([line])).Add(Timelines.MaxNotes);
        var (code, _) = await RunAsync(RedisScript.TimelineNote, arguments, cancel);
        return code == Written;
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
}
