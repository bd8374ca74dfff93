using System.Globalization;
using Signaling.Chaos.Report;

namespace Signaling.Chaos;

/// <summary>What was asked for on the command line.</summary>
/// <param name="Seed">What chance begins with.</param>
/// <param name="Minutes">How long to go on; null for the short round.</param>
/// <param name="Only">A part of the names of what to try, or several with | between them; null for all.</param>
/// <param name="Mutants">Whether to try nothing but edges without one of their checks.</param>
/// <param name="Lanes">How many deployments run side by side.</param>
/// <param name="Folder">Where logs and Redis' files go.</param>
internal sealed record Options(int Seed, double? Minutes, string? Only, bool Mutants, int Lanes, string Folder)
{
    public static Options Parse(string[] args)
    {
        string? Value(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
        int? Number(string name) => Value(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
        return new(
            Number("--seed") ?? Random.Shared.Next(1, 100_000),
            Value("--minutes") is { } minutes ? double.Parse(minutes, CultureInfo.InvariantCulture) : null,
            Value("--only"),
            args.Contains("--mutants"),
            Number("--lanes") ?? 4,
            Environment.GetEnvironmentVariable("SIGNALING_CHAOS_FOLDER") ?? throw new InvalidOperationException("Start the suite with tests/chaos/run."));
    }

    /// <summary>What to say to do the same again.</summary>
    public string Repeat => (Minutes is { } minutes ? $"--minutes {minutes}" : Mutants ? "--mutants" : "--short") + $" --seed {Seed}" + (Only is null ? "" : $" --only \"{Only}\"");

    /// <summary>What to say to try one thing again.</summary>
    public string Again(Row row) => $"{(Minutes is null ? "--short" : "--minutes 0.1")} --seed {row.Seed} --only \"{row.Name}\"";

    public bool Wants(string name) => Only is null || Only.Split('|').Any(words => name.Contains(words, StringComparison.OrdinalIgnoreCase));
}
