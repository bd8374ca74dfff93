using System.Collections.Immutable;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;

namespace Signaling.Domain.Events;

/// <summary>What a device finds when it attaches, read in one atomic step.</summary>
/// <param name="Missed">What was added after its cursor, for any of the user's devices; empty without one.</param>
/// <param name="Cursor">Where the device stands now.</param>
/// <param name="Resync">Its cursor is not known here (any more): what it missed cannot be told, only how things stand.</param>
/// <param name="ActiveCalls">The user's open calls, when the device came without a cursor or has to resync; else empty.</param>
/// <param name="AwayIn">The open calls that hold the device for vanished: they have to be told that it is back.</param>
public sealed record Attachment(ImmutableArray<InboxEntry> Missed, Cursor Cursor, bool Resync, ImmutableArray<StoredCall> ActiveCalls, ImmutableArray<CallId> AwayIn);
