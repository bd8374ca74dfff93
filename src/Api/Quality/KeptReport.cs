using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Signaling.Domain.Quality;

namespace Signaling.Api.Quality;

/// <summary>A report of a path as it is kept: with what only the edge knew.</summary>
/// <param name="Report">The report.</param>
/// <param name="Source">The address that it came from.</param>
/// <param name="Region">The region of the edge that took it.</param>
internal sealed record KeptReport(ConnectivityReport Report, string? Source, string? Region)
{
    // A call has up to 240 samples, and names take more room in them than figures. A name belongs to the stored form (schema.part.lua).
    private static readonly Dictionary<string, string> ShortNames = new(StringComparer.Ordinal)
    {
        ["sequence"] = "n", ["windowMilliseconds"] = "w", ["network"] = "t", ["device"] = "d", ["environment"] = "e",
        ["latency"] = "l", ["loss"] = "o", ["jitter"] = "j", ["packetsSent"] = "s", ["packetsReceived"] = "r", ["edgeRoundTripMilliseconds"] = "g", ["media"] = "m",
        ["kind"] = "k", ["milliseconds"] = "v", ["percent"] = "p", ["maxBurst"] = "x", ["bufferMilliseconds"] = "u",
        ["direction"] = "i", ["codec"] = "c", ["bitrateKbps"] = "b", ["freezes"] = "f", ["freezeMilliseconds"] = "z",
        ["cpuLimited"] = "q", ["microphoneSilent"] = "h", ["framesPerSecond"] = "y", ["networkType"] = "a",
    };

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Shorten } },
    };

    /// <summary>As the store keeps it.</summary>
    public static byte[] Write<T>(T kept) => JsonSerializer.SerializeToUtf8Bytes(kept, Options);

    /// <summary>What <see cref="Write"/> wrote.</summary>
    public static T Read<T>(ReadOnlyMemory<byte> kept) where T : class => JsonSerializer.Deserialize<T>(kept.Span, Options)!;

    private static void Shorten(JsonTypeInfo type)
    {
        if (type.Kind is not JsonTypeInfoKind.Object) return;
        foreach (var property in type.Properties.ToList())
        {
            if (property.Set is null) type.Properties.Remove(property); // reckoned from the others
            else if (property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(IEnumerable))) property.ShouldSerialize = (_, value) => value is IEnumerable list && list.GetEnumerator().MoveNext();
            property.Name = ShortNames.GetValueOrDefault(property.Name, property.Name);
        }
    }
}
