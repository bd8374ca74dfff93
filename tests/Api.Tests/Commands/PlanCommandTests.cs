using System.Text.Json;
using Signaling.Api.Commands;
using Signaling.Api.OpenApi;
using Xunit;

namespace Signaling.Api.Tests.Commands;

/// <summary>The verb <c>plan</c>: the planner on two files.</summary>
public sealed class PlanCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("plan-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Run_OfTheExample_PrintsThePlanAsJson()
    {
        var (exitCode, output, error) = Run("--network", Write("network.json", Example("network")), "--scenario", Write("scenario.json", Example("scenario")));

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal("relayed", JsonElement.Parse(output).GetProperty("mode").GetString());
    }

    [Fact]
    public void Run_WithText_PrintsLines()
    {
        var (exitCode, output, _) = Run("--network", Write("network.json", Example("network")), "--scenario", Write("scenario.json", Example("scenario")), "--text");

        Assert.Equal(0, exitCode);
        Assert.StartsWith("relayed, by the profile acs\n", output);
        Assert.Contains("\nsignaling  alice: flow 2', 4, internet, rest, to https://eu.example.com\n", output);
        Assert.Contains("\nmedia      bob: flow 4, internet, udp, via relay, to turn.eu.example.com\n", output);
        Assert.Contains("\nrules      #45 ", output);
    }

    [Theory]
    [InlineData(2, "--scenario is missing")]
    [InlineData(2, "no option --what", "--what")]
    [InlineData(2, "needs a file", "--scenario")]
    [InlineData(2, "cannot be read", "--scenario", "/nowhere/scenario.json")]
    public void Run_WithSuchArguments_SaysWhatIsWrong(int code, string why, params string[] args)
    {
        var (exitCode, output, error) = Run(args);

        Assert.Equal((code, ""), (exitCode, output));
        Assert.Contains(why, error);
    }

    [Theory]
    [InlineData(2, "at knid: There is no such member", """{"knid":"group"}""", "{}")]
    [InlineData(2, "at participants[0].viaVpn: Say true or false.", """{"knid":"group","participants":[{"viaVpn":1}]}""", "{}")]
    [InlineData(2, "s.json, line 1, column 9: '}' is an invalid start of a value.", """{"kind":}""", "{}")]
    [InlineData(2, "n.json is empty.", "{}", "")]
    [InlineData(2, "s.json, at $: Duplicate", """{"kind":"group","kind":"pstn"}""", "{}")]
    [InlineData(2, "customerNetworks[0].id: id_invalid", "{}", """{"customerNetworks":[{}]}""")]
    [InlineData(1, "scenario_invalid", "{}", "{}")]
    [InlineData(1, "location_unknown (a)", """{"participants":[{"id":"a"},{"id":"b"}]}""", "{}")]
    public void Run_OfWhatHasNoPlan_SaysWhy(int code, string why, string scenario, string network)
    {
        var (exitCode, output, error) = Run("--scenario", Write("s.json", scenario), "--network", Write("n.json", network));

        Assert.Equal((code, ""), (exitCode, output));
        Assert.Contains(why, error);
    }

    [Fact]
    public void Page_OfRoutePlans_ShowsWhatTheCommandPrints()
    {
        var blocks = File.ReadAllText(Path.Combine(Repository.Root, "docs", "route-plans.md")).Split("```");

        var (exitCode, output, error) = Run("--network", Write("network.json", blocks[1]["json".Length..]), "--scenario", Write("scenario.json", blocks[3]["json".Length..]), "--text");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(blocks[5]["text".Length..].Trim(), output.Trim());
    }

    private static string Example(string part) => RequestExamples.Of("PlanRoute")![part]!.ToJsonString();

    private string Write(string name, string text)
    {
        var file = Path.Combine(folder.FullName, name);
        File.WriteAllText(file, text);
        return file;
    }

    private static (int? ExitCode, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = CommandLine.Run(["plan", .. args], () => throw new InvalidOperationException("No settings are needed to plan."), output, error);
        return (exitCode, output.ToString(), error.ToString());
    }
}
