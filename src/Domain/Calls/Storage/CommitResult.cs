namespace Signaling.Domain.Calls.Storage;

/// <summary>What became of a <see cref="CallCommit"/> or a <see cref="CandidateCommit"/>. Only <see cref="Committed"/> wrote anything.</summary>
public abstract record CommitResult
{
    private CommitResult() { }

    /// <summary>It is written; this is what the store holds now.</summary>
    public sealed record Committed(StoredCall Stored) : CommitResult;

    /// <summary>The call is another than was expected; this is what the store holds.</summary>
    public sealed record Stale(StoredCall Stored) : CommitResult;

    /// <summary>There is no such call.</summary>
    public sealed record Missing : CommitResult;

    /// <summary>The callee is calling the caller: that call survives.</summary>
    public sealed record Crossed(CallId Surviving) : CommitResult;

    /// <summary>A bound is reached; <paramref name="Error"/> names it.</summary>
    public sealed record OverLimit(CallError Error) : CommitResult;

    /// <summary>The change rests on something that is not so: its <see cref="CallCommit.Condition"/> does not hold.</summary>
    public sealed record Contradicted : CommitResult;

    /// <summary>The time that the command had ran out before it reached the store.</summary>
    public sealed record TooLate : CommitResult;

    /// <summary>The request had been carried out before; this is what is remembered of it, and the call now, if it still exists.</summary>
    public sealed record Repeated(RepeatedRequest Request, StoredCall? Stored) : CommitResult;
}
