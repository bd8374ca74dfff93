using Signaling.Domain.Identity;

namespace Signaling.Infrastructure.Redis;

/// <summary>Which devices are attached at this edge.</summary>
internal sealed class AttachedDevices
{
    private readonly Lock gate = new();
    private readonly Dictionary<UserKey, DeviceId[]> users = [];

    /// <summary>Whether any device of <paramref name="user"/> is attached here.</summary>
    public bool Contains(UserKey user)
    {
        lock (gate) return users.ContainsKey(user);
    }

    /// <summary>Adds a device; false when it was here already.</summary>
    public bool Add(UserKey user, DeviceId device)
    {
        lock (gate)
        {
            var devices = users.GetValueOrDefault(user) ?? [];
            if (devices.Contains(device)) return false;

            users[user] = [.. devices, device];
            return true;
        }
    }

    public void Remove(UserKey user, DeviceId device)
    {
        lock (gate)
        {
            if (!users.TryGetValue(user, out var devices)) return;

            DeviceId[] left = [.. devices.Where(other => other != device)];
            if (left.Length == 0) users.Remove(user);
            else users[user] = left;
        }
    }

    /// <summary>All of them now.</summary>
    public (UserKey User, DeviceId[] Devices)[] Snapshot()
    {
        lock (gate) return [.. users.Select(user => (user.Key, user.Value))];
    }
}
