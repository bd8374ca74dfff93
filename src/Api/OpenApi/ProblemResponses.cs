using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.OpenApi;
using Signaling.Api.Problems;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Signaling.Api.OpenApi;

/// <summary>Says of every operation which problems it may answer with: a response for each status, with its codes and what they mean.</summary>
internal sealed class ProblemResponses : IOperationFilter
{
    private const string MediaType = "application/problem+json";

    /// <inheritdoc/>
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var name = operation.OperationId ?? "";
        var codes = OperationErrors.Of(name) ?? throw new InvalidOperationException($"Say in {nameof(OperationErrors)} which errors the operation `{name}` of {context.ApiDescription.RelativePath} has.");
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        var signedIn = metadata.OfType<IAuthorizeData>().Any() && !metadata.OfType<IAllowAnonymous>().Any();
        var isApi = context.ApiDescription.RelativePath?.StartsWith("v1/", StringComparison.Ordinal) is true;
        IEnumerable<string> all = [.. codes, .. signedIn ? OperationErrors.SignedIn : [], .. operation.RequestBody is null ? [] : OperationErrors.WithBody, .. isApi ? OperationErrors.Anywhere : []];

        operation.Responses ??= [];
        foreach (var status in all.Distinct().Select(ErrorCatalogue.Get).GroupBy(entry => entry.Status).OrderBy(status => status.Key))
        {
            operation.Responses[status.Key.ToString(CultureInfo.InvariantCulture)] = Describe([.. status], context);
        }
    }

    private static OpenApiResponse Describe(ErrorEntry[] entries, OperationFilterContext context) => new()
    {
        Description = string.Join('\n', entries.Select(entry => $"- `{entry.Code}`: {entry.Cause}")),
        Content = new Dictionary<string, IOpenApiMediaType>
        {
            [MediaType] = new OpenApiMediaType
            {
                Schema = context.SchemaGenerator.GenerateSchema(typeof(ProblemResponse), context.SchemaRepository),
                Example = new JsonObject
                {
                    ["type"] = entries[0].Type,
                    ["title"] = entries[0].Title,
                    ["status"] = entries[0].Status,
                    ["code"] = entries[0].Code,
                    ["detail"] = entries[0].Remedy,
                    ["traceId"] = "4bf92f3577b34da6a3ce929d0e0e4736",
                },
            },
        },
    };
}
