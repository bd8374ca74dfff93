using Signaling.Domain.Calls;

namespace Signaling.Domain.Events;

/// <summary>An event as an inbox holds it: <see cref="InboxEvent"/> with its place.</summary>
public sealed record InboxEntry(Cursor Cursor, DeviceFilter Devices, ReadOnlyMemory<byte> Body, CallId Call, DescriptionRef? Description);
