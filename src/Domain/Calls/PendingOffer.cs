namespace Signaling.Domain.Calls;

/// <summary>An offer made in a connected call and not yet answered; there is one at most (RFC 3264 §4).</summary>
/// <param name="Number">Its number, from 2.</param>
/// <param name="By">The side that made it.</param>
/// <param name="Until">When it lapses.</param>
public sealed record PendingOffer(int Number, CallSide By, DateTimeOffset Until);
