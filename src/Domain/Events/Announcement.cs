using System.Collections.Immutable;
using Signaling.Domain.Identity;

namespace Signaling.Domain.Events;

/// <summary>Word that an inbox has grown. An edge may push <paramref name="Entries"/> only to a device that stands at
/// <paramref name="Previous"/>; any other device's inbox must be read, so that lost, doubled or reordered words do no harm.</summary>
/// <param name="User">Whose inbox.</param>
/// <param name="Previous">Where the inbox ended before.</param>
/// <param name="Entries">What was added, in order; empty when word came without them and the inbox must be read.</param>
/// <param name="Displaced">A device that seems to have attached at another edge since (<see cref="IInboxes.HoldsAsync"/> knows);
/// null when the inbox has grown.</param>
/// <param name="Returned">A device that was taken for gone although it is attached here, and is marked as attached again: its calls have
/// to be told, and the inbox must be read.</param>
public sealed record Announcement(
    UserKey User, Cursor Previous, ImmutableArray<InboxEntry> Entries, DeviceId? Displaced = null, DeviceId? Returned = null);
