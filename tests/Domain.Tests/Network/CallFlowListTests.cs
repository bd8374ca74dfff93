using System.Text.RegularExpressions;
using Xunit;

namespace Signaling.Domain.Tests.Network;

/// <summary>docs/call-flows.md says of each of the 315 entries whether a test holds it; the tests' traits say whether that is so.</summary>
public sealed partial class CallFlowListTests(ITestOutputHelper output)
{
    private const int Entries = 315;

    /// <summary>May only rise.</summary>
    private const int HeldSoFar = 298;

    private static readonly Dictionary<int, string> States = Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "call-flows.md")))
        .ToDictionary(row => int.Parse(row.Groups["entry"].ValueSpan), row => row.Groups["state"].Value);

    [Fact]
    public void List_OfEntries_IsComplete()
    {
        Assert.Equal(Enumerable.Range(1, Entries), States.Keys.Order());
        Assert.All(States.Values, state => Assert.Contains(state, (string[])["held", "waits", "note"]));
    }

    [Fact]
    public void List_OfWhatIsHeld_IsWhatTestsCarry()
    {
        var traits = FromSources().Concat(FromRows()).ToHashSet();
        var held = States.Where(one => one.Value == "held").Select(one => one.Key).ToHashSet();

        output.WriteLine($"{held.Count} of {Entries} entries held");
        Assert.True(held.IsSubsetOf(traits), $"said to be held, without a test: {Numbers(held.Except(traits))}");
        Assert.True(traits.IsSubsetOf(held), $"with a test, not said to be held: {Numbers(traits.Except(held))}");
        Assert.True(held.Count >= HeldSoFar, $"{held.Count} entries held, {HeldSoFar} before");
    }

    private static IEnumerable<int> FromSources() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Trait().Matches(File.ReadAllText(file))).Select(trait => int.Parse(trait.Groups[1].ValueSpan));

    // Theories whose rows carry traits of their own.
    private static IEnumerable<int> FromRows() =>
        VectorTests.Lines.Cast<ITheoryDataRow>().Concat(NetworkRulesTests.Rows).Concat(FlowCatalogueTests.Flows)
            .SelectMany(row => row.Traits?.GetValueOrDefault("CallFlow") ?? []).Select(entry => int.Parse(entry.AsSpan(1)));

    private static string Numbers(IEnumerable<int> entries) => string.Join(' ', entries.Order());

    [GeneratedRegex(@"^\| (?<entry>\d+) \| [^|]+ \| (?<state>\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("""Trait\("CallFlow", "#(\d+)"\)""")]
    private static partial Regex Trait();
}
