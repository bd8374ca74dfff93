using System.Text.RegularExpressions;
using Signaling.Api.Problems;
using Xunit;

namespace Signaling.Api.Tests.Docs;

/// <summary>What the pages point at is there: links, anchors, files, settings, and the options of <c>test.sh</c>.</summary>
public sealed partial class PageTests
{
    private static readonly string[] Folders = ["src/", "tests/", "docs/", "deploy/", "clients/", "openapi/", ".ci/"];

    public static TheoryData<string> Pages => [.. Page.All.Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void All_Pages_AreFoundAndCanBeWrong()
    {
        Assert.Contains("README.md", Page.All.Keys);
        Assert.Contains("docs/errors.md", Page.All.Keys);
        Assert.Contains("Relays:Servers:n:Host", SettingNames.All);
        Assert.Equal(["a.md", "#b-c"], new Page("x.md", "[a](a.md) ```\n\n```sh\n[no](no.md)\n```\n ![b](#b-c) <https://x>").Links);
        Assert.Equal(["the-redis-keys-whats-in-them"], new Page("x.md", "## The `Redis` keys: [what's](y.md) in them\n").Anchors);
        Assert.True(SettingNames.Claims("Redis:Endpoint") && !SettingNames.All.Contains(SettingNames.Of("Redis:Endpoint")));
        Assert.Equal("Tokens:Keys:n:Kid", SettingNames.Of("Tokens__Keys__0__Kid=k1"));
        Assert.Equal(["Redis__Endpoints"], new Page("x.md", "```\nRedis__Endpoints=redis:6379\n```").Variables);
        Assert.Equal([(422, "srtp_required")], new Page("x.md", "is refused, 422 `srtp_required`").Refusals);
    }

    [Theory, MemberData(nameof(Pages))]
    public void Links_OfAPage_LeadSomewhere(string path)
    {
        var page = Page.All[path];

        Assert.All(page.Links, link =>
        {
            var (file, anchor) = link.Split('#') is [var before, var after] ? (before, after) : (link, null);
            var target = file.Length == 0 ? path : Path.GetRelativePath(Repository.Root, Path.Combine(Repository.Root, Path.GetDirectoryName(path)!, file)).Replace('\\', '/');
            Assert.True(Exists(target), $"{path}: {link} is not there");
            if (anchor is not null) Assert.True(Page.All.TryGetValue(target, out var there) && there.Anchors.Contains(anchor), $"{path}: {link} has no such heading");
        });
    }

    [Theory, MemberData(nameof(Pages))]
    public void Paths_InBackticks_Exist(string path) =>
        Assert.All(Page.All[path].Words.Where(word => Array.Exists(Folders, folder => word.StartsWith(folder, StringComparison.Ordinal)) && !word.Contains('…')), word =>
            Assert.True(Exists(word.Split(' ')[0].TrimEnd('/')) || IsMade(word), $"{path}: {word} is not there"));

    [Theory, MemberData(nameof(Pages))]
    public void Settings_ThatAPageNames_Exist(string path) =>
        Assert.All(Page.All[path].Words.Concat(Page.All[path].Variables).Where(word => SettingNames.Claims(word) && !word.Contains('…') && !word.Contains('*')), word =>
            Assert.True(SettingNames.All.Contains(SettingNames.Of(word)), $"{path}: there is no setting {word}"));

    [Theory, MemberData(nameof(Pages))]
    public void OptionsOfTestScript_InBackticks_Exist(string path)
    {
        var script = Repository.Read("test.sh");

        Assert.All(Page.All[path].Words.Where(word => word.StartsWith("./test.sh ", StringComparison.Ordinal)), word =>
            Assert.All(word.Split(' ').Where(part => part.StartsWith("--", StringComparison.Ordinal)), option => Assert.Contains($"    {option})", script)));
    }

    [Theory, MemberData(nameof(Pages))]
    public void VerbsOfTheEdge_InBackticks_Exist(string path)
    {
        const string Program = "dotnet Signaling.Api.dll ";
        var verbs = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "src/Api/Commands"), "*.cs").Append(Path.Combine(Repository.Root, "src/Api/Program.cs")).Select(File.ReadAllText));

        Assert.All(Page.All[path].Words.Where(word => word.StartsWith(Program, StringComparison.Ordinal)), word => Assert.Contains($"\"{word[Program.Length..].Split(' ')[0]}\"", verbs));
    }

    [Theory, MemberData(nameof(Pages))]
    public void Refusals_WithTheirStatus_AreInTheCatalogue(string path) =>
        Assert.All(Page.All[path].Refusals, refusal => Assert.Equal(refusal.Status, ErrorCatalogue.Find(refusal.Code)?.Status));

    [Theory, MemberData(nameof(Pages))]
    public void Metrics_InBackticks_Exist(string path)
    {
        var source = Repository.Read("src/Api/Telemetry/SignalingMetrics.cs");

        Assert.All(Page.All[path].Words.Where(word => word.StartsWith("signaling_", StringComparison.Ordinal)), word =>
        {
            var plain = word.Split('{')[0].Replace("_total", "", StringComparison.Ordinal).Replace("_seconds", "", StringComparison.Ordinal).Replace("_bucket", "", StringComparison.Ordinal);
            Assert.Contains(MetricName().Matches(source), match => match.Groups[1].Value.Replace('.', '_') == plain);
        });
    }

    [GeneratedRegex("\"(signaling(?:\\.[a-z_]+)+)\"")]
    private static partial Regex MetricName();

    // Also with a wildcard in the last part of the path.
    private static bool Exists(string path)
    {
        var whole = Path.Combine(Repository.Root, path);
        return Path.Exists(whole) || (path.Contains('*') && Directory.Exists(Path.GetDirectoryName(whole)) && Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(whole)!, Path.GetFileName(whole)).Any());
    }

    // What a script or a build makes, and git does not know.
    private static bool IsMade(string path) => path is "deploy/.env" or "deploy/certificates" or "clients/web/dist" or "src/Api/wwwroot";
}
