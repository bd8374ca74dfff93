namespace Signaling.Api.Edges;

/// <summary>One edge of the deployment.</summary>
internal sealed class EdgeDescription
{
    /// <summary>Its name, unique in the deployment: 1 to 64 of <c>A–Z a–z 0–9 _ . -</c>. Default: the machine's name, for this edge; else required.</summary>
    public string Id { get; init; } = "";

    /// <summary>The region it stands in; relays of the same are preferred. Default: none.</summary>
    public string? Region { get; init; }

    /// <summary>Scheme, host and port by which clients reach it, such as <c>https://eu1.example.com</c>. Default: as the client asked, for this edge; else required.</summary>
    public string? Url { get; init; }
}
