using System.Globalization;
using System.Text;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Identity;

namespace Signaling.Infrastructure.Redis;

/// <summary>The one place that spells keys and channels. All keys of a tenant carry the tag of its bucket, and so lie on one shard of a
/// Redis Cluster; names from outside are escaped, so that none of them can end or begin a part of a key.</summary>
internal sealed class RedisKeys(string prefix)
{
    /// <summary>Buckets that tenants are spread over. Fixed: with another number every key would be elsewhere.</summary>
    public const int Buckets = 32;

    /// <summary>The bucket of a tenant, 0 to 31, the same on every edge and for ever (FNV-1a over UTF-16).</summary>
    public static int BucketOf(TenantId tenant)
    {
        var hash = 2166136261u;
        foreach (var character in tenant.Value) hash = (hash ^ character) * 16777619u;
        return (int)((hash ^ hash >> 16) % Buckets);
    }

    /// <summary>A call. Hash, described in <c>call-commit.lua</c>.</summary>
    public string Call(TenantId tenant, CallId id) => CallsOf(tenant) + id;

    /// <summary>All of a call's key but the id; the scripts that list calls put it on.</summary>
    public string CallsOf(TenantId tenant) => $"{Bucket(tenant)}call:{Escape(tenant.Value)}:";

    /// <summary>What one side of a call has reported. Hash, described in <c>quality-report.lua</c>.</summary>
    public string Quality(TenantId tenant, CallId id, CallSide side) => $"{Bucket(tenant)}quality:{Escape(tenant.Value)}:{id}:{(side is CallSide.Caller ? "caller" : "callee")}";

    /// <summary>A user's place and devices. Hash, described in <c>inbox.part.lua</c>.</summary>
    public string User(UserKey user) => $"{Bucket(user.Tenant)}user:{Names(user)}";

    /// <summary>The field of a user that says at which edge a device is attached.</summary>
    public static string DeviceMark(DeviceId device) => $"d:{device}";

    /// <summary>A user's inbox. Stream, described in <c>inbox.part.lua</c>.</summary>
    public string Inbox(UserKey user) => $"{Bucket(user.Tenant)}inbox:{Names(user)}";

    /// <summary>A user's calls. Sorted set: id by begin, in milliseconds since 1970.</summary>
    public string UserCalls(UserKey user) => $"{Bucket(user.Tenant)}calls:{Names(user)}";

    /// <summary>A user's open calls. Sorted set: id by when it is forgotten, in milliseconds since 1970.</summary>
    public string OpenCalls(UserKey user) => $"{Bucket(user.Tenant)}open:{Names(user)}";

    /// <summary>The call that rings from one user to another. String: id.</summary>
    public string Pair(TenantId tenant, UserId caller, UserId callee) =>
        $"{Bucket(tenant)}pair:{Escape(tenant.Value)}:{Escape(caller.Value)}:{Escape(callee.Value)}";

    /// <summary>A request that took effect. String, written by <see cref="CommitArguments"/>.</summary>
    public string Request(TenantId tenant, IdempotencyKey key) => $"{Bucket(tenant)}request:{Escape(tenant.Value)}:{Escape(key.Scope)}";

    /// <summary>A tenant's networks and trunks, without their texts. Hash, described in <c>networks-write.lua</c>.</summary>
    public string Networks(TenantId tenant) => $"{Bucket(tenant)}networks:{Escape(tenant.Value)}";

    /// <summary>The texts of a tenant's networks and trunks. Hash: JSON by <c>&lt;kind&gt;:&lt;id&gt;</c>.</summary>
    public string NetworkTexts(TenantId tenant) => $"{Bucket(tenant)}network-texts:{Escape(tenant.Value)}";

    /// <summary>All of a user's key but the name, in a bucket; the script that claims devices puts it on.</summary>
    public string UsersIn(int bucket) => $"{Bucket(bucket)}user:";

    /// <summary>All of the key of a user's open calls but the name, in a bucket.</summary>
    public string OpenCallsIn(int bucket) => $"{Bucket(bucket)}open:";

    /// <summary>What is due in a bucket. Sorted set: <see cref="DeadlineMember"/>, <see cref="LostMember"/> or <see cref="EdgeMember"/> by
    /// when, in milliseconds since 1970.</summary>
    public string Deadlines(int bucket) => $"{Bucket(bucket)}deadlines";

    /// <summary>Edges that hold devices in a bucket. Sorted set: id by the end of its lease, in milliseconds since 1970.</summary>
    public string Edges(int bucket) => $"{Bucket(bucket)}edges";

    /// <summary>The devices of a bucket that are attached to an edge. Set: <see cref="HeldMember"/>.</summary>
    /// <param name="edge">Its id, escaped.</param>
    public string Held(int bucket, string edge) => HeldIn(bucket) + edge;

    /// <summary>All of the key of an edge's devices but the edge.</summary>
    public string HeldIn(int bucket) => $"{Bucket(bucket)}held:";

    /// <summary>When a bucket was last looked at. Hash, described in <c>deadlines-lease.lua</c>.</summary>
    public string Watch(int bucket) => $"{Bucket(bucket)}watch";

    /// <summary>The channel that an edge listens on, all of it but the id.</summary>
    public string EdgeChannels => $"{prefix}:edge:";

    /// <summary>A call among the deadlines of its bucket.</summary>
    public static string DeadlineMember(TenantId tenant, CallId id) => $"{Escape(tenant.Value)}:{id}";

    /// <summary>Reads what <see cref="DeadlineMember"/> wrote.</summary>
    public static (TenantId Tenant, CallId Call) ParseDeadlineMember(string member)
    {
        var colon = member.IndexOf(':', StringComparison.Ordinal);
        return (new TenantId(Unescape(member[..colon])), new CallId(member[(colon + 1)..]));
    }

    /// <summary>A device among those of an edge.</summary>
    public static string HeldMember(UserKey user, DeviceId device) => $"{Names(user)} {device}";

    /// <summary>A device that has vanished, among the deadlines of its bucket.</summary>
    public static string LostMember(UserKey user, DeviceId device) => $"!{HeldMember(user, device)}";

    /// <summary>Reads what <see cref="LostMember"/> wrote; null of anything else.</summary>
    public static (UserKey User, DeviceId Device)? ParseLostMember(string member) =>
        member is ['!', .. var held] && held.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space
            ? (ParseNames(held[..space]), new DeviceId(held[(space + 1)..]))
            : null;

    /// <summary>An edge, among the deadlines of a bucket: due when its lease has ended.</summary>
    /// <param name="edge">Its id, escaped.</param>
    public static string EdgeMember(string edge) => $"#{edge}";

    /// <summary>A user as one word, for announcements.</summary>
    public static string Names(UserKey user) => $"{Escape(user.Tenant.Value)}:{Escape(user.User.Value)}";

    /// <summary>Reads what <see cref="Names"/> wrote.</summary>
    public static UserKey ParseNames(string names)
    {
        var colon = names.IndexOf(':', StringComparison.Ordinal);
        return new UserKey(new TenantId(Unescape(names[..colon])), new UserId(Unescape(names[(colon + 1)..])));
    }

    /// <summary>Keeps letters, digits, <c>. _ - @</c>, and writes every other UTF-16 unit as <c>~</c> and four hex digits: no two names become one.</summary>
    public static string Escape(string name)
    {
        if (!name.AsSpan().ContainsAnyExcept(Kept)) return name;

        var escaped = new StringBuilder(name.Length + 16);
        foreach (var unit in name)
        {
            if (Kept.Contains(unit)) escaped.Append(unit);
            else escaped.Append(CultureInfo.InvariantCulture, $"~{(int)unit:x4}");
        }
        return escaped.ToString();
    }

    /// <summary>Reads what <see cref="Escape"/> wrote.</summary>
    public static string Unescape(string escaped)
    {
        if (!escaped.Contains('~', StringComparison.Ordinal)) return escaped;

        var name = new StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '~') name.Append(escaped[i]);
            else
            {
                name.Append((char)int.Parse(escaped.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 4;
            }
        }
        return name.ToString();
    }

    private static readonly System.Buffers.SearchValues<char> Kept =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-@");

    private string Bucket(TenantId tenant) => Bucket(BucketOf(tenant));

    private string Bucket(int bucket) => $"{prefix}:{{b{bucket:00}}}:";
}
