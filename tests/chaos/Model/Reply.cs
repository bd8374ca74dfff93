using System.Net;
using System.Text.Json;

namespace Signaling.Chaos.Model;

/// <summary>What a command was answered in the end.</summary>
/// <param name="Json">The body; undefined where there is none.</param>
/// <param name="RefusedAt">When it was answered 503 and given up, having been answered nothing else before.</param>
internal sealed record Reply(HttpStatusCode Status, JsonElement Json, DateTimeOffset? RefusedAt = null)
{
    public bool Ok => (int)Status is >= 200 and < 300;

    /// <summary>The problem's code.</summary>
    public string? Code => Json.ValueKind is JsonValueKind.Object && Json.TryGetProperty("code", out var code) ? code.GetString() : null;

    /// <summary>What two answers to one request must have in common.</summary>
    public string Essence => Ok ? $"{(int)Status} {Part("id")}{Part("number")}" : $"{(int)Status} {Code}";

    public override string ToString() => $"{(int)Status} {Code ?? Part("state")}";

    private string Part(string name) => Json.ValueKind is JsonValueKind.Object && Json.TryGetProperty(name, out var part) ? part.ToString() : "";
}
