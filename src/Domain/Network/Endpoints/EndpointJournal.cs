namespace Signaling.Domain.Network.Endpoints;

/// <summary>A catalogue as it is, and what changed in it: the last changes, oldest first.</summary>
/// <param name="Version">Which state of the catalogue this is.</param>
/// <param name="Current">The catalogue.</param>
/// <param name="Changes">At most <see cref="MaxChanges"/>.</param>
public sealed record EndpointJournal(string Version, IReadOnlyList<EndpointEntry> Current, IReadOnlyList<EndpointChange> Changes)
{
    /// <summary>Changes that are kept.</summary>
    public const int MaxChanges = 50;

    /// <summary>A change that is taken back within this time is forgotten: edges of two configurations side by side, while one is rolled out.</summary>
    public static readonly TimeSpan TakenBackWithin = TimeSpan.FromMinutes(10);

    /// <summary>The journal with the catalogue as it is now; the same when nothing changed.</summary>
    /// <param name="before">What is kept; null when nothing is.</param>
    /// <param name="version">The version of <paramref name="current"/>.</param>
    public static EndpointJournal Record(EndpointJournal? before, string version, IReadOnlyList<EndpointEntry> current, DateTimeOffset now)
    {
        if (before is null) return new(version, current, []);
        if (before.Version == version) return before;
        if (before.Changes is { Count: > 0 } && before.Changes[^1] is var last && last.Before == version && now - last.At < TakenBackWithin) return new(version, current, [.. before.Changes.SkipLast(1)]);

        HashSet<string> had = [.. before.Current.Select(entry => entry.Key)], has = [.. current.Select(entry => entry.Key)];
        var change = new EndpointChange(now, before.Version, version, [.. current.Where(entry => !had.Contains(entry.Key))], [.. before.Current.Where(entry => !has.Contains(entry.Key))]);
        return new(version, current, [.. before.Changes.TakeLast(MaxChanges - 1), change]);
    }

    /// <summary>What changed since a version; null when that one is not known, or no longer.</summary>
    public IReadOnlyList<EndpointChange>? Since(string version)
    {
        if (version == Version) return [];
        var known = Changes.Index().LastOrDefault(change => change.Item.Before == version, (-1, null!));
        return known.Index < 0 ? null : [.. Changes.Skip(known.Index)];
    }
}

/// <summary>One change of a catalogue.</summary>
/// <param name="At">When it was noticed.</param>
/// <param name="Before">The version before it.</param>
/// <param name="After">The version after it.</param>
/// <param name="Added">What is to be let through since.</param>
/// <param name="Removed">What need not be any longer.</param>
public sealed record EndpointChange(DateTimeOffset At, string Before, string After, IReadOnlyList<EndpointEntry> Added, IReadOnlyList<EndpointEntry> Removed);
