using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;

namespace Signaling.Api.Events;

/// <summary>Makes of inbox entries what a device is sent: cursor, time and description put in.</summary>
internal sealed class EventRenderer(ICallStore calls, DescriptionCache descriptions)
{
    /// <summary>The entries that are for <paramref name="device"/>, ready for the wire.</summary>
    public async ValueTask<EventBatch> RenderAsync(UserKey user, DeviceId device, IReadOnlyList<InboxEntry> entries, Cursor cursor, CancellationToken cancel)
    {
        var events = ImmutableArray.CreateBuilder<(Cursor, ReadOnlyMemory<byte>)>(entries.Count);
        foreach (var entry in entries)
        {
            if (entry.Devices.Admits(device)) events.Add((entry.Cursor, await RenderAsync(user.Tenant, entry, cancel)));
        }

        return new EventBatch(events.DrainToImmutable(), cursor);
    }

    /// <summary>One entry as the wire has it.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> RenderAsync(TenantId tenant, InboxEntry entry, CancellationToken cancel)
    {
        ReadOnlyMemory<byte>? sdp = null;
        if (entry.Description is { } description)
        {
            sdp = descriptions.Find(entry.Cursor.Nonce, entry.Call, description);
            if (sdp is null && await calls.FindDescriptionAsync(tenant, entry.Call, description, cancel) is { } text)
                sdp = descriptions.Put(entry.Cursor.Nonce, entry.Call, description, text);
        }

        return Compose(entry, sdp);
    }

    // The body is an object that ends with the object `data`; what it lacks goes to its start and to its end.
    private static ReadOnlyMemory<byte> Compose(InboxEntry entry, ReadOnlyMemory<byte>? sdp)
    {
        var body = entry.Body.Span;
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"cursor\":\"{entry.Cursor}\",\"at\":\"{entry.Cursor.At:yyyy-MM-ddTHH:mm:ss.fffZ}\","));
        if (sdp is not { } description) return (byte[])[.. head, .. body[1..]];

        var isEmpty = body[^3] == (byte)'{';
        return (byte[])[.. head, .. body[1..^2], .. (isEmpty ? "\"sdp\":"u8 : ",\"sdp\":"u8), .. description.Span, .. "}}"u8];
    }
}
