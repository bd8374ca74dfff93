using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Signaling.Api.Calls;
using Signaling.Api.Events;
using Signaling.Api.Network;
using Signaling.Api.Wire;
using Signaling.Domain.Sdp;

namespace Signaling.Api;

/// <summary>How the API reads and writes JSON: camelCase, UTC, generated at build.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PlaceCallRequest))]
[JsonSerializable(typeof(DescriptionRequest))]
[JsonSerializable(typeof(RejectRequest))]
[JsonSerializable(typeof(HangUpRequest))]
[JsonSerializable(typeof(RedirectRequest))]
[JsonSerializable(typeof(HoldRequest))]
[JsonSerializable(typeof(CandidatesRequest))]
[JsonSerializable(typeof(IceCandidateInit))]
[JsonSerializable(typeof(MessageRequest))]
[JsonSerializable(typeof(CallResponse))]
[JsonSerializable(typeof(CallListResponse))]
[JsonSerializable(typeof(TimelineResponse))]
[JsonSerializable(typeof(OfferResponse))]
[JsonSerializable(typeof(NegotiatedMedia))]
[JsonSerializable(typeof(EventsResponse))]
[JsonSerializable(typeof(ControlMessage))]
internal sealed partial class ApiJson : JsonSerializerContext;

/// <summary>The options of the whole API; problems and framework types fall back to reflection.</summary>
internal static class ApiJsonOptions
{
    public static JsonSerializerOptions Default { get; } = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>Sets the same up in options that the framework owns.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.TypeInfoResolverChain.Insert(0, ApiJson.Default);
        if (options.TypeInfoResolverChain.Count == 1) options.TypeInfoResolverChain.Add(new DefaultJsonTypeInfoResolver());
        // Answers are JSON and never HTML: an SDP's `+` and `"` need no six-character escapes.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.TypeInfoResolverChain.Insert(0, new NetworkJson());
        options.Converters.Add(new UtcTimeConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.MaxDepth = 16;
        options.AllowDuplicateProperties = false; // a proxy might read the other one
        return options;
    }
}
