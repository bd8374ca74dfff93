using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Signaling.Api.Network;

/// <summary>Whether JSON has the shape of a document: every misspelled member and every value of another type at once, where the serializer stops at the first.</summary>
internal static class DocumentShape
{
    private const int MostFaults = 200; // more are not looked for
    private static readonly JsonSerializerOptions Options = ApiJsonOptions.Default;
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = Options.MaxDepth, AllowDuplicateProperties = false };

    /// <summary>All that is wrong, in the order of the text; empty when the serializer can read it, or it is null.</summary>
    /// <exception cref="JsonException">It is no JSON, or names a member twice.</exception>
    public static IReadOnlyList<ShapeFault> Check(ReadOnlyMemory<byte> text, Type type)
    {
        using var json = JsonDocument.Parse(text, Strict);
        List<ShapeFault> wrong = [];
        if (json.RootElement.ValueKind != JsonValueKind.Null) Check(json.RootElement, type, "", wrong);
        return wrong;
    }

    private static void Check(JsonElement json, Type declared, string path, List<ShapeFault> wrong)
    {
        if (wrong.Count == MostFaults) return;
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (json.ValueKind == JsonValueKind.Null)
        {
            if (type.IsValueType && type == declared) wrong.Add(new(path, "value_out_of_range", "Leave it out, or give a value; null is none."));
            return;
        }

        var info = Options.GetTypeInfo(type);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object:     CheckMembers(json, info, path, wrong); break;
            case JsonTypeInfoKind.Enumerable: CheckElements(json, info.ElementType!, path, wrong); break;
            case JsonTypeInfoKind.Dictionary: CheckValues(json, info.ElementType!, path, wrong); break;
            default: if (Expected(json, type) is { } expected) wrong.Add(new(path, "value_out_of_range", expected)); break;
        }
    }

    private static void CheckMembers(JsonElement json, JsonTypeInfo info, string path, List<ShapeFault> wrong)
    {
        if (!Is(json, JsonValueKind.Object, "Give an object, in braces.", path, wrong)) return;
        foreach (var member in json.EnumerateObject())
        {
            var here = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (info.Properties.FirstOrDefault(one => one.Name.Equals(member.Name, StringComparison.OrdinalIgnoreCase)) is { } known) Check(member.Value, known.PropertyType, here, wrong);
            else if (info.UnmappedMemberHandling == JsonUnmappedMemberHandling.Disallow && wrong.Count < MostFaults)
                wrong.Add(new(here, "reference_unknown", $"There is no such member; these are: {string.Join(", ", info.Properties.Where(one => one.Set is not null).Select(one => one.Name))}."));
        }
    }

    private static void CheckElements(JsonElement json, Type element, string path, List<ShapeFault> wrong)
    {
        if (!Is(json, JsonValueKind.Array, "Give a list, in brackets.", path, wrong)) return;
        foreach (var (index, one) in json.EnumerateArray().Index()) Check(one, element, $"{path}[{index}]", wrong);
    }

    private static void CheckValues(JsonElement json, Type element, string path, List<ShapeFault> wrong)
    {
        if (!Is(json, JsonValueKind.Object, "Give an object, in braces.", path, wrong)) return;
        foreach (var one in json.EnumerateObject()) Check(one.Value, element, $"{path}.{one.Name}", wrong);
    }

    private static bool Is(JsonElement json, JsonValueKind kind, string detail, string path, List<ShapeFault> wrong)
    {
        if (json.ValueKind != kind) wrong.Add(new(path, "value_out_of_range", detail));
        return json.ValueKind == kind;
    }

    // What would have been right; null when it is.
    private static string? Expected(JsonElement json, Type type)
    {
        if (type.IsEnum)
        {
            // By name alone: the serializer would take `direct, video` for the two names' numbers put together.
            var names = Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName).ToList();
            return json.ValueKind == JsonValueKind.String && names.Contains(json.GetString(), StringComparer.OrdinalIgnoreCase) ? null : $"Say one of: {string.Join(", ", names)}.";
        }

        if (type == typeof(string) && json.ValueKind == JsonValueKind.String) return null;
        try
        {
            json.Deserialize(Options.GetTypeInfo(type));
            return null;
        }
        catch (JsonException)
        {
            return type == typeof(string) ? "Give text, in quotes." : type == typeof(bool) ? "Say true or false." : type == typeof(DateOnly) ? "Give a day, as 2026-01-31." : "Give a number in the range of its type.";
        }
    }
}

/// <summary>Something in a document that has another shape than it should.</summary>
/// <param name="Path">Where, such as <c>customerNetworks[0].policies</c>; empty for the whole.</param>
/// <param name="Code">What.</param>
/// <param name="Detail">What to do about it.</param>
internal sealed record ShapeFault(string Path, string Code, string Detail);
