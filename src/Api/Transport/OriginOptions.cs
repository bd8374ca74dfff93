namespace Signaling.Api.Transport;

/// <summary>Which web pages may use this edge; section <c>Cors</c>.</summary>
internal sealed class OriginOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Cors";

    /// <summary>Origins of pages elsewhere, such as <c>https://app.example.org</c>: scheme, host and port if it is not the scheme's own. The pages of this edge and of those in <c>Edges</c> need no entry. Default: none.</summary>
    public IList<string> Origins { get; init; } = [];
}
