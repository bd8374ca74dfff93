using Signaling.Chaos.Model;
using Signaling.Chaos.Report;
using Signaling.Chaos.Rig;

namespace Signaling.Chaos.Faults;

/// <summary>Something that is tried on a deployment, and gives a row of the table.</summary>
/// <param name="Name">What it is chosen by.</param>
/// <param name="RunAsync">Tries it with a seed.</param>
/// <param name="Seconds">About how long it takes; the long ones begin first.</param>
internal sealed record Trial(string Name, int Seconds, Func<Deployment, int, CancellationToken, Task<Row>> RunAsync)
{
    /// <summary>The check that the edges do without: then the trial must find something wrong.</summary>
    public string? Without { get; init; }

    /// <summary>Settings that its edges need; with them it has edges of its own.</summary>
    public Dictionary<string, string> Settings { get; init; } = [];

    /// <summary>How its Redis is run; unless it is one server, its edges are its own too.</summary>
    public StoreKind Store { get; init; }

    /// <summary>Whether it needs edges of its own.</summary>
    public bool IsApart => Without is not null || Store is not StoreKind.Single || Settings.Count > 0;

    /// <summary>Whether nothing else may go on beside it: what it asks of the machine would be taken for slowness of others.</summary>
    public bool IsAlone { get; init; }

    /// <summary>Words, one of which what it finds must have: another failure would prove nothing.</summary>
    public string[] Finds { get; init; } = [];

    public static Trial Of(Fault fault, int seconds) => new(fault.Name, seconds, (deployment, seed, cancel) => new Play(deployment, seed).RunAsync(fault, cancel));
}
