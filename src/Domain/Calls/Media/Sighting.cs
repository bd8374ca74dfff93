using Signaling.Domain.Network.Policies;

namespace Signaling.Domain.Calls.Media;

/// <summary>What a request shows of where its device is.</summary>
/// <param name="Source">The address that it came from, behind trusted proxies; null when not known.</param>
/// <param name="Declared">What it says of its place; null when nothing.</param>
public sealed record Sighting(string? Source, DeclaredPlace? Declared);
