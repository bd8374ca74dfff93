using System.Collections.Immutable;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Infrastructure.Storage;

namespace Signaling.Infrastructure.Embedded;

/// <summary>One user's inbox. It remembers the place right before its oldest entry, so that a device which stood there still
/// gets what came after, and a device at the end of an inbox that was emptied by age has missed nothing.</summary>
internal sealed class Inbox(InboxOptions options)
{
    private readonly List<(InboxEntry Entry, int Bytes)> entries = [];
    private Cursor? before;
    private long bytes;

    /// <summary>The user's devices that are attached now.</summary>
    public HashSet<DeviceId> Devices { get; } = [];

    /// <summary>When a device was last seen here, or an entry written.</summary>
    public DateTimeOffset LastUsed { get; set; }

    /// <summary>Where it ends; null as long as it has never held anything.</summary>
    public Cursor? End => entries is [.., var newest] ? newest.Entry.Cursor : before;

    /// <summary>When its oldest entry is too old; null when there is none.</summary>
    public DateTimeOffset? OldestUntil => entries is [var oldest, ..] ? oldest.Entry.Cursor.At + options.KeepFor : null;

    /// <summary>Where it ends; begins it there, with <paramref name="nonce"/>, when it is new.</summary>
    public Cursor EndOrBegin(DateTimeOffset now, Func<string> nonce) => End ?? (before = NextPlace(now, nonce())).Value;

    /// <summary>Adds an entry after all others.</summary>
    /// <param name="described">Bytes of the description that is sent with it.</param>
    public InboxEntry Append(InboxEvent added, int described, string nonce, DateTimeOffset now)
    {
        var entry = new InboxEntry(NextPlace(now, nonce), added.Devices, added.Body, added.Call, added.Description);
        entries.Add((entry, entry.Body.Length + described));
        bytes += entry.Body.Length + described;
        Trim(now);
        return entry;
    }

    /// <summary>At most <paramref name="limit"/> entries after <paramref name="after"/>; null when that place is not known.</summary>
    public ImmutableArray<InboxEntry>? After(Cursor after, int limit)
    {
        var at = after == before ? -1 : entries.FindLastIndex(one => one.Entry.Cursor == after);
        if (at < 0 && after != before) return null;

        return [.. entries.Skip(at + 1).Take(limit).Select(one => one.Entry)];
    }

    /// <summary>Drops what is too old, too many or too large; the newest entry goes by age alone.</summary>
    public void Trim(DateTimeOffset now)
    {
        var gone = 0;
        while (gone < entries.Count && IsOver(entries[gone].Entry, entries.Count - gone, now)) bytes -= entries[gone++].Bytes;
        if (gone == 0) return;

        before = entries[gone - 1].Entry.Cursor;
        entries.RemoveRange(0, gone);
    }

    private bool IsOver(InboxEntry oldest, int left, DateTimeOffset now) =>
        oldest.Cursor.At + options.KeepFor <= now || left > 1 && (left > options.MaxEvents || bytes > options.MaxBytes);

    private Cursor NextPlace(DateTimeOffset now, string nonce)
    {
        var milliseconds = now.ToUnixTimeMilliseconds();
        return End is { } end && end.Milliseconds >= milliseconds // also when the clock was set back
            ? new Cursor(end.Milliseconds, end.Sequence + 1, nonce)
            : new Cursor(milliseconds, 0, nonce);
    }
}
