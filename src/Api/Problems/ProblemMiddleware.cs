using System.Text.Json;
using System.Text.RegularExpressions;
using Signaling.Domain.Calls;

namespace Signaling.Api.Problems;

/// <summary>Turns what escapes an endpoint into a problem: unreadable requests into 4xx, a lost store into 503, a bug into 500.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ExceptionCodes codes, ILogger<ProblemMiddleware> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer.
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            var (code, detail) = Describe(failure);
            if (code == "internal_error") LogFailure(failure, context.Request.Method, context.Request.Path);
            context.Response.Clear();
            await Problem.WriteAsync(context, code, detail);
        }
    }

    private (string Code, string? Detail) Describe(Exception failure) => failure switch
    {
        BadHttpRequestException { InnerException: JsonException at } => ("invalid_request", $"The JSON body cannot be read at {at.Path ?? "$"}."),
        BadHttpRequestException { StatusCode: 400 } bad when bad.Message.Contains("body", StringComparison.Ordinal) => ("invalid_request", "This operation needs a JSON body."),
        BadHttpRequestException { StatusCode: 400 } bad => Unbound().Match(bad.Message) switch
        {
            { Success: false }                                                 => ("invalid_request", bad.Message),
            var found when found.Groups["type"].ValueSpan is nameof(CallId)    => ("call_not_found", null), // an id of no call, whatever its form
            var found                                                          => ("invalid_request", $"`{found.Groups["name"].Value}` cannot be read; its form is in Swagger UI at /swagger."),
        },
        BadHttpRequestException bad => (ErrorCatalogue.CodeOf(bad.StatusCode), null),
        _ => (codes.Find(failure) ?? "internal_error", null),
    };

    /// <summary>The framework's word for a value of path or query that is not of its type.</summary>
    [GeneratedRegex("""^Failed to bind parameter "(?<type>\S+) (?<name>\w+)" """)]
    private static partial Regex Unbound();

    [LoggerMessage(2001, LogLevel.Error, "{Method} {Path} failed", EventName = "RequestFailed")]
    private partial void LogFailure(Exception failure, string method, string path);
}
