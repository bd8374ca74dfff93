using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Signaling.Api.Network;

/// <summary>How network documents, scenarios and reports of calls are read: by the domain's own records, and a member that they do not have is refused, for it is a misspelling.</summary>
internal sealed class NetworkJson : IJsonTypeInfoResolver
{
    private const string Networks = "Signaling.Domain.Network", Reports = "Signaling.Domain.Quality";

    private readonly IJsonTypeInfoResolver inner = new DefaultJsonTypeInfoResolver().WithAddedModifier(static type =>
    {
        if (type.Kind == JsonTypeInfoKind.Object) type.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
    });

    /// <inheritdoc/>
    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) =>
        !type.IsEnum && type.Namespace is { } found && (found == Reports || found.StartsWith(Networks, StringComparison.Ordinal)) ? inner.GetTypeInfo(type, options) : null;
}
