using System.Collections.Concurrent;
using System.Collections.Immutable;
using Signaling.Api.Telemetry;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;

namespace Signaling.Api.Events;

/// <summary>The connections of this edge, by user: whom a word of an inbox concerns is found at once, however many others are connected.</summary>
internal sealed class DeviceStreams(IInboxes inboxes, EventRenderer renderer, Deliveries deliveries, TimeProvider clock, ILogger<DeviceStream> log)
{
    // A device between two long polls is still there; one that stays away longer is not.
    private static readonly TimeSpan PollGrace = TimeSpan.FromSeconds(75);

    private readonly ConcurrentDictionary<UserKey, ImmutableArray<DeviceStream>> byUser = new();
    private readonly ConcurrentDictionary<(UserKey User, DeviceId Device), DateTimeOffset> betweenPolls = new();

    /// <summary>The connections open now.</summary>
    public IEnumerable<DeviceStream> All => byUser.Values.SelectMany(streams => streams);

    /// <summary>How many connections are open by transport.</summary>
    public int Count(string transport) => All.Count(stream => stream.Window.Transport == transport);

    /// <summary>Opens a connection's view. An older one of the same device is told that it is replaced, and closed.</summary>
    public DeviceStream Open(UserKey user, DeviceId device, IEventWindow window, DateTimeOffset expiresAt)
    {
        var stream = new DeviceStream(user, device, window, inboxes, renderer, deliveries, log) { ExpiresAt = expiresAt };
        betweenPolls.TryRemove((user, device), out _);
        DeviceStream? older = null;
        byUser.AddOrUpdate(
            user,
            _ => [stream],
            (_, streams) =>
            {
                older = streams.FirstOrDefault(other => other.Device == device);
                return older is null ? streams.Add(stream) : streams.Replace(older, stream);
            });
        older?.Close(ControlMessage.Replaced);
        return stream;
    }

    /// <summary>Closes a connection's view; the device counts as gone unless it has another, or was polling.</summary>
    public async Task LeaveAsync(DeviceStream stream, CancellationToken cancel)
    {
        stream.Close();
        var wasCurrent = false;
        byUser.AddOrUpdate(
            stream.User,
            _ => [],
            (_, streams) =>
            {
                wasCurrent = streams.Contains(stream);
                return streams.Remove(stream);
            });
        byUser.TryRemove(new KeyValuePair<UserKey, ImmutableArray<DeviceStream>>(stream.User, []));
        if (!wasCurrent) return;

        if (stream.Window.Transport == "poll") betweenPolls[(stream.User, stream.Device)] = clock.GetUtcNow() + PollGrace;
        else await inboxes.DetachAsync(stream.User, stream.Device, cancel);
    }

    /// <summary>Hands word of an inbox to its user's connections.</summary>
    public void Announce(Announcement word)
    {
        if (!byUser.TryGetValue(word.User, out var streams)) return;
        foreach (var stream in streams) stream.Announce(word);
    }

    /// <summary>Lets go of devices that have not polled for a while.</summary>
    public async Task ForgetPollersAsync(CancellationToken cancel)
    {
        foreach (var (key, until) in betweenPolls)
        {
            if (until > clock.GetUtcNow() || !betweenPolls.TryRemove(new(key, until))) continue;
            await inboxes.DetachAsync(key.User, key.Device, cancel);
        }
    }
}
