namespace Signaling.Api.Edges;

/// <summary>The edges of the deployment.</summary>
/// <param name="Edges">The one that answers first, then the others.</param>
internal sealed record EdgesResponse(IReadOnlyList<EdgeResponse> Edges);

/// <summary>One edge.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Region">The region it stands in, if it has one.</param>
/// <param name="Url">Where clients reach it.</param>
/// <param name="Self">Whether it is the one that answers.</param>
internal sealed record EdgeResponse(string Id, string? Region, string Url, bool Self);
