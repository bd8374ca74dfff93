using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Signaling.Domain.Calls;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Infrastructure.Storage;

namespace Signaling.Infrastructure.Embedded;

/// <summary>All inboxes and who is attached to them. Not safe for concurrent use: <see cref="EmbeddedStore"/> holds the lock.</summary>
internal sealed class Inboxes(InboxOptions options, AnnouncementQueue announcements)
{
    private readonly Dictionary<UserKey, Inbox> inboxes = [];
    private readonly Reminders<UserKey> reminders = new();

    /// <summary>Inboxes remembered, the empty ones too.</summary>
    public int Count => inboxes.Count;

    /// <summary>The devices of <paramref name="user"/> that are attached now.</summary>
    public ImmutableSortedSet<DeviceId> DevicesOf(UserKey user) =>
        inboxes.TryGetValue(user, out var inbox) ? [.. inbox.Devices] : [];

    /// <summary>Whether the device is attached now.</summary>
    public bool IsAttached(UserKey user, DeviceId device) => inboxes.TryGetValue(user, out var inbox) && inbox.Devices.Contains(device);

    /// <summary>Adds <paramref name="events"/> in this order, and announces each inbox once.</summary>
    /// <param name="descriptions">Those of the call that they tell of.</param>
    public void Write(ImmutableArray<InboxEvent> events, ImmutableDictionary<DescriptionRef, string> descriptions, string nonce, DateTimeOffset now)
    {
        foreach (var own in events.GroupBy(added => added.To))
        {
            var inbox = Open(own.Key, now);
            var previous = inbox.End;
            ImmutableArray<InboxEntry> entries = [.. own.Select(added => inbox.Append(added, Described(added), nonce, now))];
            if (inbox.Devices.Count > 0 && previous is { } stood) announcements.Add(new Announcement(own.Key, stood, entries));
        }

        int Described(InboxEvent added) =>
            added.Description is { } name && descriptions.TryGetValue(name, out var text) ? Encoding.UTF8.GetByteCount(text) : 0;
    }

    /// <summary>Marks the device as attached and says where the inbox ends, and what came after its place;
    /// null for that when the place is not known, nothing when it has none.</summary>
    public (Cursor End, ImmutableArray<InboxEntry>? Missed) Attach(UserKey user, DeviceId device, Cursor? after, DateTimeOffset now)
    {
        var inbox = Open(user, now);
        inbox.Devices.Add(device);
        inbox.Trim(now);
        return (inbox.EndOrBegin(now, NewNonce), after is { } place ? inbox.After(place, int.MaxValue) : []);
    }

    /// <summary>Forgets that the device is attached; false when it was not.</summary>
    public bool Detach(UserKey user, DeviceId device, DateTimeOffset now)
    {
        if (!inboxes.TryGetValue(user, out var inbox) || !inbox.Devices.Remove(device)) return false;
        inbox.LastUsed = now;
        return true;
    }

    /// <summary>At most <paramref name="limit"/> entries after <paramref name="after"/>; null when that place is not known.</summary>
    public ImmutableArray<InboxEntry>? Read(UserKey user, Cursor after, int limit, DateTimeOffset now)
    {
        if (!inboxes.TryGetValue(user, out var inbox)) return null;

        inbox.LastUsed = now;
        inbox.Trim(now);
        return inbox.After(after, limit);
    }

    /// <summary>Drops old entries, and inboxes that nobody has used for <see cref="Retention.InboxEnd"/>.</summary>
    public void Sweep(DateTimeOffset now) => reminders.Run(now, user =>
    {
        var inbox = inboxes[user];
        inbox.Trim(now);
        var forgetAt = inbox.LastUsed + Retention.InboxEnd;
        if (inbox.Devices.Count > 0 || forgetAt > now) return inbox.OldestUntil ?? now + options.KeepFor;

        inboxes.Remove(user);
        return null;
    });

    private Inbox Open(UserKey user, DateTimeOffset now)
    {
        if (!inboxes.TryGetValue(user, out var inbox))
        {
            inboxes.Add(user, inbox = new Inbox(options));
            reminders.Add(user, now + options.KeepFor);
        }
        inbox.LastUsed = now;
        return inbox;
    }

    private static string NewNonce() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(6));
}
