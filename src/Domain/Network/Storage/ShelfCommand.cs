namespace Signaling.Domain.Network.Storage;

/// <summary>What somebody wants done with a stored network or trunk.</summary>
public abstract record ShelfCommand(ShelfCondition Condition)
{
    /// <summary>Which document.</summary>
    public abstract DocumentKey Key { get; }

    /// <summary>Stores a network.</summary>
    /// <param name="Id">Its name.</param>
    /// <param name="Document">What it says.</param>
    /// <param name="Draft">Whether it is stored only; else live calls follow it from now on.</param>
    /// <param name="Replaces">The live network whose place it takes; null when there is none to replace.</param>
    public sealed record PutNetwork(string Id, NetworkDocument Document, bool Draft, string? Replaces, ShelfCondition Condition) : ShelfCommand(Condition)
    {
        public override DocumentKey Key => DocumentKey.OfNetwork(Id);
    }

    /// <summary>Stores a trunk.</summary>
    public sealed record PutTrunk(string Id, Trunk Trunk, ShelfCondition Condition) : ShelfCommand(Condition)
    {
        public override DocumentKey Key => DocumentKey.OfTrunk(Id);
    }

    /// <summary>Deletes a document.</summary>
    public sealed record Delete(DocumentKey Which, ShelfCondition Condition) : ShelfCommand(Condition)
    {
        public override DocumentKey Key => Which;
    }
}
