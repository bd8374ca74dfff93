using StackExchange.Redis;

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>A plain connection to a Redis under test, to look at what the store left there.</summary>
internal sealed class RawRedis(ConnectionMultiplexer multiplexer) : IDisposable
{
    public IDatabase Database => multiplexer.GetDatabase();

    private IServer Server => multiplexer.GetServer(multiplexer.GetEndPoints()[0]);

    public static async Task<RawRedis> ConnectAsync(RedisServer server)
    {
        var multiplexer = await ConnectionMultiplexer.ConnectAsync(new ConfigurationOptions { EndPoints = { server.Endpoint }, AllowAdmin = true, SyncTimeout = 10_000 });
#pragma warning disable CS0618 // version 1.2.6 would run what follows on its reader thread
        multiplexer.PreserveAsyncOrder = false;
#pragma warning restore CS0618
        await Task.Yield();
        return new RawRedis(multiplexer);
    }

    /// <summary>All keys that begin with <paramref name="prefix"/>, in order.</summary>
    public string[] Keys(string prefix = "") => [.. Server.Keys(pattern: $"{prefix}*", pageSize: 1000).Select(key => (string)key).Order(StringComparer.Ordinal)];

    /// <summary>Everything under <paramref name="prefix"/>, in a form that shows any difference.</summary>
    public string Dump(string prefix = "") =>
        string.Join('\n', Keys(prefix).Select(key => $"{key} {Content(key)} {Database.KeyTimeToLive(key) is not null}"));

    // The fields of a hash have no order: reading one may move them, and its dump would be another.
    private string Content(string key) => Database.KeyType(key) is RedisType.Hash
        ? string.Join(' ', Database.HashGetAll(key).Select(field => $"{field.Name}={Convert.ToHexString((byte[]?)field.Value ?? [])}").Order(StringComparer.Ordinal))
        : Convert.ToHexString(Database.KeyDump(key) ?? []);

    /// <summary>How often a command was run since the statistics were reset; scripts' inner commands count too.</summary>
    public long Calls(string command) =>
        Server.Info("commandstats").SelectMany(section => section).Where(stat => stat.Key == $"cmdstat_{command}")
            .Select(stat => long.Parse(stat.Value.Split(',')[0]["calls=".Length..])).SingleOrDefault();

    public Task ResetStatisticsAsync() => Server.ConfigResetStatisticsAsync();

    public Task SetAsync(string setting, string value) => Server.ConfigSetAsync(setting, value);

    /// <summary>Lets the server answer nobody for a while, as an operator does before a failover by hand.</summary>
    public Task PauseClientsAsync(TimeSpan time) => Database.ExecuteAsync("CLIENT", "PAUSE", $"{time.TotalMilliseconds:0}");

    public Task FlushScriptsAsync() => Server.ScriptFlushAsync();

    public Task FlushAsync() => Server.FlushAllDatabasesAsync();

    public Task<byte[]> LoadAsync(string script) => Server.ScriptLoadAsync(script);

    public async Task KillClientsAsync(string nameEndsWith)
    {
        foreach (var client in await Server.ClientListAsync())
            if (client.Name?.EndsWith(nameEndsWith, StringComparison.Ordinal) == true) await Server.ClientKillAsync(client.Address, CommandFlags.None);
    }

    public void Dispose() => multiplexer.Dispose();
}
