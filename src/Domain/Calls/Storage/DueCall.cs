using Signaling.Domain.Identity;

namespace Signaling.Domain.Calls.Storage;

/// <summary>A call whose deadline has passed, leased to one edge for a short while so that not all look at once.</summary>
/// <param name="At">Store time of the lease.</param>
public sealed record DueCall(TenantId Tenant, CallId Call, DateTimeOffset At);
