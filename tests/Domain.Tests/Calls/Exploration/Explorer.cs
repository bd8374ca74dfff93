using Signaling.Domain.Calls;

namespace Signaling.Domain.Tests.Calls.Exploration;

/// <summary>Walks every interleaving of a small call, breadth first, so that a fault is shown at the end of a shortest way to it.</summary>
internal sealed class Explorer(Rules rules)
{
    /// <summary>How far it came: all of it, or as far as the first fault.</summary>
    /// <param name="Endings">How many of the worlds are those of a call that is over.</param>
    /// <param name="Fault">What went wrong and the moves that led there; null when nothing did.</param>
    internal sealed record Outcome(int Worlds, int Transitions, int Endings, string? Fault);

    /// <summary>A world reached, the text by which it is known, and how it was reached.</summary>
    private sealed record Reached(World World, string Text, string? From, Moves.Move? By);

    /// <summary>What is found one move on from a world.</summary>
    private sealed record Expansion(List<Reached> Next, int Transitions, string? Fault);

    private readonly Dictionary<string, (string? From, Moves.Move? By)> _ways = [];
    private int _transitions;
    private int _endings;

    public Outcome Explore()
    {
        var level = World.Beginnings().Select(Begin).ToList();
        for (var fault = Keep(ref level); ; fault = Keep(ref level))
        {
            if (fault is not null || level.Count == 0) return new Outcome(_ways.Count, _transitions, _endings, fault);

            // The ways are only read meanwhile.
            var expansions = level.AsParallel().AsOrdered().Select(Expand).ToList();
            _transitions += expansions.Sum(expansion => expansion.Transitions);
            if (expansions.Find(expansion => expansion.Fault is not null) is { } bad) return new Outcome(_ways.Count, _transitions, _endings, bad.Fault);

            level = [.. expansions.SelectMany(expansion => expansion.Next)];
        }
    }

    private Reached Begin(World world) => Reach(new Step(world, default, rules).Begin(), null, null);

    private static Reached Reach(World world, string? from, Moves.Move? by)
    {
        var canonical = world.Canonical();
        return new Reached(canonical, canonical.ToString(), from, by);
    }

    private Expansion Expand(Reached from)
    {
        var next = new List<Reached>();
        var transitions = 0;
        foreach (var move in Moves.From(from.World, rules))
        {
            transitions++;
            var step = new Step(from.World, move, rules);
            var after = step.Take();
            if (step.Fault is not null) return new Expansion(next, transitions, $"{step.Fault}\n  {move}\n{Way(from.Text)}");

            if (!ReferenceEquals(after, from.World) && Reach(after, from.Text, move) is var reached && !_ways.ContainsKey(reached.Text)) next.Add(reached);
        }

        return new Expansion(next, transitions, null);
    }

    /// <summary>Keeps of the level what is new, and says what is wrong with it.</summary>
    private string? Keep(ref List<Reached> level)
    {
        level = [.. level.Where(reached => _ways.TryAdd(reached.Text, (reached.From, reached.By)))];
        _endings += level.Count(reached => reached.World.Call.Phase is CallPhase.Ended);
        return level.AsParallel().AsOrdered()
            .Select(reached => Checks.Of(reached.World, rules).FirstOrDefault() is { } fault ? $"{fault}\n{Way(reached.Text)}" : null)
            .ToList().Find(fault => fault is not null);
    }

    private string Way(string? text)
    {
        var moves = new List<string>();
        while (text is not null)
        {
            var (from, by) = _ways[text];
            moves.Add($"  after {by?.ToString() ?? "the invitation"}");
            text = from;
        }

        return string.Join('\n', moves);
    }
}
