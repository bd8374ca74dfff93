using Signaling.Domain.Calls;
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

    public Call Call => Stored.Call;

    public (TenantId Tenant, CallId Id) Key => (Call.Tenant, Call.Id);

    /// <summary>Its place among a user's calls.</summary>
    public CallPlace Place => new(Call.CreatedAt.ToUnixTimeMilliseconds(), Call.Id);
}
