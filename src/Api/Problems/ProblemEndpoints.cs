using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Signaling.Api.Problems;

/// <summary>The page behind each problem's <c>type</c>.</summary>
internal static class ProblemEndpoints
{
    /// <summary>Maps <c>GET /problems</c> and <c>GET /problems/{code}</c>; open to everyone.</summary>
    public static RouteGroupBuilder MapProblems(this IEndpointRouteBuilder routes)
    {
        var problems = routes.MapGroup("/problems").WithTags("Problems").AllowAnonymous();
        problems.MapGet("/", ListProblems).WithName("ListProblems");
        problems.MapGet("/{code}", ShowProblem).WithName("ShowProblem");
        return problems;
    }

    /// <summary>Every error code, with its cause and remedy.</summary>
    private static Ok<IReadOnlyList<ErrorEntry>> ListProblems() => TypedResults.Ok(ErrorCatalogue.All);

    /// <summary>One error code, as a page for people or as JSON.</summary>
    /// <response code="404">There is no such code.</response>
    private static Results<Ok<ErrorEntry>, ContentHttpResult, ProblemHttpResult> ShowProblem(string code, HttpRequest request) =>
        ErrorCatalogue.Find(code) switch
        {
            null => Problem.For("not_found", "No error code has this name; GET /problems lists them all."),
            var entry when request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase) => TypedResults.Text(Page(entry), "text/html; charset=utf-8"),
            var entry => TypedResults.Ok(entry),
        };

    private static string Page(ErrorEntry entry) => $"""
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>{entry.Code}</title>
        <h1>{WebUtility.HtmlEncode(entry.Title)}</h1>
        <p><code>{entry.Code}</code>, HTTP status {entry.Status}</p>
        <p>{WebUtility.HtmlEncode(entry.Cause)}</p>
        <p>{WebUtility.HtmlEncode(entry.Remedy)}</p>
        </html>
        """;
}
