using Signaling.Domain.Calls.Media;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Identity;

namespace Signaling.Api.Calls;

/// <summary>Who asks for something, and under which conditions.</summary>
/// <param name="Tenant">The asker's tenant; nothing of another is ever seen.</param>
/// <param name="By">The user and device.</param>
/// <param name="Key">The request's idempotency key, if it came with one.</param>
/// <param name="IfMatch">The version that the request was made for, if it names one.</param>
internal sealed record Asked(TenantId Tenant, Actor By, IdempotencyKey? Key, CallVersion? IfMatch)
{
    /// <summary>What the request shows of where its device is.</summary>
    public Sighting Seen { get; init; } = new(null, null);

    /// <summary>When it was asked, as <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/> counts: what is asked for is not written long after.</summary>
    public long Since { get; init; } = System.Diagnostics.Stopwatch.GetTimestamp();

    public UserKey User => new(Tenant, By.User);
}
