using System.Collections.Concurrent;
using System.Diagnostics;
using Signaling.Chaos.Faults;
using Signaling.Chaos.Model;
using Signaling.Chaos.Report;
using Signaling.Chaos.Rig;

namespace Signaling.Chaos;

/// <summary>The suite: several deployments side by side, each taking the next trial when it is done with one.</summary>
internal sealed class Suite(Options options)
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly ConcurrentQueue<Row> rows = new();

    /// <summary>Runs what was asked for, and gives the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        Console.WriteLine($"Seed {options.Seed}. Once more: tests/chaos/run {options.Repeat}");
        if (!options.Mutants) await RunSideBySideAsync(cancel);
        if (options.Mutants || options.Minutes is null) await RunMutantsAsync(cancel);

        var names = rows.Select(row => row.Name).Distinct().ToArray();
        Row[] table = [.. names.Select(name => rows.Where(row => row.Name == name).Aggregate((one, other) => one.And(other)))];
        Console.WriteLine();
        Console.Write(Table.Of(table));
        var failed = table.Where(row => !row.Passed).ToArray();
        Console.WriteLine($"{table.Length - failed.Length} passed, {failed.Length} failed, {clock.Elapsed.TotalSeconds:0} s, seed {options.Seed}");
        foreach (var row in failed) Console.WriteLine($"FAILED {row.Name}: tests/chaos/run {options.Again(row)}");
        return failed.Length == 0 ? 0 : 1;
    }

    private async Task RunSideBySideAsync(CancellationToken cancel)
    {
        var trials = (options.Minutes is null ? Catalogue.Short : Catalogue.Long).Where(trial => options.Wants(trial.Name)).ToArray();
        var waiting = new ConcurrentQueue<(Trial, int Seed)>();
        void Enqueue(int seed)
        {
            foreach (var trial in trials.OrderByDescending(trial => trial.Seconds)) waiting.Enqueue((trial, seed));
        }

        Enqueue(options.Seed);
        var seeds = options.Seed;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(options.Lanes, trials.Length)).Select(lane => Task.Run(async () =>
        {
            await using var deployment = await Deployment.StartAsync(lane, Path.Combine(options.Folder, $"lane{lane}"), [], cancel);
            await Play.WarmUpAsync(deployment, cancel);
            while (true)
            {
                if (!waiting.TryDequeue(out var next))
                {
                    if (options.Minutes is not { } minutes || clock.Elapsed.TotalMinutes > minutes) return;
                    lock (waiting) if (waiting.IsEmpty) Enqueue(++seeds);
                    continue;
                }

                if (options.Minutes is { } limit && clock.Elapsed.TotalMinutes > limit) return;
                await deployment.RepairAsync(cancel);
                Keep(await next.Item1.RunAsync(deployment, next.Seed, cancel) with { Name = next.Item1.Name });
            }
        }, cancel)));
    }

    // Each on edges of its own, which are spoilt from their start on.
    private async Task RunMutantsAsync(CancellationToken cancel)
    {
        var mutants = Catalogue.Mutants.Where(mutant => options.Mutants || options.Wants($"without {mutant.Without}")).ToArray();
        for (var first = 0; first < mutants.Length; first += options.Lanes)
        {
            await Task.WhenAll(mutants.Skip(first).Take(options.Lanes).Select((mutant, lane) => Task.Run(async () =>
            {
                var number = 10 + first + lane;
                var settings = new Dictionary<string, string> { ["SIGNALING_CHAOS_WITHOUT"] = mutant.Without! };
                await using var deployment = await Deployment.StartAsync(number, Path.Combine(options.Folder, $"mutant{number}"), settings, cancel);
                await Play.WarmUpAsync(deployment, cancel);
                var row = await mutant.RunAsync(deployment, options.Seed, cancel);
                var found = row.Wrongs.FirstOrDefault(wrong => mutant.Finds.Any(words => wrong.Contains(words, StringComparison.Ordinal)));
                Say($"        without {mutant.Without}: {found ?? "nothing was found"}");
                Keep(row with { Name = $"without {mutant.Without}: {mutant.Name}", Wrongs = found is null ? ["nobody missed the check", .. row.Wrongs] : [], Recoveries = [] });
            }, cancel)));
        }
    }

    private void Keep(Row row)
    {
        rows.Enqueue(row);
        Say(string.Join(Environment.NewLine,
        [
            $"{clock.Elapsed.TotalSeconds,4:0} s  {row.Name}: {row.Calls} calls, {row.Events} events{(row.Passed ? "" : $", FAILED, seed {row.Seed}")}",
            .. row.Wrongs.Select(wrong => $"        {wrong}"),
        ]));
    }

    private void Say(string what)
    {
        lock (rows) Console.WriteLine(what);
    }
}
