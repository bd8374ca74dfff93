using System.Collections.Concurrent;
using System.Diagnostics;
using Signaling.Chaos.Faults;
using Signaling.Chaos.Model;
using Signaling.Chaos.Report;
using Signaling.Chaos.Rig;

namespace Signaling.Chaos;

/// <summary>The suite: several deployments side by side, each taking the next trial when it is done with one.</summary>
internal sealed class Suite(Options options) : IDisposable
{
    private static readonly TimeSpan TotalEvery = TimeSpan.FromMinutes(3);
    private const int Apart = 10; // from here on, numbers of deployments that serve one trial

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly ConcurrentQueue<Row> rows = new();
    private readonly SemaphoreSlim places = new(options.Lanes), alone = new(1);
    private TimeSpan totalledAt;

    /// <summary>Runs what was asked for, and gives the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        Console.WriteLine($"Seed {options.Seed}. Once more: tests/chaos/run {options.Repeat}");
        Standstill.Watch();
        await RunSideBySideAsync(cancel);

        var table = Summed();
        Console.WriteLine();
        Console.Write(Table.Of(table));
        Console.WriteLine(Totals.Of(table));
        var failed = table.Where(row => !row.Passed).ToArray();
        Console.WriteLine($"{table.Length - failed.Length} passed, {failed.Length} failed, {clock.Elapsed.TotalSeconds:0} s, seed {options.Seed}");
        foreach (var row in failed) Console.WriteLine($"FAILED {row.Name}: tests/chaos/run {options.Again(row)}");
        return failed.Length == 0 ? 0 : 1;
    }

    public void Dispose()
    {
        places.Dispose();
        alone.Dispose();
    }

    private async Task RunSideBySideAsync(CancellationToken cancel)
    {
        Trial[] all = options.Minutes is not null ? Catalogue.Long : options.Mutants ? Catalogue.Mutants : [.. Catalogue.Short, .. Catalogue.Mutants];
        var trials = all.Where(trial => options.Wants(trial.Name)).OrderBy(trial => trial.IsAlone).ThenByDescending(trial => trial.Seconds).ToArray();
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
                else if (next.Trial.IsApart)
                {
                    await TryAsync(next.Trial, next.Seed, () => RunApartAsync(next.Trial, Apart + lane, next.Seed, cancel), cancel);
                }
                else
                {
                    await TryAsync(next.Trial, next.Seed, async () =>
                    {
                        deployment ??= await StartAsync(lane, [], StoreKind.Single, cancel);
                        await deployment.RepairAsync(cancel);
                        Keep(await next.Trial.RunAsync(deployment, next.Seed, cancel) with { Name = next.Trial.Name });
                    }, cancel);
                }
            }

            if (deployment is not null) await deployment.DisposeAsync();
        }, cancel)));
    }

    // What could not even be tried has failed; the rest is tried all the same.
    private async Task TryAsync(Trial trial, int seed, Func<Task> runAsync, CancellationToken cancel)
    {
        var taken = await TakeAsync(trial.IsAlone ? options.Lanes : 1, cancel);
        try
        {
            await runAsync();
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            Keep(new Row(trial.Name, 1, 0, 0, 0, 0, 0, 0, [], 0, 0, TimeSpan.Zero, [$"it could not be tried: {failure.Message}"], seed));
        }
        finally
        {
            places.Release(taken);
        }
    }

    // Of two that want to be alone, the second waits until the first has all.
    private async Task<int> TakeAsync(int count, CancellationToken cancel)
    {
        await alone.WaitAsync(cancel);
        try
        {
            for (var taken = 0; taken < count; taken++) await places.WaitAsync(cancel);
            return count;
        }
        finally
        {
            alone.Release();
        }
    }

    private async Task<Deployment> StartAsync(int number, Dictionary<string, string> settings, StoreKind store, CancellationToken cancel)
    {
        var deployment = await Deployment.StartAsync(number, Path.Combine(options.Folder, $"deployment{number}"), settings, store, cancel);
        await Play.WarmUpAsync(deployment, cancel);
        return deployment;
    }

    // On edges of its own; those that lack a check do so from their start on.
    private async Task RunApartAsync(Trial trial, int number, int seed, CancellationToken cancel)
    {
        Dictionary<string, string> settings = new(trial.Settings);
        if (trial.Without is not null) settings["SIGNALING_CHAOS_WITHOUT"] = trial.Without;
        await using var deployment = await StartAsync(number, settings, trial.Store, cancel);
        var row = await trial.RunAsync(deployment, seed, cancel) with { Name = trial.Name };
        // Chance decides what a missing check meets: it is given three.
        for (var more = 1; trial.Without is not null && more < 3 && Found(trial, row) is null; more++)
        {
            await deployment.RepairAsync(cancel);
            row = row.And(await trial.RunAsync(deployment, seed + more, cancel));
        }

        Keep(trial.Without is null ? row : Missed(trial, row));
    }

    // A check that is taken away must be missed, by what it prevents and by nothing else.
    private Row Missed(Trial trial, Row row)
    {
        var found = Found(trial, row);
        Say($"        {trial.Name}: {found ?? "nothing was found"}");
        return row with { IsMutant = true, Wrongs = found is null ? ["nobody missed the check", .. row.Wrongs] : [], Held = found is null ? 0 : row.Runs, Recoveries = [] };
    }

    private static string? Found(Trial trial, Row row) =>
        row.Wrongs.FirstOrDefault(wrong => trial.Finds.Any(words => wrong.Contains(words, StringComparison.Ordinal)));

    private void Keep(Row row)
    {
        rows.Enqueue(row);
        Say(string.Join(Environment.NewLine,
        [
            $"{clock.Elapsed.TotalSeconds,4:0} s  {(row.Passed ? "ok    " : "FAILED")}  {row.Name}: {row.Calls} calls, {row.Events} events{(row.Passed ? "" : $", {row.Wrongs.Count} wrong, seed {row.Seed}")}",
            .. row.Wrongs.Select(wrong => $"        {wrong}"),
        ]));
        if (options.Minutes is null || clock.Elapsed - totalledAt < TotalEvery) return;
        totalledAt = clock.Elapsed;
        Say($"{clock.Elapsed.TotalSeconds,4:0} s  so far: {Totals.Of(Summed())}");
    }

    // All runs of one fault as one.
    private Row[] Summed() => [.. rows.GroupBy(row => row.Name).Select(runs => runs.Aggregate((one, other) => one.And(other)))];

    private void Say(string what)
    {
        lock (rows) Console.WriteLine(what);
    }
}
