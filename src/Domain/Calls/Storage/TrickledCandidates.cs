using System.Collections.Immutable;
using System.Text.Json;
using Signaling.Domain.Identity;
using Signaling.Domain.Network.Policies;
using Signaling.Domain.Sdp;

namespace Signaling.Domain.Calls.Storage;

/// <summary>The candidates that one device has sent for one offer (one ICE generation; RFC 8838 §4).</summary>
/// <param name="From">The device.</param>
/// <param name="Offer">The number of the offer that they belong to.</param>
/// <param name="Json">The candidates as JSON objects in UTF-8, separated by commas, as an array's inside.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Complete">Whether the device has said that no more will come.</param>
public sealed record TrickledCandidates(Actor From, int Offer, ReadOnlyMemory<byte> Json, int Count, bool Complete)
{
    /// <summary>Whether a relayed candidate is among them; found without reading them.</summary>
    public bool HasRelay => Json.Span.IndexOf(" typ relay"u8) >= 0;

    /// <summary>The candidates one by one.</summary>
    public ImmutableArray<SentCandidate> Read()
    {
        using var all = JsonDocument.Parse((byte[])[.. "["u8, .. Json.Span, .. "]"u8]);
        return [.. all.RootElement.EnumerateArray().Select(Read).OfType<SentCandidate>()];
    }

    private static SentCandidate? Read(JsonElement one) => IceCandidate.TryParse(one.GetProperty("candidate").GetString(), out var candidate, out _)
        ? new(candidate, Text(one, "sdpMid"), one.TryGetProperty("sdpMLineIndex", out var index) ? index.GetInt32() : null, Text(one, "usernameFragment"))
        : null;

    private static string? Text(JsonElement one, string name) => one.TryGetProperty(name, out var text) ? text.GetString() : null;
}
