using System.Collections.Immutable;
using System.Diagnostics;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;

namespace Signaling.Api.Telemetry;

/// <summary>Times the way of events from their commit to the devices of this edge. Both ends are read off the store's clock.</summary>
internal sealed class Deliveries(SignalingMetrics metrics, ICallStore store)
{
    /// <summary>Word of an inbox has come.</summary>
    public void Heard(Announcement word)
    {
        if (!word.Entries.IsEmpty) metrics.Heard(store.Now - word.Entries[^1].Cursor.At);
    }

    /// <summary>Begins the span of a push, below the commit of its first entry; null when that is not traced.</summary>
    public static Activity? StartPush(ImmutableArray<InboxEntry> entries, string transport)
    {
        var span = SignalingTracing.StartPush(entries[0].Cursor.Nonce);
        span?.SetTag("signaling.transport", transport).SetTag("signaling.events", entries.Length).SetTag("call.id", entries[0].Call.Value);
        return span;
    }

    /// <summary>Entries have been sent to a device.</summary>
    public void Sent(ImmutableArray<InboxEntry> entries, DeviceId device)
    {
        var now = store.Now;
        foreach (var entry in entries)
        {
            if (entry.Devices.Admits(device)) metrics.Delivered(entry.Description switch { { IsAnswer: true } => "answer", { } => "offer", null => "other" }, now - entry.Cursor.At);
        }
    }
}
