using Signaling.Domain.Identity;

namespace Signaling.Domain.Calls.Storage;

/// <summary>The candidates that one device has sent for one offer (one ICE generation; RFC 8838 §4).</summary>
/// <param name="From">The device.</param>
/// <param name="Offer">The number of the offer that they belong to.</param>
/// <param name="Json">The candidates as JSON objects in UTF-8, separated by commas, as an array's inside.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Complete">Whether the device has said that no more will come.</param>
public sealed record TrickledCandidates(Actor From, int Offer, ReadOnlyMemory<byte> Json, int Count, bool Complete);
