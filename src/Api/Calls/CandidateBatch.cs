using System.Collections.Immutable;
using Signaling.Domain.Network.Policies;

namespace Signaling.Api.Calls;

/// <summary>Candidates of one request, checked and written anew: nothing but the four members that browsers know (RFC 8838 §8).</summary>
/// <param name="Json">JSON objects in UTF-8, separated by commas, as an array's inside.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Complete">Whether no more will come.</param>
internal sealed record CandidateBatch(ReadOnlyMemory<byte> Json, int Count, bool Complete)
{
    /// <summary>The candidates one by one; empty where the batch was never taken apart.</summary>
    public ImmutableArray<SentCandidate> Sent { get; init; } = [];
}
