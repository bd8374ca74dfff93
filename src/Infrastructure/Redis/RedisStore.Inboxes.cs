using System.Collections.Immutable;
using System.Text;
using Signaling.Domain.Calls;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Infrastructure.Storage;

namespace Signaling.Infrastructure.Redis;

/// <summary>Reading inboxes, and who is attached to them at this edge.</summary>
public sealed partial class RedisStore
{
    private const long PlaceKnown = 1, PlaceUnknown = -1;

    public async Task<Attachment> AttachAsync(UserKey user, DeviceId device, Cursor? after, CancellationToken cancel)
    {
        var (keys, bucket) = (scope.Keys, RedisKeys.BucketOf(user.Tenant));
        var arguments = new RedisArguments()
            .Key(keys.User(user)).Key(keys.Inbox(user)).Key(keys.OpenCalls(user)).Key(keys.Edges(bucket)).Key(keys.CallsOf(user.Tenant))
            .Key(keys.Deadlines(bucket)).Key(keys.Watch(bucket)).Key(keys.HeldIn(bucket))
            .Add(scope.Edge)
            .Add(scope.Shift)
            .Add(device.Value)
            .Add(after?.ToString() ?? "")
            .Add(NewNonce())
            .Add(scope.Inbox.KeepFor)
            .Add(Retention.InboxEnd)
            .Add(RedisScope.Lease)
            .Add(keys.EdgeChannels)
            .Add(RedisKeys.Names(user))
            .Add(CallFields.AwayMember(new Actor(user.User, device)))
            .Add(RedisKeys.LostMember(user, device))
            .Add(RedisKeys.EdgeMember(scope.Edge));

        // Before the script: a word that comes while its reply is on the way must find the device here.
        attached.Begin(user, device);
        var succeeded = false;
        try
        {
            var (code, reply) = await RunAsync(RedisScript.InboxAttach, arguments, cancel);
            succeeded = true;
            var cursor = InboxWords.ReadCursor(reply[2].Text) ?? throw new InvalidDataException("An inbox has no end.");
            ImmutableArray<CallId> away = [.. reply[4].Items.Select(id => new CallId(id.Text))];
            return code == PlaceKnown
                ? new Attachment(InboxWords.ReadEntries(reply[3]), cursor, Resync: false, [], away)
                : new Attachment([], cursor, Resync: code == PlaceUnknown,
                    [.. reply[3].Items.Select(call => CallFields.Read(call, scope.Forms)!).OrderByDescending(call => call.Call.CreatedAt).ThenByDescending(call => call.Call.Id.Value, StringComparer.Ordinal)], away);
        }
        finally
        {
            attached.End(user, device, succeeded);
        }
    }

    public async Task DetachAsync(UserKey user, DeviceId device, TimeSpan patience, CancellationToken cancel)
    {
        attached.Remove(user, device);
        var bucket = RedisKeys.BucketOf(user.Tenant);
        var arguments = new RedisArguments()
            .Key(scope.Keys.User(user)).Key(scope.Keys.OpenCalls(user)).Key(scope.Keys.Deadlines(bucket)).Key(scope.Keys.Held(bucket, scope.Edge))
            .Add(scope.Edge).Add(device.Value).Add(scope.Shift).Add(Retention.InboxEnd).Add(patience)
            .Add(RedisKeys.HeldMember(user, device)).Add(RedisKeys.LostMember(user, device));
        await RunAsync(RedisScript.InboxDetach, arguments, cancel);
    }

    public async Task<bool> HoldsAsync(UserKey user, DeviceId device, CancellationToken cancel) =>
        await redis.ReadFieldAsync(scope.Keys.User(user), RedisKeys.DeviceMark(device), cancel) is { } edge && Encoding.UTF8.GetString(edge) == scope.Edge;

    public async Task<ImmutableArray<InboxEntry>?> ReadAsync(UserKey user, Cursor after, int limit, CancellationToken cancel)
    {
        var arguments = new RedisArguments()
            .Key(scope.Keys.User(user)).Key(scope.Keys.Inbox(user))
            .Add(scope.Shift).Add(after.ToString()).Add(limit).Add(scope.Inbox.KeepFor);
        var (code, reply) = await RunAsync(RedisScript.InboxRead, arguments, cancel);
        return code == PlaceKnown ? InboxWords.ReadEntries(reply[2]) : null;
    }
}
