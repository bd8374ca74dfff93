using System.Collections.Immutable;

namespace Signaling.Domain.Calls.Storage;

/// <summary>Some of a user's calls, newest first.</summary>
/// <param name="Calls">The calls.</param>
/// <param name="Next">What to ask with for the calls after these; null at the end.</param>
public sealed record CallPage(ImmutableArray<StoredCall> Calls, string? Next);
