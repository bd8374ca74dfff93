using System.Text;
using Microsoft.Extensions.Logging;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Infrastructure.Storage;

namespace Signaling.Infrastructure.Redis;

/// <summary>Keeps this edge known and able to hear: it listens on its channel, sends itself a word every two seconds, and renews its lease
/// in the buckets of its users. When its own word fails to come twice it listens anew and has every user's inbox read.</summary>
internal sealed class EdgePulse(
    RedisConnection redis, RedisScope scope, AttachedDevices attached, AnnouncementQueue announcements, StoreClock clock, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private const int LeaseEveryBeats = 2, MarksEveryBeats = 300, UsersAtOnce = 100, Misses = 2, BucketOfNobody = 0;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);
    private static readonly byte[] OwnWord = "pulse "u8.ToArray();

    private readonly CancellationTokenSource end = new();
    private readonly string channel = scope.Keys.EdgeChannels + scope.Edge;
    private long sent, heard;
    private int interruptions, failedBeats;
    private int? listening; // on which of the connections for announcements, by their number
    private long renewed;
    private Task beating = Task.CompletedTask;
    private long beats;

    /// <summary>Beats begun, and those ended.</summary>
    public long Beats => Interlocked.Read(ref beats);

    /// <summary>Begins, and returns when this edge can hear or has found that it cannot yet.</summary>
    public async Task StartAsync()
    {
        await BeatAsync(0);
        beating = Task.Run(BeatAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await beating;
        end.Dispose();
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(Beat, time);
        try
        {
            for (var beat = 1L; await timer.WaitForNextTickAsync(end.Token); beat++) await BeatAsync(beat);
        }
        catch (OperationCanceledException)
        {
            // The edge ends.
        }
    }

    private async Task BeatAsync(long beat)
    {
        Interlocked.Increment(ref beats);
        try
        {
            if (await TryListenAsync()) await redis.PublishAsync(channel, [.. OwnWord, .. Encoding.ASCII.GetBytes($"{++sent}")], end.Token);
            // An edge that stood still for longer than its lease has got no word of devices that attached elsewhere meanwhile.
            var lapsed = time.GetElapsedTime(renewed) > RedisScope.Lease;
            if (lapsed || beat % MarksEveryBeats == MarksEveryBeats - 1) await RenewAsync(attached.Snapshot(), withMarks: true);
            else if (!redis.Standing.IsUp || beat % LeaseEveryBeats == 0) await RenewAsync(attached.Snapshot(), withMarks: false);
            failedBeats = 0;
        }
        catch (StoreUnavailableException)
        {
            // It was logged where it was noticed. What hangs on a connection that is half open would hang for ever; and behind the address of
            // a primary that has become a replica there may be another server.
            if (redis.Standing.IsAtReplica || ++failedBeats % Misses == 0 && redis.Standing.Silence > Beat) redis.RenewCommands();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            RedisConnectionLog.PulseFailed(logger, error);
        }
        Interlocked.Increment(ref beats);
    }

    // An edge that cannot listen still serves: it has its inboxes read at each beat, and keeps its lease.
    private async Task<bool> TryListenAsync()
    {
        try
        {
            await ListenAsync();
            return true;
        }
        catch (StoreUnavailableException) when (redis.Standing.IsUp)
        {
            CatchUp(attached.Snapshot());
            return false;
        }
    }

    private void CatchUp((UserKey User, DeviceId[] Devices)[] users)
    {
        foreach (var (user, _) in users) announcements.Add(new Announcement(user, default, []));
    }

    // The first time, when the connection broke, and when words have stopped coming. A word that is late is taken for lost: reading an
    // inbox once too often does no harm.
    private async Task ListenAsync()
    {
        var missed = sent - Interlocked.Read(ref heard);
        var isListening = listening == redis.Listenings;
        if (isListening && missed == 0 && redis.Interruptions == interruptions) return;

        if (isListening && missed >= Misses) redis.RenewAnnouncements();
        var (seen, on) = (redis.Interruptions, redis.Listenings);
        if (listening != on) await redis.SubscribeAsync(channel, Hear, end.Token);
        listening = on;
        if (attached.Snapshot() is { Length: > 0 } users)
        {
            await RenewAsync(users, withMarks: true);
            CatchUp(users);
            RedisConnectionLog.Deaf(logger, users.Length);
        }

        interruptions = seen;
        if (missed < Misses) return;
        Interlocked.Exchange(ref heard, sent);
    }

    private void Hear(byte[] word)
    {
        if (word.AsSpan().StartsWith(OwnWord))
        {
            if (long.TryParse(word.AsSpan(OwnWord.Length), out var number)) Interlocked.Exchange(ref heard, number);
        }
        else if (InboxWords.ReadWord(word) is not { } announcement) CatchUp(attached.Snapshot()); // a newer edge's, and whom it concerns cannot be told
        else if (attached.Contains(announcement.User)) announcements.Add(announcement);
    }

    private async Task RenewAsync((UserKey User, DeviceId[] Devices)[] users, bool withMarks)
    {
        StoreUnavailableException? away = null;
        if (users.Length == 0) await RenewAsync(BucketOfNobody, []); // so that the store's time is known, and whether it takes writes
        foreach (var bucket in users.GroupBy(entry => RedisKeys.BucketOf(entry.User.Tenant)))
        {
            try
            {
                if (!withMarks) await RenewAsync(bucket.Key, []);
                else await RenewMarksAsync(bucket, bucket.Key);
            }
            catch (StoreUnavailableException error)
            {
                away = error; // in a cluster one shard may be away: the leases on the others are renewed all the same
            }
        }
        if (away is not null) throw away;
        renewed = time.GetTimestamp();
    }

    private async Task RenewAsync(int bucket, (UserKey User, DeviceId[] Devices)[] users)
    {
        var keys = scope.Keys;
        var arguments = new RedisArguments().Key(keys.Edges(bucket)).Key(keys.Deadlines(bucket)).Key(keys.Held(bucket, scope.Edge));
        foreach (var (user, _) in users) arguments.Key(keys.User(user));
        arguments.Add(scope.Edge).Add(scope.Shift).Add(RedisScope.Lease).Add(Retention.InboxEnd).Add(RedisKeys.EdgeMember(scope.Edge));
        foreach (var (user, devices) in users)
        {
            arguments.Add(RedisKeys.Names(user)).Add(devices.Length);
            foreach (var device in devices) arguments.Add(device.Value);
        }
        var reply = (await redis.RunAsync(RedisScript.EdgePulse, arguments, end.Token)).Items;
        clock.Set(reply[1].Number);

        // Words to them may have gone astray while the marks were missing, and others have taken them for gone.
        foreach (var lost in reply[2].Items.Chunk(2)) announcements.Add(new Announcement(users[lost[0].Number - 1].User, default, [], Returned: new DeviceId(lost[1].Text)));
        foreach (var held in reply[3].Items.Chunk(2)) announcements.Add(new Announcement(users[held[0].Number - 1].User, default, [], new DeviceId(held[1].Text)));

        // It was away for longer than its lease.
        if (reply[0].Number == 1 && users.Length == 0) await RenewMarksAsync(attached.Snapshot().Where(entry => RedisKeys.BucketOf(entry.User.Tenant) == bucket), bucket);
    }

    private async Task RenewMarksAsync(IEnumerable<(UserKey User, DeviceId[] Devices)> users, int bucket)
    {
        foreach (var some in users.Chunk(UsersAtOnce)) await RenewAsync(bucket, some);
    }
}
