using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;
using Signaling.Api.Auth;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Signaling.Api.OpenApi;

/// <summary>Says which headers an operation reads, and that it needs a token where it does.</summary>
internal sealed class RequestHeaders : IOperationFilter
{
    /// <inheritdoc/>
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        if (!metadata.OfType<IAuthorizeData>().Any() || metadata.OfType<IAllowAnonymous>().Any()) return;

        operation.Security = [new() { [new OpenApiSecuritySchemeReference(BearerHandler.SchemeName, context.Document)] = [] }];
        operation.Parameters ??= [];
        operation.Parameters.Add(Header(DeviceIds.Header, "Which of the user's devices acts: 1 to 64 of `A–Z a–z 0–9 _ -`, one id for each tab or app install. Left out: the user's default device."));
        if (metadata.OfType<IAuthorizeData>().Any(policy => policy.Policy == Scopes.Network) && context.ApiDescription.HttpMethod != "GET")
        {
            operation.Parameters.Add(Header("If-Match", "The `ETag` that the change was decided on, or `*` for any; when the document has changed since, the answer is 412 and nothing changes."));
            if (context.ApiDescription.HttpMethod == "PUT") operation.Parameters.Add(Header("If-None-Match", "`*`: only if there is none yet; else the answer is 412 and nothing changes."));
        }

        if (context.ApiDescription is not { HttpMethod: "POST", RelativePath: { } path } || !path.StartsWith("v1/calls", StringComparison.Ordinal)) return;
        if (metadata.OfType<ITagsMetadata>().Any(named => named.Tags.Contains("Quality"))) return; // reports are numbered, and rest on no version

        operation.Parameters.Add(Header("Idempotency-Key", "1 to 128 visible ASCII characters, a new one for each new command. For a day, a repetition with the same key and body changes nothing and is answered as the first was, with the call as it is by then; another body is refused."));
        if (path.Contains("{callId}", StringComparison.Ordinal)) operation.Parameters.Add(Header("If-Match", "The call's `ETag` that the command was decided on; when the call has changed since, the answer is 412 and nothing changes."));
    }

    private static OpenApiParameter Header(string name, string description) =>
        new() { Name = name, In = ParameterLocation.Header, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
}
