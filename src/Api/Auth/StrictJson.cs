using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace Signaling.Api.Auth;

/// <summary>JSON as a token may hold it: one object of valid UTF-8, no member twice, no deep nesting, nothing after it.</summary>
internal static class StrictJson
{
    private const int MaxDepth = 8;
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };

    /// <summary>Parses an object; the caller disposes it.</summary>
    public static bool TryParseObject(byte[] utf8, [NotNullWhen(true)] out JsonDocument? document)
    {
        document = null;
        if (!Utf8.IsValid(utf8)) return false;
        try
        {
            document = JsonDocument.Parse(utf8, Options);
        }
        catch (JsonException)
        {
            return false;
        }

        if (document.RootElement.ValueKind == JsonValueKind.Object) return true;
        document.Dispose();
        document = null;
        return false;
    }

    /// <summary>A member that must be a string if it is there; false when it is something else, or half a surrogate pair.</summary>
    public static bool TryGetText(this JsonElement json, string name, out string? text)
    {
        text = null;
        if (!json.TryGetProperty(name, out var member)) return true;
        return member.TryGetString(out text);
    }

    /// <summary>The value of a string that is sound Unicode.</summary>
    public static bool TryGetString(this JsonElement member, out string? text)
    {
        text = null;
        if (member.ValueKind != JsonValueKind.String) return false;
        try
        {
            text = member.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false; // an escaped lone surrogate, which the parser lets through
        }
    }
}
