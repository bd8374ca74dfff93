namespace Signaling.Domain.Network;

/// <summary>One region of the service's network (CALL-FLOWS #4).</summary>
public sealed record Region
{
    /// <summary>Its name, unique in the document, 1 to 64 characters.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>The geography that it lies in, such as <c>europe</c>. Default: not said.</summary>
    public string? Geography { get; init; }

    /// <summary>Where signaling is served; at least one.</summary>
    public IReadOnlyList<string> SignalingUrls { get; init => field = Given.List(value); } = [];

    /// <summary>Host names or addresses of its transport relays; at least one.</summary>
    public IReadOnlyList<string> Relays { get; init => field = Given.List(value); } = [];

    /// <summary>Public addresses of its media servers; at least one (CALL-FLOWS #99).</summary>
    public IReadOnlyList<string> MediaServers { get; init => field = Given.List(value); } = [];
}
