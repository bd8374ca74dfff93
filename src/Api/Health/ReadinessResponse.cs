using System.Text.Json.Serialization;

namespace Signaling.Api.Health;

/// <summary>Whether clients should be sent to this edge.</summary>
/// <param name="Status"><c>ready</c> or <c>not_ready</c>.</param>
/// <param name="Draining">Whether it is about to stop.</param>
/// <param name="Parts">Each thing it needs, such as <c>store</c>: <c>up</c> or <c>down</c>. They stand beside the other members.</param>
internal sealed record ReadinessResponse(string Status, bool Draining, [property: JsonIgnore] IReadOnlyDictionary<string, string> Parts)
{
    /// <summary>The same as JSON takes it.</summary>
    [JsonExtensionData]
    public IDictionary<string, object> Others => Parts.ToDictionary(part => part.Key, part => (object)part.Value);
}
