using System.Buffers.Text;
using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Quality.Storage;
using Signaling.Infrastructure.Storage;

namespace Signaling.Infrastructure.Redis;

/// <summary>Calls and inboxes on Redis, for any number of edges. Each change is one script, and one round trip when its edge knew the
/// version; nothing waits for Redis longer than <see cref="RedisOptions.CommandTimeout"/>.</summary>
public sealed partial class RedisStore : ICallStore, IInboxes, IQualityStore, IAsyncDisposable
{
    private readonly RedisConnection redis;
    private readonly RedisScope scope;
    private readonly StoreClock clock;
    private readonly AnnouncementQueue announcements = new();
    private readonly AttachedDevices attached = new();
    private readonly EdgePulse pulse;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private int disposed;

    /// <summary>A store that connects with its first step; <see cref="StartAsync(CancellationToken)"/> makes it hear from other edges.</summary>
    /// <param name="shift">Added to the store's time, for tests.</param>
    /// <param name="forms">The forms of stored calls; those of this build but in tests.</param>
    internal RedisStore(RedisOptions options, InboxOptions inbox, string edge, TimeSpan shift, TimeProvider time, ILogger logger, CallForms? forms = null)
    {
        (this.time, this.logger) = (time, logger);
        scope = new RedisScope(new RedisKeys(options.KeyPrefix), RedisKeys.Escape(edge), inbox, forms ?? CallForms.Current, shift);
        redis = new RedisConnection(options, $"signaling-{scope.Edge}", time, logger);
        clock = new StoreClock(time);
        pulse = new EdgePulse(redis, scope, attached, announcements, clock, time, logger);
    }

    /// <summary>A store that is connected and listens. When Redis is away the store is given all the same, and works as soon as Redis does.</summary>
    /// <param name="edge">This edge's id; no two edges may have the same.</param>
    /// <exception cref="RedisUnsuitableException">Redis is there and cannot be used; says why.</exception>
    public static async Task<RedisStore> StartAsync(
        RedisOptions options, InboxOptions inbox, string edge, TimeProvider time, ILogger<RedisStore> logger, CancellationToken cancel)
    {
        var store = new RedisStore(options, inbox, edge, TimeSpan.Zero, time, logger);
        try
        {
            await store.StartAsync(cancel);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Connects to Redis and begins to listen. When Redis is away it returns all the same, and the store works as soon as Redis does.</summary>
    /// <exception cref="RedisUnsuitableException">Redis is there and cannot be used; says why.</exception>
    internal async Task StartAsync(CancellationToken cancel)
    {
        try
        {
            await redis.OpenAsync(cancel);
        }
        catch (StoreUnavailableException)
        {
            // It will come; until then each step says that it is away.
        }
        await pulse.StartAsync();
    }

    public DateTimeOffset Now => clock.Now;

    public ChannelReader<Announcement> Announcements => announcements;

    /// <summary>Whether Redis answers, as far as this edge knows: its last command was answered, and one is sent every two seconds.</summary>
    public bool IsUp => redis.Standing.IsUp;

    /// <summary>Round trips to Redis since the start.</summary>
    public long RoundTrips => redis.RoundTrips;

    /// <inheritdoc cref="RedisScope.Watch"/>
    internal TimeSpan Watch { get; set; } = RedisScope.Watch;

    /// <inheritdoc cref="RedisConnection.OnScript"/>
    internal Func<string, string> OnScript { set => redis.OnScript = value; }

    /// <inheritdoc cref="RedisConnection.RenewCommands"/>
    internal void RenewCommands() => redis.RenewCommands();

    /// <summary>Beats of this edge's pulse since the start, for tests that count round trips.</summary>
    internal long Beats => pulse.Beats;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1) return; // a container disposes of it once for each of its ports
        await pulse.DisposeAsync();
        await redis.DisposeAsync();
    }

    // Every script returns a code and the store's time first.
    private async Task<(long Code, RedisReply[] Reply)> RunAsync(RedisScript script, RedisArguments arguments, CancellationToken cancel)
    {
        var reply = (await redis.RunAsync(script, arguments, cancel)).Items;
        clock.Set(reply[1].Number);
        return (reply[0].Number, reply);
    }

    private static string NewNonce() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(6));
}
