using System.Text.Json;
using System.Text.Json.Serialization;

namespace Signaling.Api.Wire;

/// <summary>An array whose inside is JSON already, checked when it came in and not taken apart again.</summary>
/// <param name="Inside">UTF-8 JSON values separated by commas.</param>
[JsonConverter(typeof(RawJsonArrayConverter))]
public readonly record struct RawJsonArray(ReadOnlyMemory<byte> Inside);

/// <summary>Writes <see cref="RawJsonArray"/>; nothing reads one.</summary>
public sealed class RawJsonArrayConverter : JsonConverter<RawJsonArray>
{
    public override RawJsonArray Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Such an array is only ever written.");

    public override void Write(Utf8JsonWriter writer, RawJsonArray value, JsonSerializerOptions options) =>
        writer.WriteRawValue((byte[])[(byte)'[', .. value.Inside.Span, (byte)']'], skipInputValidation: true);
}
