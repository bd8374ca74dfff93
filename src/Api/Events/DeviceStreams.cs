using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Signaling.Api.Auth;
using Signaling.Api.Calls;
using Signaling.Api.Health;
using Signaling.Api.Telemetry;
using Signaling.Api.Transport;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;

namespace Signaling.Api.Events;

/// <summary>The connections of this edge, by user: whom a word of an inbox concerns is found at once, however many others are connected.</summary>
internal sealed class DeviceStreams(
    IInboxes inboxes, CallPresence presence, EventRenderer renderer, Deliveries deliveries, Drain drain,
    IOptions<RateLimitOptions> limits, IOptions<PresenceOptions> presenceOptions, TimeProvider clock, ILogger<DeviceStream> log)
{
    // A device that breaks off its poll may be about to poll anew; one that was sent to another edge takes a while to get there.
    private static readonly TimeSpan PollPause = TimeSpan.FromSeconds(1), Move = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<UserKey, ImmutableArray<DeviceStream>> byUser = new();
    // Devices without a connection that still count as here, and until when.
    private readonly ConcurrentDictionary<(UserKey User, DeviceId Device), DateTimeOffset> leaving = new();

    /// <summary>The connections open now.</summary>
    public IEnumerable<DeviceStream> All => byUser.Values.SelectMany(streams => streams);

    /// <summary>How many connections are open by transport.</summary>
    public int Count(string transport) => All.Count(stream => stream.Window.Transport == transport);

    /// <summary>Opens a connection's view; null when the user has as many devices connected here as are allowed. An older one of the
    /// same device is told that it is replaced, and closed: a device that connects anew always finds room.</summary>
    public DeviceStream? Open(Caller caller, IEventWindow window)
    {
        var stream = new DeviceStream(caller.Key, caller.Device, window, inboxes, presence, renderer, deliveries, log) { ExpiresAt = caller.ExpiresAt, OpenedAt = clock.GetUtcNow() };
        DeviceStream? older = null;
        var open = byUser.AddOrUpdate(
            caller.Key,
            _ => [stream],
            (_, streams) =>
            {
                older = streams.FirstOrDefault(other => other.Device == caller.Device);
                return older is not null ? streams.Replace(older, stream) : streams.Length < limits.Value.ConnectionsPerUser ? streams.Add(stream) : streams;
            });
        if (!open.Contains(stream)) return null;

        leaving.TryRemove((caller.Key, caller.Device), out _);
        older?.Close(ControlMessage.Replaced);
        return stream;
    }

    /// <summary>Closes a connection's view; the device counts as gone unless it has another, or polls again in time.</summary>
    /// <param name="broken">Whether it was the device that ended it, and not its poll that was answered.</param>
    public async Task LeaveAsync(DeviceStream stream, CancellationToken cancel, bool broken = false)
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

        // What never got so far as to be attached is not worth a wait for a store that may be away.
        if (stream.Window.Transport == "poll") leaving[(stream.User, stream.Device)] = broken ? clock.GetUtcNow() + PollPause : NextPollBy(stream);
        else if (!stream.HasStarted) leaving[(stream.User, stream.Device)] = clock.GetUtcNow();
        else await DetachAsync(stream.User, stream.Device, cancel);
    }

    /// <summary>Hands word of an inbox to its user's connections.</summary>
    public void Announce(Announcement word)
    {
        if (word.Displaced is { } device)
        {
            if (Find(word.User, device) is { IsStarted: true } stream) _ = DisplaceAsync(stream);
            return;
        }

        if (word.Returned is { } returned) _ = Find(word.User, returned) is not null || leaving.ContainsKey((word.User, returned))
            ? presence.ReturnAsync(word.User, returned)
            : DetachAsync(word.User, returned, CancellationToken.None); // it left while it was being marked anew

        if (!byUser.TryGetValue(word.User, out var streams)) return;
        foreach (var stream in streams) stream.Announce(word);
    }

    /// <summary>Lets go of devices that have not polled for a while, and of those that the store could not be told of.</summary>
    public async Task ForgetGoneAsync(CancellationToken cancel)
    {
        foreach (var (key, until) in leaving)
        {
            if (until > clock.GetUtcNow() || !leaving.TryRemove(new(key, until))) continue;
            await DetachAsync(key.User, key.Device, cancel);
        }
    }

    /// <summary>Asks again about connections that may have been displaced.</summary>
    public void AskAgain(DeviceStream stream)
    {
        if (!stream.IsDoubted) return;
        stream.IsDoubted = false;
        _ = DisplaceAsync(stream);
    }

    // An answer may have reached nobody: the poll itself was the last that was heard of the device.
    private DateTimeOffset NextPollBy(DeviceStream poll)
    {
        var notice = presenceOptions.Value.NoticeAfter;
        var (silent, answered) = (poll.OpenedAt + notice, clock.GetUtcNow() + (notice / 3));
        return silent > answered ? silent : answered;
    }

    private async Task DetachAsync(UserKey user, DeviceId device, CancellationToken cancel)
    {
        try
        {
            if (Find(user, device) is not null) return; // it has connected anew, and leaves by that connection
            await inboxes.DetachAsync(user, device, drain.HasBegun ? Move : TimeSpan.Zero, cancel);
            // Its next connection may have attached in between, and would hear nothing: marked anew, it reads what it has missed.
            if (Find(user, device) is not { } newer) return;
            var attached = await inboxes.AttachAsync(user, device, newer.IsStarted ? newer.Stand : null, cancel);
            if (!attached.AwayIn.IsEmpty) await presence.ReturnAsync(user, device, attached.AwayIn);
            newer.Announce(new Announcement(user, default, []));
        }
        catch (StoreUnavailableException)
        {
            leaving.TryAdd((user, device), clock.GetUtcNow()); // once more in a while
        }
    }

    // The word may be older than the connection: only the store knows who came last. The connection is taken before it is asked.
    private async Task DisplaceAsync(DeviceStream stream)
    {
        try
        {
            if (!await inboxes.HoldsAsync(stream.User, stream.Device, CancellationToken.None)) stream.Close(ControlMessage.Replaced);
        }
        catch (StoreUnavailableException)
        {
            stream.IsDoubted = true; // the keeper asks again
        }
    }

    private DeviceStream? Find(UserKey user, DeviceId device) =>
        byUser.TryGetValue(user, out var streams) ? streams.FirstOrDefault(stream => stream.Device == device) : null;
}
