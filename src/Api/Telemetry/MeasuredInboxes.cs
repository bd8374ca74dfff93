using System.Collections.Immutable;
using System.Threading.Channels;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;

namespace Signaling.Api.Telemetry;

/// <summary>Times and counts what goes to the store of inboxes, whichever it is, and puts each step into the trace.</summary>
internal sealed class MeasuredInboxes(IInboxes inner, SignalingMetrics metrics, TimeProvider clock) : IInboxes
{
    /// <inheritdoc/>
    public ChannelReader<Announcement> Announcements => inner.Announcements;

    /// <inheritdoc/>
    public async Task<Attachment> AttachAsync(UserKey user, DeviceId device, Cursor? after, CancellationToken cancel)
    {
        var attached = await metrics.TimeReadAsync(clock, "attach", () => inner.AttachAsync(user, device, after, cancel));
        if (attached.Resync) metrics.Resynced();
        return attached;
    }

    /// <inheritdoc/>
    public Task DetachAsync(UserKey user, DeviceId device, TimeSpan patience, CancellationToken cancel) => inner.DetachAsync(user, device, patience, cancel);

    /// <inheritdoc/>
    public Task<bool> HoldsAsync(UserKey user, DeviceId device, CancellationToken cancel) => inner.HoldsAsync(user, device, cancel);

    /// <inheritdoc/>
    public Task<ImmutableArray<InboxEntry>?> ReadAsync(UserKey user, Cursor after, int limit, CancellationToken cancel) =>
        metrics.TimeReadAsync(clock, "read_inbox", () => inner.ReadAsync(user, after, limit, cancel));
}
