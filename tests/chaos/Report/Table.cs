using System.Globalization;
using System.Text;

namespace Signaling.Chaos.Report;

/// <summary>The table at the end of a run.</summary>
internal static class Table
{
    private static readonly string[] Head = ["fault", "runs", "held", "calls", "events checked", "lost", "duplicated", "reordered", "resyncs", "503s", "slowest 503", "recovery p50", "p99", "slowest", ""];

    public static string Of(IReadOnlyCollection<Row> rows)
    {
        string[][] cells = [Head, .. rows.Select(Cells)];
        var widths = Enumerable.Range(0, Head.Length).Select(column => cells.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in cells)
        {
            text.Append(row[0].PadRight(widths[0]));
            for (var column = 1; column < row.Length; column++) text.Append("  ").Append(row[column].PadLeft(widths[column]));
            text.AppendLine();
        }

        return text.ToString();
    }

    private static string[] Cells(Row row) =>
    [
        row.Name, $"{row.Runs}", $"{row.Held}", $"{row.Calls}", $"{row.Events}", $"{row.Lost}", $"{row.Duplicated}", $"{row.Reordered}", $"{row.Resyncs}", $"{row.Refusals}",
        Seconds(row.SlowestRefusal), Seconds(Percentile.Of(row.Recoveries, 0.5)), Seconds(Percentile.Of(row.Recoveries, 0.99)), Seconds(Percentile.Of(row.Recoveries, 1)), row.Passed ? "ok" : "FAILED",
    ];

    private static string Seconds(TimeSpan time) => time == TimeSpan.Zero ? "" : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s");
}
