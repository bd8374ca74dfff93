using System.Collections.Immutable;
using Signaling.Domain.Identity;

namespace Signaling.Domain.Calls.Storage;

/// <summary>What time has made due, leased to one edge for a short while so that not all look at once.</summary>
/// <param name="Calls">Calls whose deadline has passed.</param>
/// <param name="Lost">Devices that have vanished while their user had an open call.</param>
public sealed record DueWork(ImmutableArray<DueCall> Calls, ImmutableArray<LostDevice> Lost)
{
    /// <summary>How much it is.</summary>
    public int Count => Calls.Length + Lost.Length;
}

/// <summary>A call whose deadline has passed.</summary>
/// <param name="At">Store time of the lease.</param>
/// <param name="StoreBackAt">When the store could be reached again after it was away last; null when it is not known to have been.</param>
public sealed record DueCall(TenantId Tenant, CallId Call, DateTimeOffset At, DateTimeOffset? StoreBackAt);

/// <summary>A device that is attached to no edge any more.</summary>
/// <param name="LeasedUntil">When it is handed out again unless it has been settled, in milliseconds of store time: names the lease.</param>
public sealed record LostDevice(UserKey User, DeviceId Device, long LeasedUntil);
