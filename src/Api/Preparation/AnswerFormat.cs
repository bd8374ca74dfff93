using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Signaling.Api.Problems;

namespace Signaling.Api.Preparation;

/// <summary>Lists that are for people and devices as well as for programs: JSON, text or CSV, as <c>?format=</c> or <c>Accept</c> asks.</summary>
internal static class AnswerFormat
{
    private const string Json = "application/json", Text = "text/plain", Csv = "text/csv";

    /// <summary>The media types, for descriptions.</summary>
    public static string[] Others { get; } = [Text, Csv];

    /// <summary>Writes rows as they were asked for.</summary>
    /// <param name="request">Who asks.</param>
    /// <param name="format"><c>json</c>, <c>text</c> or <c>csv</c>; null leaves it to <c>Accept</c>.</param>
    /// <param name="json">The answer as JSON.</param>
    /// <param name="text">The answer as text, without a secret.</param>
    /// <param name="table">The answer as rows, the first of which names the columns.</param>
    public static Results<Ok<T>, ContentHttpResult, ProblemHttpResult> Write<T>(HttpRequest request, string? format, T json, Func<string> text, Func<IEnumerable<IReadOnlyList<string>>> table)
    {
        request.HttpContext.Response.Headers.Vary = "Accept";
        return TypeOf(request, format) switch
        {
            Json => TypedResults.Ok(json),
            Text => TypedResults.Text(text(), Text, Encoding.UTF8),
            Csv  => TypedResults.Text(Rows(table()), Csv, Encoding.UTF8),
            _    => Problem.For("invalid_request", "`format` is `json`, `text` or `csv`."),
        };
    }

    private static string? TypeOf(HttpRequest request, string? format) => format switch
    {
        "json" => Json,
        "text" => Text,
        "csv"  => Csv,
        null   => request.GetTypedHeaders().Accept.OrderByDescending(type => type.Quality ?? 1).Select(type => type.MediaType.Value).FirstOrDefault(type => type is Json or Text or Csv) ?? Json,
        _      => null,
    };

    // RFC 4180. A cell that a spreadsheet would take for a formula begins with an apostrophe.
    private static string Rows(IEnumerable<IReadOnlyList<string>> rows)
    {
        var csv = new StringBuilder();
        foreach (var row in rows) csv.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        return csv.ToString();
    }

    private static string Cell(string text)
    {
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
