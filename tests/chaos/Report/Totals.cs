using Signaling.Chaos.Faults;

namespace Signaling.Chaos.Report;

/// <summary>What came of everything together, in one line.</summary>
internal static class Totals
{
    public static string Of(IReadOnlyCollection<Row> rows)
    {
        // What edges without a check get wrong is what is wanted of them.
        rows = [.. rows.Where(row => !row.IsMutant)];
        Row[] races = [.. rows.Where(row => row.Name is Races.Answers or Races.Crossed)], faults = [.. rows.Except(races)];
        return string.Join("; ",
        [
            $"{faults.Sum(row => row.Runs)} runs of faults, {faults.Sum(row => row.Runs - row.Held)} of them failed",
            .. races.Select(row => $"{row.Runs:N0} {row.Name}, {row.Held:N0} with {(row.Name == Races.Answers ? "one winner" : "one surviving call")} each"),
            $"{rows.Sum(row => (long)row.Events):N0} events checked, {rows.Sum(row => row.Lost)} lost, {rows.Sum(row => row.Duplicated)} duplicated, {rows.Sum(row => row.Reordered)} reordered",
        ]);
    }
}
