using StackExchange.Redis;

namespace Signaling.Infrastructure.Redis;

/// <summary>One connection of the client library, begun in the background and exchanged when it is stuck.</summary>
internal sealed class RedisLane(RedisOptions options, RedisPlace place, RedisCertificates certificates, string clientName, bool keepOrder) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private Task<ConnectionMultiplexer>? current;
    private bool disposed;
    private int interruptions, renewals;

    /// <summary>How often a connection broke or was given up.</summary>
    public int Interruptions => Volatile.Read(ref interruptions);

    /// <summary>How often it was exchanged.</summary>
    public int Renewals => Volatile.Read(ref renewals);

    /// <summary>The connection, once it is there.</summary>
    /// <exception cref="TimeoutException">It is not there within <paramref name="within"/>.</exception>
    /// <exception cref="RedisException">It is known to be down.</exception>
    public async Task<ConnectionMultiplexer> ConnectedAsync(TimeSpan within, CancellationToken cancel)
    {
        Task<ConnectionMultiplexer> connecting;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (current is null || current.IsFaulted) current = Task.Run(ConnectAsync, CancellationToken.None);
            connecting = current;
        }
        return await connecting.WaitAsync(within, cancel);
    }

    /// <summary>Gives the connection up and begins another with the next command.</summary>
    public void Renew()
    {
        lock (gate)
        {
            if (current is { } old) _ = CloseAsync(old);
            current = null;
        }
        Interlocked.Increment(ref interruptions);
        Interlocked.Increment(ref renewals);
    }

    public ValueTask DisposeAsync()
    {
        lock (gate) disposed = true;
        Renew();
        return ValueTask.CompletedTask;
    }

    private async Task<ConnectionMultiplexer> ConnectAsync()
    {
        var endpoints = place.Endpoints ?? throw new TimeoutException("No Sentinel has said yet where the primary is.");
        var configuration = new ConfigurationOptions
        {
            Password = options.Password,
            Ssl = options.Tls,
            DefaultDatabase = options.Database,
            ConnectTimeout = (int)options.ConnectTimeout.TotalMilliseconds,
            SyncTimeout = (int)options.CommandTimeout.TotalMilliseconds,
            AbortOnConnectFail = false, // it goes on trying by itself
            ConnectRetry = 1,
            AllowAdmin = true, // version 1.2.6 counts INFO among what only an administrator may ask
            KeepAlive = 5, // seconds
            ClientName = clientName,
            TieBreaker = "",
            ConfigurationChannel = "",
        };
        configuration.CertificateValidation += certificates.Accept;
        foreach (var endpoint in endpoints.Split(',', StringSplitOptions.TrimEntries)) configuration.EndPoints.Add(endpoint);

        var multiplexer = await ConnectionMultiplexer.ConnectAsync(configuration);
        multiplexer.ConnectionFailed += (_, _) => Interlocked.Increment(ref interruptions);
#pragma warning disable CS0618 // later versions of the client always behave like false, and say so
        multiplexer.PreserveAsyncOrder = keepOrder;
#pragma warning restore CS0618
        await Task.Yield(); // off the library's reader thread, whatever the caller does next
        return multiplexer;
    }

    // Closing a connection to a server that stands still can hang: nobody waits for it.
    private static Task CloseAsync(Task<ConnectionMultiplexer> old) => Task.Run(async () =>
    {
        try
        {
            var multiplexer = await old;
            multiplexer.Close(allowCommandsToComplete: false);
            multiplexer.Dispose();
        }
        catch (Exception error) when (error is RedisException or ObjectDisposedException or TimeoutException)
        {
            // It was to end, and it has.
        }
    });
}
