using System.Threading.Channels;
using System.Collections.Immutable;
using Signaling.Domain.Identity;

namespace Signaling.Domain.Events;

/// <summary>Every user's inbox: an append-only list of events, trimmed by age and size, that devices read from their cursor on.</summary>
/// <remarks>Events enter it with the commit of what they tell of (<see cref="Calls.Storage.ICallStore"/>), in no other way.
/// Every method throws <see cref="StoreUnavailableException"/> when the store cannot be reached in time.</remarks>
public interface IInboxes
{
    /// <summary>Word of what was added to inboxes whose users have a device attached at this edge: one reader, in no guaranteed order.</summary>
    ChannelReader<Announcement> Announcements { get; }

    /// <summary>Marks the device as attached at this edge, so that word of its user's inbox comes here, and says what it missed.</summary>
    /// <param name="after">Where the device stands; null when it comes for the first time.</param>
    Task<Attachment> AttachAsync(UserKey user, DeviceId device, Cursor? after, CancellationToken cancel);

    /// <summary>Forgets that the device is attached here; without effect when it has attached elsewhere since. While its user has an open
    /// call, <see cref="Calls.Storage.ICallStore.LeaseDueAsync"/> hands it out as vanished.</summary>
    /// <param name="patience">How long it may take to attach elsewhere before it is handed out.</param>
    Task DetachAsync(UserKey user, DeviceId device, TimeSpan patience, CancellationToken cancel);

    /// <summary>Whether the device is still attached here, and has not attached at another edge since.</summary>
    Task<bool> HoldsAsync(UserKey user, DeviceId device, CancellationToken cancel);

    /// <summary>What was added after <paramref name="after"/>, oldest first, at most <paramref name="limit"/> entries;
    /// null when that place is not known (any more).</summary>
    Task<ImmutableArray<InboxEntry>?> ReadAsync(UserKey user, Cursor after, int limit, CancellationToken cancel);
}
