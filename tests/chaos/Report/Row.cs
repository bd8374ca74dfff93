namespace Signaling.Chaos.Report;

/// <summary>What came of the rounds of one fault.</summary>
/// <param name="Held">Those of the runs in which nothing was wrong; of races, those with one winner of whom all know.</param>
/// <param name="Recoveries">How long what was in trouble took to work again.</param>
/// <param name="Refusals">Answers with 503.</param>
/// <param name="Wrongs">All that was wrong, in words.</param>
internal sealed record Row(
    string Name, int Runs, int Held, int Events, int Lost, int Duplicated, int Reordered, int Resyncs, TimeSpan[] Recoveries,
    int Calls, int Refusals, TimeSpan SlowestRefusal, IReadOnlyCollection<string> Wrongs, int Seed)
{
    /// <summary>Whether the edges lacked a check, which somebody had to miss.</summary>
    public bool IsMutant { get; init; }

    public bool Passed => Wrongs.Count == 0;

    /// <summary>The same fault, once more.</summary>
    public Row And(Row other) => this with
    {
        Runs = Runs + other.Runs, Held = Held + other.Held, Events = Events + other.Events, Lost = Lost + other.Lost, Duplicated = Duplicated + other.Duplicated,
        Reordered = Reordered + other.Reordered, Resyncs = Resyncs + other.Resyncs, Recoveries = [.. Recoveries, .. other.Recoveries],
        Calls = Calls + other.Calls, Refusals = Refusals + other.Refusals, SlowestRefusal = SlowestRefusal > other.SlowestRefusal ? SlowestRefusal : other.SlowestRefusal,
        Wrongs = [.. Wrongs, .. other.Wrongs], Seed = Passed ? other.Seed : Seed,
    };
}
