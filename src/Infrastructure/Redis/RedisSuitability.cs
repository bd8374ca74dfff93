using StackExchange.Redis;

namespace Signaling.Infrastructure.Redis;

/// <summary>Whether a Redis may hold calls: it lets us in, is new enough, and never throws away what it was given.</summary>
internal sealed class RedisSuitability(RedisOptions options, RedisPlace place, RedisCertificates certificates)
{
    private static readonly Version Oldest = new(6, 2);
    private static readonly string[] LocksUsOut = ["AuthenticationFailure", "NOAUTH", "WRONGPASS"];
    private const int Attempts = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private volatile bool isChecked;

    /// <summary>Whether a check has passed.</summary>
    public bool IsChecked => isChecked;

    /// <summary>Another server may be there from now on: check again.</summary>
    public void Forget() => isChecked = false;

    /// <summary>Asks each server of the connection.</summary>
    /// <returns>Whether this check is the first that passed: many may run at the moment that Redis comes.</returns>
    /// <exception cref="RedisUnsuitableException">It may not; says why and what to do.</exception>
    /// <exception cref="TimeoutException">No server can be asked now.</exception>
    public async Task<bool> CheckAsync(ConnectionMultiplexer multiplexer, CancellationToken cancel)
    {
        var asked = 0;
        foreach (var endpoint in multiplexer.GetEndPoints())
        {
            var server = multiplexer.GetServer(endpoint);
            if (!server.IsConnected) continue;

            var facts = (await server.InfoAsync().WaitAsync(options.CommandTimeout, cancel)).SelectMany(section => section)
                .DistinctBy(fact => fact.Key).ToDictionary(fact => fact.Key, fact => fact.Value);
            if (facts.TryGetValue("maxmemory_policy", out var policy) && policy != "noeviction")
                throw new RedisUnsuitableException(
                    $"Redis at {place} has maxmemory-policy {policy}: it would throw calls away when memory runs short. Set maxmemory-policy noeviction.");
            if (facts.TryGetValue("redis_version", out var version) && Version.TryParse(version, out var found) && found < Oldest)
                throw new RedisUnsuitableException($"Redis at {place} is version {version}; {Oldest} or later is needed.");
            // The client library would take whichever it likes best, and go back to a primary of before that has come back with its old writes.
            if (place.IsSeveral && facts.TryGetValue("cluster_enabled", out var cluster) && cluster == "0")
                throw new RedisUnsuitableException(
                    $"Redis at {place}: several servers are listed, and they are no Redis Cluster. Of a primary and its replicas name the primary alone, or set Redis:Sentinels and Redis:SentinelName.");
            asked++;
        }
        if (asked == 0) await SayWhyAsync(multiplexer, cancel);
        return !Interlocked.Exchange(ref isChecked, true);
    }

    // The library does not say why it is not connected until something is asked of it.
    private async Task SayWhyAsync(ConnectionMultiplexer multiplexer, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            try
            {
                await multiplexer.GetDatabase(options.Database).PingAsync().WaitAsync(options.CommandTimeout, cancel);
            }
            catch (RedisConnectionException error) when (certificates.Fault is not null)
            {
                throw new RedisUnsuitableException($"Redis at {place} cannot be trusted: {certificates.Fault}", error);
            }
            catch (RedisConnectionException error) when (LocksUsOut.Any(error.ToString().Contains))
            {
                throw new RedisUnsuitableException(
                    $"Redis at {place} does not let us in: Redis:Password is missing or not the password of its default user. "
                    + "The Redis client (StackExchange.Redis 1.2.6) knows no ACL user names; give the rules to the default user.", error);
            }
            catch (RedisConnectionException)
            {
                await Task.Delay(Pause, cancel); // it may still be on its way to find out
            }
        }
        throw new TimeoutException("No server is connected.");
    }
}
