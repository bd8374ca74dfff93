namespace Signaling.Api.Edges;

/// <summary>This edge and the others of the deployment, as clients reach them; section <c>Edges</c>.</summary>
internal sealed class EdgeOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Edges";

    /// <summary>This edge.</summary>
    public EdgeDescription Self { get; init; } = new() { Id = Environment.MachineName };

    /// <summary>The other edges, of all regions. Default: none.</summary>
    public IList<EdgeDescription> Others { get; init; } = [];
}
