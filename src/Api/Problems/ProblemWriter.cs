using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Signaling.Api.Telemetry;

namespace Signaling.Api.Problems;

/// <summary>Writes every problem of this service in the pinned shape, whoever made it and whatever the client accepts.</summary>
/// <remarks>The framework's own writer gives up when <c>Accept</c> names no JSON, which an event stream's does not.</remarks>
internal sealed class ProblemWriter(SignalingMetrics metrics) : IProblemDetailsWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public bool CanWrite(ProblemDetailsContext context) => true;

    /// <inheritdoc/>
    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var (http, problem) = (context.HttpContext, context.ProblemDetails);
        var status = problem.Status ?? http.Response.StatusCode;
        var entry = ErrorCatalogue.Get(problem.Extensions.TryGetValue("code", out var code) && code is string known ? known : ErrorCatalogue.CodeOf(status));

        metrics.Refused(entry.Code);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/problem+json";
        http.Response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status401Unauthorized && http.Response.Headers.WWWAuthenticate.Count == 0) http.Response.Headers.WWWAuthenticate = "Bearer";
        if (entry.RetryAfterSeconds is { } seconds && http.Response.Headers.RetryAfter.Count == 0) http.Response.Headers.RetryAfter = seconds.ToString();
        if (HttpMethods.IsHead(http.Request.Method)) return;

        using var json = new Utf8JsonWriter(http.Response.BodyWriter, Options);
        Write(json, entry, status, problem, http);
        await json.FlushAsync(http.RequestAborted);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    private static void Write(Utf8JsonWriter json, ErrorEntry entry, int status, ProblemDetails problem, HttpContext http)
    {
        json.WriteStartObject();
        json.WriteString("type", entry.Type);
        json.WriteString("title", entry.Title);
        json.WriteNumber("status", status);
        json.WriteString("code", entry.Code);
        json.WriteString("detail", problem.Detail ?? entry.Remedy);
        foreach (var (name, value) in problem.Extensions)
        {
            if (name is "code" or "traceId") continue;
            json.WritePropertyName(name);
            JsonSerializer.Serialize(json, value, value?.GetType() ?? typeof(object));
        }

        json.WriteString("traceId", Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier);
        json.WriteEndObject();
    }
}
