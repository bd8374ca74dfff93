using System.Collections.Immutable;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Identity;

namespace Signaling.Infrastructure.Embedded;

/// <summary>Devices that have vanished while their user had an open call, until their calls have been told; few, for that is done at once.
/// Not safe for concurrent use: <see cref="EmbeddedStore"/> holds the lock.</summary>
internal sealed class LostDevices
{
    private readonly Dictionary<(UserKey User, DeviceId Device), DateTimeOffset> due = [];

    /// <summary>Devices remembered.</summary>
    public int Count => due.Count;

    /// <summary>Hands the device out from <paramref name="at"/> on.</summary>
    public void Add(UserKey user, DeviceId device, DateTimeOffset at) => due[(user, device)] = at;

    /// <summary>Forgets a device, for it is back.</summary>
    public void Remove(UserKey user, DeviceId device) => due.Remove((user, device));

    /// <summary>Hands out what is due until the lease ends.</summary>
    public ImmutableArray<LostDevice> Lease(TimeSpan lease, int limit, DateTimeOffset now)
    {
        if (due.Count == 0) return [];

        var until = now + lease;
        ImmutableArray<(UserKey User, DeviceId Device)> found = [.. due.Where(lost => lost.Value <= now).OrderBy(lost => lost.Value).Take(limit).Select(lost => lost.Key)];
        foreach (var key in found) due[key] = until;
        return [.. found.Select(key => new LostDevice(key.User, key.Device, until.ToUnixTimeMilliseconds()))];
    }

    /// <summary>Forgets a device, unless it has vanished anew since.</summary>
    public void Settle(LostDevice lost)
    {
        var key = (lost.User, lost.Device);
        if (due.TryGetValue(key, out var until) && until.ToUnixTimeMilliseconds() == lost.LeasedUntil) due.Remove(key);
    }
}
