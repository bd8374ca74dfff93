using System.Text;
using System.Text.RegularExpressions;
using Signaling.Api.Problems;
using Signaling.Domain.Calls;
using Xunit;

namespace Signaling.Api.Tests.Problems;

/// <summary>One set of error codes: in the catalogue, the domain, the documentation and the client.</summary>
public sealed partial class ErrorCatalogueTests
{
    [Fact]
    public void All_EachEntry_IsCompleteAndNamedInSnakeCase()
    {
        Assert.All(ErrorCatalogue.All, entry =>
        {
            Assert.Matches(SnakeCase(), entry.Code);
            Assert.InRange(entry.Status, 400, 599);
            Assert.EndsWith(".", entry.Cause);
            Assert.EndsWith(".", entry.Remedy);
            Assert.False(entry.Title.EndsWith('.'));
        });
        Assert.Distinct(ErrorCatalogue.All.Select(entry => entry.Code));
    }

    [Fact]
    public void Find_EachErrorOfTheDomain_IsCatalogued()
    {
        var names = typeof(CallError).Assembly.GetTypes()
            .Where(type => type.IsEnum && type.Name is "CallError" or "PlanError" or "MediaRefusalCode" or "SdpErrorCode" or "CandidateError")
            .SelectMany(type => type.GetEnumValues().Cast<Enum>())
            .Select(Problem.CodeOf);

        Assert.DoesNotContain(names, code => ErrorCatalogue.Find(code) is null);
    }

    [Fact]
    public void Find_EachCodeThatTheSourceNames_IsCatalogued()
    {
        var named = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Api"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => NamedCode().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).ToList();

        Assert.Contains("https_required", named);
        Assert.DoesNotContain(named, code => ErrorCatalogue.Find(code) is null);
    }

    [Theory]
    [InlineData(400), InlineData(401), InlineData(403), InlineData(404), InlineData(405), InlineData(406), InlineData(408), InlineData(409)]
    [InlineData(412), InlineData(413), InlineData(414), InlineData(415), InlineData(429), InlineData(431), InlineData(500), InlineData(503)]
    public void CodeOf_EachStatusOfTheFramework_IsAnEntryOfThatStatus(int status) =>
        Assert.Equal(status, ErrorCatalogue.Find(ErrorCatalogue.CodeOf(status))?.Status);

    [Fact]
    public void Documentation_ComparedWithTheCatalogue_IsTheSame() => AssertGenerated("docs/errors.md", Markdown());

    [Fact]
    public void ClientsUnion_ComparedWithTheCatalogue_IsTheSame() => AssertGenerated("clients/web/src/errorCodes.ts", TypeScript());

    private static void AssertGenerated(string path, string expected)
    {
        var file = Path.Combine(Repository.Root, path);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, expected);
        }

        Assert.True(File.Exists(file), $"{path} is missing: run this test with UPDATE_DOCS=1.");
        Assert.True(File.ReadAllText(file) == expected, $"{path} is stale: run this test with UPDATE_DOCS=1.");
    }

    private static string Markdown()
    {
        var text = new StringBuilder("""
            # Error codes

            Generated from `ErrorCatalogue` in `src/Api/Problems`; `UPDATE_DOCS=1 dotnet test tests/Api.Tests` writes it again.

            Every refusal is `application/problem+json` (RFC 9457) with a stable `code`. `detail` says what to do in the case at hand; for session
            descriptions `line` and `rule` name what is at fault. `type` is the address of the code's own page, `/problems/<code>`.


            """);
        foreach (var group in ErrorCatalogue.All.GroupBy(entry => entry.Status).OrderBy(group => group.Key))
        {
            text.Append($"## {group.Key}\n\n| code | what happened | what to do |\n|---|---|---|\n");
            foreach (var entry in group) text.Append($"| `{entry.Code}` | {entry.Cause} | {entry.Remedy} |\n");
            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string TypeScript()
    {
        var codes = string.Concat(ErrorCatalogue.All.Select(entry => $"  '{entry.Code}',\n"));
        return $"// Generated from the API's error catalogue; `UPDATE_DOCS=1 dotnet test tests/Api.Tests` writes it again.\n\n/** Every `code` of a problem. */\nexport const errorCodes = [\n{codes}] as const;\n\n/** A `code` of a problem. */\nexport type ErrorCode = (typeof errorCodes)[number];\n";
    }

    [GeneratedRegex("""Problem\.(?:For\(|WriteAsync\(\w+, )"([a-z_]+)[\"]""")]
    private static partial Regex NamedCode();

    [GeneratedRegex("^[a-z0-9]+(_[a-z0-9]+)*$")]
    private static partial Regex SnakeCase();
}
