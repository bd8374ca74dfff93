using System.Collections.Immutable;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.History;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Identity;

namespace Signaling.Infrastructure.Embedded;

/// <summary>One call in memory, with its times.</summary>
internal sealed class StoredCallEntry
{
    /// <summary>The call, its descriptions and its candidates.</summary>
    public required StoredCall Stored { get; set; }

    /// <summary>When it is forgotten.</summary>
    public required DateTimeOffset KeepUntil { get; set; }

    /// <summary>When it is next handed out as due; null when nothing is.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>What the caller and the callee have reported.</summary>
    public (QualityEntry Caller, QualityEntry Callee) Quality { get; } = (new(), new());

    /// <summary>The lines of its timeline by event.</summary>
    public SortedDictionary<int, ImmutableArray<TimelineEntry>> Lines { get; } = [];

    /// <summary>Those beside events, oldest first.</summary>
    public Queue<TimelineEntry> Notes { get; } = new();

    /// <summary>All lines, oldest first.</summary>
    public ImmutableArray<TimelineEntry> Timeline => Timelines.InOrder(Lines.Values.SelectMany(lines => lines).Concat(Notes));

    public Call Call => Stored.Call;

    public (TenantId Tenant, CallId Id) Key => (Call.Tenant, Call.Id);

    /// <summary>Its place among a user's calls.</summary>
    public CallPlace Place => new(Call.CreatedAt.ToUnixTimeMilliseconds(), Call.Id);
}
