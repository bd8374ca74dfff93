namespace Signaling.Infrastructure.Redis.Sentinel;

/// <summary>What one Sentinel says when it is asked where the primary is.</summary>
internal abstract record SentinelAnswer
{
    private SentinelAnswer() { }

    /// <summary>It is there.</summary>
    /// <param name="Address"><c>host:port</c>.</param>
    /// <param name="Epoch">The number of the last failover that this Sentinel knows of; each one that was agreed on has a higher number.</param>
    public sealed record Primary(string Address, long Epoch) : SentinelAnswer;

    /// <summary>It watches no primary of that name.</summary>
    public sealed record UnknownName : SentinelAnswer;

    /// <summary>It does not let us in.</summary>
    public sealed record LocksUsOut : SentinelAnswer;

    /// <summary>It does not answer, or not what a Sentinel would.</summary>
    public sealed record Away : SentinelAnswer;
}
