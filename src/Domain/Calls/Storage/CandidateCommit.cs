using Signaling.Domain.Events;
using Signaling.Domain.Identity;

namespace Signaling.Domain.Calls.Storage;

/// <summary>Candidates of one device for one offer. They need the version that was decided on and do not advance it.</summary>
public sealed record CandidateCommit
{
    public required TenantId Tenant { get; init; }

    public required CallId Call { get; init; }

    public required CallVersion Expected { get; init; }

    /// <summary>What was decided on. A store may rely on it but for its candidates, which come without a new version.</summary>
    public required StoredCall Known { get; init; }

    /// <summary>The candidates; their count may be zero when only their end is told.</summary>
    public required TrickledCandidates Candidates { get; init; }

    /// <summary>The event that tells the other side; null while they are held, because the device only rings.</summary>
    public InboxEvent? Event { get; init; }

    /// <summary>The nonce of the inbox entry that this writes.</summary>
    public required string EntryNonce { get; init; }

    /// <summary>Candidates that one device may give for one offer.</summary>
    public required int MaxCandidates { get; init; }

    /// <summary>The callee's devices that may give candidates for one offer.</summary>
    public required int MaxDevices { get; init; }

    /// <summary>The store time after which this must not be written.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>The request that this carries out, and what to remember of it.</summary>
    public (IdempotencyKey Key, RepeatedRequest Record)? Request { get; init; }
}
