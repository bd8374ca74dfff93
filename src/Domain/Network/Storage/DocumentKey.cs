using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Signaling.Domain.Network.Storage;

/// <summary>Which stored document is meant, within a tenant.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its name, 1 to 64 of <c>A–Z a–z 0–9 _ . -</c>.</param>
public readonly record struct DocumentKey(DocumentKind Kind, string Id)
{
    private const int MaxIdLength = 64;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    /// <summary>A network's key.</summary>
    public static DocumentKey OfNetwork(string id) => new(DocumentKind.Network, id);

    /// <summary>A trunk's key.</summary>
    public static DocumentKey OfTrunk(string id) => new(DocumentKind.Trunk, id);

    /// <summary>The key of what changed in the catalogue of endpoints.</summary>
    public static DocumentKey OfEndpoints { get; } = new(DocumentKind.Endpoints, "all");

    /// <summary>Whether a text can be the name of a stored document.</summary>
    public static bool IsId([NotNullWhen(true)] string? text) => text is { Length: > 0 and <= MaxIdLength } && !text.AsSpan().ContainsAnyExcept(Allowed);
}
