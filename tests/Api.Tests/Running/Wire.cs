using System.Net;
using System.Text.Json;
using Signaling.Api.Problems;
using Xunit;

namespace Signaling.Api.Tests.Running;

/// <summary>Assertions on the shapes that clients build on.</summary>
internal static class Wire
{
    /// <summary>The members of an object that must be there, as <c>name:kind</c>; a <c>?</c> at the end lets it be null.</summary>
    public static void Has(this JsonElement json, params ReadOnlySpan<string> members)
    {
        foreach (var member in members)
        {
            var (name, kind) = (member.Split(':')[0], member.Split(':')[1]);
            Assert.True(json.TryGetProperty(name, out var value), $"`{name}` is missing in {json}");
            if (value.ValueKind is JsonValueKind.Null && kind.EndsWith('?')) continue;
            var found = value.ValueKind switch { JsonValueKind.True or JsonValueKind.False => "bool", var other => other.ToString().ToLowerInvariant() };
            Assert.True(found == kind.TrimEnd('?'), $"`{name}` is {found}, not {kind}");
        }
    }

    /// <summary>Follows a path of members and numbers, as in <c>candidates.0.from</c>.</summary>
    public static JsonElement At(this JsonElement json, string path)
    {
        foreach (var step in path.Split('.')) json = int.TryParse(step, out var index) ? json[index] : json.GetProperty(step);
        return json;
    }

    public static string? TextAt(this JsonElement json, string path) => json.At(path).GetString();

    /// <summary>Asserts success, and gives the answer on.</summary>
    public static async Task<Answer> OkAsync(this Task<Answer> asked, HttpStatusCode status = HttpStatusCode.OK)
    {
        var answer = await asked;
        Assert.True(answer.Status == status, $"{(int)answer.Status} {answer.Json}");
        return answer;
    }

    /// <summary>Asserts a refusal in the pinned shape, by a code of the catalogue with the catalogue's status.</summary>
    public static async Task<Answer> RefusedAsync(this Task<Answer> asked, string code)
    {
        var answer = await asked;
        Assert.True(answer.Code == code, $"{(int)answer.Status} {answer.Json}");
        answer.AssertProblem();
        return answer;
    }

    public static void AssertIs(this Answer answer, HttpStatusCode status) => Assert.True(answer.Status == status, $"{(int)answer.Status} {answer.Json}");

    /// <summary>Asserts that a refusal has the pinned shape.</summary>
    public static void AssertProblem(this Answer answer)
    {
        Assert.Equal("application/problem+json", answer.ContentType);
        answer.Json.Has("type:string", "title:string", "status:number", "code:string", "detail:string", "traceId:string");
        var entry = ErrorCatalogue.Find(answer.Code!);
        Assert.NotNull(entry);
        Assert.Equal((entry.Status, $"/problems/{answer.Code}", (int)answer.Status), (answer.Json.At("status").GetInt32(), answer.Text("type"), entry.Status));
        Assert.Equal(entry.Status is 429 or 503, answer.RetryAfter is not null);
    }
}
