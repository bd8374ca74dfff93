using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Signaling.Api.Problems;

namespace Signaling.Api.Network;

/// <summary>Reads the bodies of endpoints that take a document ahead of them, and refuses one of another shape with every fault by its path.</summary>
internal sealed class DocumentBodies(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<TakesDocument>() is { } document && context.Request.HasJsonContentType())
        {
            var body = new MemoryStream();
            context.Response.RegisterForDispose(body);
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            if (Find(body.GetBuffer().AsMemory(0, (int)body.Length), document.Type) is { Count: > 0 } wrong)
            {
                await Refuse(wrong).ExecuteAsync(context);
                return;
            }

            body.Position = 0;
            context.Request.Body = body;
        }

        await next(context);
    }

    // What is no JSON at all is the endpoint's own refusal.
    private static IReadOnlyList<ShapeFault> Find(ReadOnlyMemory<byte> body, Type type)
    {
        try
        {
            return DocumentShape.Check(body, type);
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static ProblemHttpResult Refuse(IReadOnlyList<ShapeFault> wrong)
    {
        object errors = wrong.Select(one => new { path = one.Path, code = one.Code, detail = one.Detail }).ToArray();
        return Problem.For("invalid_request", $"{(wrong.Count == 1 ? "" : $"{wrong.Count} faults, the first ")}at {(wrong[0].Path is "" ? "the whole body" : wrong[0].Path)}: {wrong[0].Detail}", more: ("errors", errors));
    }
}

/// <summary>Marks an endpoint whose body is a document that people write.</summary>
/// <param name="Type">What it is read as.</param>
internal sealed record TakesDocument(Type Type);
