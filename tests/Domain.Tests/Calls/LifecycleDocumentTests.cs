using Signaling.Domain.Calls;
using Xunit;

namespace Signaling.Domain.Tests.Calls;

/// <summary>docs/call-lifecycle.md says what the code does, row by row, and leaves no case out.</summary>
public sealed class LifecycleDocumentTests
{
    private static readonly Dictionary<(string Phase, string Command, string Who), LifecycleTable.Row> Code =
        LifecycleTable.OfTheCode().ToDictionary(row => (row.Phase, row.Command, row.Who));

    /// <summary>The rows of the document's tables: five cells each, of which the first three may list several values.</summary>
    private static readonly string[][] Lines =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "docs", "call-lifecycle.md"))
            .Where(line => line.StartsWith('|')).Select(line => line.Split('|')[1..^1].Select(cell => cell.Trim()).ToArray())
            .Where(cells => cells.Length == 5 && cells[0] != "phase" && !cells[0].StartsWith("--", StringComparison.Ordinal)),
    ];

    public static TheoryData<string, string, string, string, string> Rows() => [.. Lines.Select(cells => (cells[0], cells[1], cells[2], cells[3], cells[4]))];

    [Theory, MemberData(nameof(Rows))]
    public void Document_EachRow_IsWhatTheCodeDoes(string phases, string commands, string who, string outcome, string told)
    {
        var cases = Cases([phases, commands, who, outcome, told]).ToList();

        Assert.NotEmpty(cases);
        Assert.All(cases, row => Assert.Equal(row, Code.GetValueOrDefault((row.Phase, row.Command, row.Who))));
    }

    [Fact]
    public void Document_EveryCaseOfTheCode_StandsInItOnce()
    {
        var written = Lines.SelectMany(Cases).Select(row => (row.Phase, row.Command, row.Who)).ToList();

        Assert.Empty(written.GroupBy(row => row).Where(group => group.Count() > 1).Select(group => group.Key));
        Assert.Empty(Code.Values.Where(row => !written.Contains((row.Phase, row.Command, row.Who))).Select(row => $"| {row.Phase} | `{row.Command}` | {row.Who} | {row.Outcome} | {row.Told} |"));
    }

    [Fact]
    public void Table_EveryPhaseAndCommandOfTheDomain_IsInIt()
    {
        Assert.Equal(Enum.GetValues<CallPhase>(), LifecycleTable.Phases.Values.Select(phase => phase.Call.Phase).Distinct().Order());
        Assert.Equal(
            typeof(CallCommand).GetNestedTypes().Select(type => type.Name).Except([nameof(CallCommand.Expire)]).Order(),
            LifecycleTable.Commands.Values.Select(command => command(SampleCalls.AnnPhone).GetType().Name).Distinct().Order());
    }

    // "any" stands for whatever there is in that place, "unanswered" and "answered" for the phases before and after the answer; what
    // becomes of devices is no command of anyone's.
    private static IEnumerable<LifecycleTable.Row> Cases(string[] cells) =>
        from key in Code.Keys
        where (Lists(cells[0], key.Phase) || Lists(cells[0], Half(key.Phase))) && (Lists(cells[1].Replace("`", ""), key.Command) && !(cells[1] == "any" && key.Command.StartsWith("device ", StringComparison.Ordinal))) && Lists(cells[2], key.Who)
        select new LifecycleTable.Row(key.Phase, key.Command, key.Who, cells[3], cells[4]);

    private static string Half(string phase) => LifecycleTable.Phases[phase].Call switch
    {
        { IsRinging: true }            => "unanswered",
        { Phase: CallPhase.Connected } => "answered",
        _                              => "",
    };

    private static bool Lists(string cell, string value) => cell == "any" || cell.Split(" · ").Contains(value);
}
