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
    private int lastNumber = 10; // of deployments that serve one trial

    /// <summary>Runs what was asked for, and gives the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        Console.WriteLine($"Seed {options.Seed}. Once more: tests/chaos/run {options.Repeat}");
        await RunSideBySideAsync(cancel);

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
        Trial[] all = options.Minutes is not null ? Catalogue.Long : options.Mutants ? Catalogue.Mutants : [.. Catalogue.Short, .. Catalogue.Mutants];
        var trials = all.Where(trial => options.Wants(trial.Name)).OrderByDescending(trial => trial.Seconds).ToArray();
        var waiting = new ConcurrentQueue<(Trial Trial, int Seed)>(trials.Select(trial => (trial, options.Seed)));
        var seeds = options.Seed;
        bool IsTime() => options.Minutes is { } minutes && clock.Elapsed.TotalMinutes < minutes;

        await Task.WhenAll(Enumerable.Range(0, Math.Min(options.Lanes, trials.Length)).Select(lane => Task.Run(async () =>
        {
            Deployment? deployment = null;
            while (true)
            {
                if (!waiting.TryDequeue(out var next))
                {
                    if (!IsTime()) break;
                    lock (trials)
                    {
                        if (!waiting.IsEmpty) continue;
                        seeds++;
                        foreach (var trial in trials) waiting.Enqueue((trial, seeds));
                    }
                }
                else if (options.Minutes is not null && !IsTime())
                {
                    break;
                }
                else if (next.Trial.Without is not null)
                {
                    await RunWithoutAsync(next.Trial, next.Seed, cancel);
                }
                else
                {
                    deployment ??= await StartAsync(lane, [], cancel);
                    await deployment.RepairAsync(cancel);
                    Keep(await next.Trial.RunAsync(deployment, next.Seed, cancel) with { Name = next.Trial.Name });
                }
            }

            if (deployment is not null) await deployment.DisposeAsync();
        }, cancel)));
    }

    private async Task<Deployment> StartAsync(int number, Dictionary<string, string> settings, CancellationToken cancel)
    {
        var deployment = await Deployment.StartAsync(number, Path.Combine(options.Folder, $"deployment{number}"), settings, cancel);
        await Play.WarmUpAsync(deployment, cancel);
        return deployment;
    }

    // On edges of its own, which lack the check from their start on.
    private async Task RunWithoutAsync(Trial trial, int seed, CancellationToken cancel)
    {
        var settings = new Dictionary<string, string> { ["SIGNALING_CHAOS_WITHOUT"] = trial.Without! };
        await using var deployment = await StartAsync(Interlocked.Increment(ref lastNumber), settings, cancel);
        var row = await trial.RunAsync(deployment, seed, cancel);
        var found = row.Wrongs.FirstOrDefault(wrong => trial.Finds.Any(words => wrong.Contains(words, StringComparison.Ordinal)));
        Say($"        {trial.Name}: {found ?? "nothing was found"}");
        Keep(row with { Name = trial.Name, Wrongs = found is null ? ["nobody missed the check", .. row.Wrongs] : [], Recoveries = [] });
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
