using System.Collections.Immutable;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;

namespace Signaling.Domain.Quality.Storage;

/// <summary>What one side of a call reports. It needs the version that was decided on and does not advance it.</summary>
public sealed record ReportCommit
{
    public required TenantId Tenant { get; init; }

    public required CallId Call { get; init; }

    /// <summary>The version that was decided on.</summary>
    public required CallVersion Expected { get; init; }

    /// <summary>Whose report it is.</summary>
    public required CallSide Side { get; init; }

    /// <summary>The path, if this tells of it.</summary>
    public StoredPath? Path { get; init; }

    /// <summary>Samples, at most 20.</summary>
    public ImmutableArray<StoredSample> Samples { get; init; } = [];

    /// <summary>What is written to inboxes if the path is another than before.</summary>
    public ImmutableArray<InboxEvent> Events { get; init; } = [];

    /// <summary>The nonce of the inbox entries that this writes.</summary>
    public required string EntryNonce { get; init; }

    /// <summary>Reports that one side may give in one minute of store time.</summary>
    public required int MaxPerMinute { get; init; }

    /// <summary>The store time after which this must not be written.</summary>
    public required DateTimeOffset NotAfter { get; init; }
}

/// <summary>A report of the path, as it is kept.</summary>
/// <param name="Sequence">Which of the side's it is; an older one changes nothing.</param>
/// <param name="Word">The path in one word: another word is another path, which both sides are told.</param>
/// <param name="Json">The report, as JSON in UTF-8.</param>
public sealed record StoredPath(int Sequence, string Word, ReadOnlyMemory<byte> Json);

/// <summary>A sample, as it is kept.</summary>
/// <param name="Sequence">Which of the side's it is.</param>
/// <param name="Json">The sample, as JSON in UTF-8.</param>
/// <param name="Terms">What it adds to the side's tally.</param>
public sealed record StoredSample(int Sequence, ReadOnlyMemory<byte> Json, ImmutableArray<TallyTerm> Terms);
