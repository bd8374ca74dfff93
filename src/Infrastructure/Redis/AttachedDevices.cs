using Signaling.Domain.Identity;

namespace Signaling.Infrastructure.Redis;

/// <summary>Which devices are attached at this edge, or about to be. Of several attaches of one device at once, as when it has lost its
/// connection and its edge has not noticed, one that fails takes nothing from one that succeeds.</summary>
internal sealed class AttachedDevices
{
    private readonly Lock gate = new();
    private readonly Dictionary<UserKey, DeviceId[]> users = [];
    // Attaches under way: how many, and whether the device stays here if all of them fail.
    private readonly Dictionary<(UserKey User, DeviceId Device), (int Count, bool Stays)> begun = [];

    /// <summary>Whether any device of <paramref name="user"/> is attached here, or about to be.</summary>
    public bool Contains(UserKey user)
    {
        lock (gate) return users.ContainsKey(user);
    }

    /// <summary>Adds a device that is about to attach; <see cref="End"/> follows.</summary>
    public void Begin(UserKey user, DeviceId device)
    {
        lock (gate)
        {
            var devices = users.GetValueOrDefault(user) ?? [];
            var known = devices.Contains(device);
            if (!known) users[user] = [.. devices, device];
            begun[(user, device)] = begun.TryGetValue((user, device), out var under) ? under with { Count = under.Count + 1 } : (1, known);
        }
    }

    /// <summary>Keeps a device that has attached; one that has not is kept only for another attach of it.</summary>
    public void End(UserKey user, DeviceId device, bool attached)
    {
        lock (gate)
        {
            if (!begun.Remove((user, device), out var under)) return;

            var stays = attached || under.Stays;
            if (under.Count > 1) begun[(user, device)] = (under.Count - 1, stays);
            else if (!stays) Drop(user, device);
        }
    }

    /// <summary>Removes a device, unless it is about to attach anew.</summary>
    public void Remove(UserKey user, DeviceId device)
    {
        lock (gate)
        {
            if (begun.TryGetValue((user, device), out var under)) begun[(user, device)] = under with { Stays = false };
            else Drop(user, device);
        }
    }

    /// <summary>All of them now.</summary>
    public (UserKey User, DeviceId[] Devices)[] Snapshot()
    {
        lock (gate) return [.. users.Select(user => (user.Key, user.Value))];
    }

    private void Drop(UserKey user, DeviceId device)
    {
        if (!users.TryGetValue(user, out var devices)) return;

        DeviceId[] left = [.. devices.Where(other => other != device)];
        if (left.Length == 0) users.Remove(user);
        else users[user] = left;
    }
}
