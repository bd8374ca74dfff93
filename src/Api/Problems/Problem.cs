using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Signaling.Api.Problems;

/// <summary>Refusals as endpoints return them: a code of the catalogue, as <c>application/problem+json</c> (RFC 9457).</summary>
internal static class Problem
{
    private static readonly ConcurrentDictionary<Enum, string> Codes = new();

    /// <summary>A refusal by its code.</summary>
    /// <param name="code">A code of the catalogue.</param>
    /// <param name="detail">What to do, in this very case; the entry's remedy when null. Never a secret, never SDP text.</param>
    /// <param name="line">Line of the session description at fault, from 1.</param>
    /// <param name="rule">The rule that was broken, with its RFC section.</param>
    /// <param name="more">Further members, such as <c>callId</c> of a glare.</param>
    public static ProblemHttpResult For(
        string code, string? detail = null, int? line = null, string? rule = null, params ReadOnlySpan<(string Name, object? Value)> more)
    {
        var entry = ErrorCatalogue.Get(code);
        var problem = new ProblemDetails { Type = entry.Type, Title = entry.Title, Status = entry.Status, Detail = detail ?? entry.Remedy };
        problem.Extensions["code"] = code;
        if (line is not null) problem.Extensions["line"] = line;
        if (rule is not null) problem.Extensions["rule"] = rule;
        foreach (var (name, value) in more) problem.Extensions[name] = value;
        return TypedResults.Problem(problem);
    }

    /// <summary>A refusal by a domain's error: <c>SrtpRequired</c> is <c>srtp_required</c>.</summary>
    public static ProblemHttpResult For<TError>(
        TError error, string? detail = null, int? line = null, string? rule = null, params ReadOnlySpan<(string Name, object? Value)> more)
        where TError : struct, Enum => For(CodeOf(error), detail, line, rule, more);

    /// <summary>The wire's code of a domain's error: its name in snake_case.</summary>
    public static string CodeOf(Enum error) =>
        Codes.GetOrAdd(error, static named => JsonNamingPolicy.SnakeCaseLower.ConvertName(named.ToString()));

    /// <summary>Writes a refusal from a middleware, where no endpoint will.</summary>
    public static Task WriteAsync(HttpContext context, string code, string? detail = null) => For(code, detail).ExecuteAsync(context);
}
