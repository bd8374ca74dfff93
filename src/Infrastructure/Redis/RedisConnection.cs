using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Signaling.Domain.Events;
using Signaling.Infrastructure.Redis.Sentinel;
using StackExchange.Redis;

namespace Signaling.Infrastructure.Redis;

/// <summary>The one way to Redis. It gives the client library what that lacks: a bound on what waits and on how long, one repetition after
/// <c>SCRIPT FLUSH</c>, and a fresh connection where the old one no longer answers. Two connections: one for commands, whose
/// continuations leave the reader thread, and one for announcements alone, which keeps their order.</summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMilliseconds(20);

    private readonly RedisOptions options;
    private readonly ILogger logger;
    private readonly RedisLane commands, announcements;
    private readonly RedisSuitability suitability;
    private readonly RedisStanding standing = new();
    private readonly SentinelWatcher? sentinels;
    private SemaphoreSlim gate;
    private long roundTrips;

    public RedisConnection(RedisOptions options, string clientName, TimeProvider time, ILogger logger)
    {
        (this.options, this.logger) = (options, logger);
        var (certificates, place) = (new RedisCertificates(options), new RedisPlace(options));
        commands = new RedisLane(options, place, certificates, clientName + "-commands", keepOrder: false);
        announcements = new RedisLane(options, place, certificates, clientName + "-announcements", keepOrder: true);
        suitability = new RedisSuitability(options, place, certificates);
        gate = new SemaphoreSlim(options.MaxCommandsInFlight);
        if (options.IsBySentinel) sentinels = new SentinelWatcher(options, certificates, time, Moved, logger);

        void Moved(string address)
        {
            place.MoveTo(address);
            suitability.Forget();
            RenewCommands();
            RenewAnnouncements();
        }
    }

    /// <summary>Changes a script on its way to Redis, so that a test can make each of its commands fail.</summary>
    internal Func<string, string> OnScript { get; set; } = text => text;

    /// <summary>How Redis stands, by the last commands.</summary>
    public RedisStanding Standing => standing;

    /// <summary>Commands sent to Redis and waited for, since the start.</summary>
    public long RoundTrips => Interlocked.Read(ref roundTrips);

    /// <summary>Connects, and waits a little longer than a command may take.</summary>
    /// <exception cref="RedisUnsuitableException">Redis is there and cannot be used: its settings or ours are wrong. Says which.</exception>
    /// <exception cref="StoreUnavailableException">Redis is away; the connection comes by itself when Redis does.</exception>
    public async Task OpenAsync(CancellationToken cancel)
    {
        try
        {
            if (sentinels is not null) await sentinels.StartAsync(cancel);
            var multiplexer = await commands.ConnectedAsync(options.ConnectTimeout + options.CommandTimeout, cancel);
            if (await suitability.CheckAsync(multiplexer, cancel)) RedisConnectionLog.Suits(logger);
            standing.Answered();
        }
        catch (Exception error) when (error is RedisException or TimeoutException or ObjectDisposedException)
        {
            RedisConnectionLog.Away(logger, "it cannot be reached or used now", error.Message);
            throw new StoreUnavailableException("Redis: it cannot be reached or used now.", error);
        }
    }

    /// <summary>Runs a script, in one round trip.</summary>
    /// <exception cref="StoreUnavailableException">Redis is away, answers too late, or cannot write now.</exception>
    public async Task<RedisReply> RunAsync(RedisScript script, RedisArguments arguments, CancellationToken cancel)
    {
        RedisKey[] keys = arguments.Keys;
        RedisValue[] values = arguments.Values;
        var flags = CommandFlags.None;
        for (var start = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                var reply = await SendAsync(database => database.ScriptEvaluateAsync(OnScript(script.Text), keys, values, flags), start, cancel);
                if (script == RedisScript.EdgePulse) standing.Wrote(); // it always does
                return new RedisReply(reply);
            }
            catch (RedisServerException error) when (RedisErrors.Says(error, "NOSCRIPT") && flags is CommandFlags.None)
            {
                flags = CommandFlags.NoScriptCache;
            }
            catch (RedisServerException error) when (RedisErrors.Says(error, "TRYAGAIN") && Stopwatch.GetElapsedTime(start) < options.CommandTimeout)
            {
                await Task.Delay(TryAgainAfter, cancel); // a slot of a cluster is half moved
            }
            catch (RedisServerException error)
            {
                throw RedisErrors.Meaning(error);
            }
        }
    }

    /// <summary>A field of a hash; null when there is none.</summary>
    public async Task<byte[]?> ReadFieldAsync(string key, string field, CancellationToken cancel)
    {
        try
        {
            return await SendAsync(database => database.HashGetAsync(key, field), cancel);
        }
        catch (RedisServerException error)
        {
            throw RedisErrors.Meaning(error);
        }
    }

    /// <summary>How many members of a sorted set have a score up to <paramref name="max"/>.</summary>
    public async Task<long> CountAsync(string key, long max, CancellationToken cancel)
    {
        try
        {
            return await SendAsync(database => database.SortedSetLengthAsync(key, double.NegativeInfinity, max), cancel);
        }
        catch (RedisServerException error)
        {
            throw RedisErrors.Meaning(error);
        }
    }

    /// <summary>Sends a word on a channel.</summary>
    public async Task PublishAsync(string channel, byte[] word, CancellationToken cancel)
    {
        try
        {
            await SendAsync(database => database.PublishAsync(channel, word), cancel);
        }
        catch (RedisServerException error)
        {
            throw RedisErrors.Meaning(error);
        }
    }

    /// <summary>Listens on a channel; each word comes in order, on a thread that must not be held.</summary>
    public async Task SubscribeAsync(string channel, Action<byte[]> heard, CancellationToken cancel)
    {
        try
        {
            var multiplexer = await announcements.ConnectedAsync(options.ConnectTimeout, cancel);
            try
            {
                await multiplexer.GetSubscriber().SubscribeAsync(channel, (_, word) => heard(word)).WaitAsync(options.CommandTimeout, cancel);
            }
            catch (Exception error) when (error is RedisException or TimeoutException)
            {
                announcements.Renew(); // it has asked a server that is not there, and would go on waiting for that one
                throw;
            }
        }
        catch (Exception error) when (error is RedisException or TimeoutException or ObjectDisposedException)
        {
            throw new StoreUnavailableException("Redis cannot be listened to.", error);
        }
    }

    /// <summary>How often a connection broke or was given up: words may have been lost each time, and another server may be there now, which
    /// lacks the last writes of the one before.</summary>
    public int Interruptions => announcements.Interruptions + commands.Interruptions;

    /// <summary>How often the connection for announcements was exchanged; what was listened to before is listened to no longer.</summary>
    public int Listenings => announcements.Renewals;

    /// <summary>Gives up the connection for announcements and begins another; what was listened to must be listened to again.</summary>
    public void RenewAnnouncements() => announcements.Renew();

    /// <summary>Gives up the connection for commands, with those that wait on it, and begins another.</summary>
    public void RenewCommands()
    {
        gate = new SemaphoreSlim(options.MaxCommandsInFlight); // those that hang on the old connection hold the old one
        commands.Renew();
    }

    public async ValueTask DisposeAsync()
    {
        if (sentinels is not null) await sentinels.DisposeAsync();
        await commands.DisposeAsync();
        await announcements.DisposeAsync();
    }

    private Task<T> SendAsync<T>(Func<IDatabase, Task<T>> command, CancellationToken cancel) => SendAsync(command, Stopwatch.GetTimestamp(), cancel);

    private Task<T> SendAsync<T>(Func<IDatabase, Task<T>> command, long start, CancellationToken cancel) => OnceAsync(async database =>
    {
        Interlocked.Increment(ref roundTrips);
        return await command(database);
    }, start, cancel);

    // However often a command is repeated, all of it has one time limit, counted from start.
    // A place is given back when the command is answered, not when its caller gives up: what waits in the library stays bounded.
    private async Task<T> OnceAsync<T>(Func<IDatabase, Task<T>> command, long start, CancellationToken cancel)
    {
        TimeSpan Left() => options.CommandTimeout - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } left ? left : TimeSpan.Zero;
        var entered = gate;
        if (!await entered.WaitAsync(Left(), cancel)) throw Away("too many commands wait for it", null);

        var sent = RunAndLeaveAsync();
        try
        {
            var result = await sent.WaitAsync(Left(), cancel);
            standing.Answered();
            return result;
        }
        catch (RedisUnsuitableException unsuitable)
        {
            throw Away(unsuitable.Message, unsuitable);
        }
        catch (RedisServerException error) when (!RedisErrors.IsForNow(error))
        {
            throw;
        }
        catch (RedisServerException error)
        {
            standing.Refused(error);
            throw Away("it cannot be used now", error);
        }
        catch (Exception error) when (error is RedisException or TimeoutException or ObjectDisposedException)
        {
            var away = Away(error is TimeoutException ? "it did not answer in time" : "it cannot be reached or used now", error);
            // A server that stands still may yet read what was on its way when the connection broke. Nobody is told that it has failed
            // before it can no longer be written.
            if (RedisErrors.MayHaveBeenSent(error)) await Task.Delay(Left(), cancel);
            throw away;
        }

        async Task<T> RunAndLeaveAsync()
        {
            try
            {
                var multiplexer = await commands.ConnectedAsync(Left(), cancel);
                if (!suitability.IsChecked && await suitability.CheckAsync(multiplexer, cancel)) RedisConnectionLog.Suits(logger);
                return await command(multiplexer.GetDatabase(options.Database));
            }
            finally
            {
                entered.Release();
            }
        }
    }

    private StoreUnavailableException Away(string how, Exception? cause)
    {
        if (standing.Lost()) RedisConnectionLog.Away(logger, how, cause?.Message ?? "");
        return new StoreUnavailableException($"Redis: {how.TrimEnd('.')}.", cause);
    }
}
