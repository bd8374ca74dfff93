using System.Diagnostics;
using System.Net;

namespace Signaling.Chaos.Rig;

/// <summary>A Redis of our own, which writes what it was told to its append-only file. With <c>everysec</c> it puts that off for as long as
/// the disk takes to sync what came before, two seconds at most; <see cref="WriteAtOnceAsync"/> ends that.</summary>
internal sealed class RedisProcess(IPAddress address, string folder) : IAsyncDisposable
{
    public const int Port = 6379;
    private Process? server;

    public IPEndPoint Endpoint { get; private set; } = new(address, Port);

    /// <summary>Starts the server with what its folder holds, and waits until it answers.</summary>
    /// <param name="more">Settings besides the usual.</param>
    public async Task StartAsync(CancellationToken cancel, params string[] more)
    {
        Directory.CreateDirectory(folder);
        string[] settings =
        [
            "--port", $"{Port}", "--bind", $"{Endpoint.Address}", "--protected-mode", "no", "--dir", folder, "--logfile", Path.Combine(folder, "redis.log"),
            "--save", "", "--appendonly", "yes", "--appendfsync", "everysec", "--enable-debug-command", "yes", "--maxmemory-policy", "noeviction", "--repl-diskless-sync-delay", "0", "--replica-announce-ip", $"{Endpoint.Address}",
            .. more,
        ];
        server = Process.Start(new ProcessStartInfo("redis-server", settings))!;
        for (var begun = Stopwatch.StartNew(); ;)
        {
            try
            {
                await CommandAsync(cancel, "PING");
                return;
            }
            catch (Exception notYet) when (notYet is IOException or System.Net.Sockets.SocketException or RedisRefusedException && begun.Elapsed < TimeSpan.FromSeconds(10))
            {
                await Task.Delay(20, cancel);
            }
        }
    }

    /// <summary>From now on nothing is answered before it is on the disk.</summary>
    public Task WriteAtOnceAsync(CancellationToken cancel) => CommandAsync(cancel, "CONFIG", "SET", "appendfsync", "always");

    /// <summary>Ends it as a crash would.</summary>
    public void Kill()
    {
        if (server is null || server.HasExited) return;
        server.Kill();
        server.WaitForExit();
    }

    /// <summary>Ends it as an operator would.</summary>
    public async Task StopAsync(CancellationToken cancel)
    {
        Shell.Signal(server!, "TERM");
        await server!.WaitForExitAsync(cancel);
    }

    /// <summary>Becomes the replica of a server, and waits until it has what that has.</summary>
    public async Task FollowAsync(IPAddress primary, CancellationToken cancel)
    {
        await CommandAsync(cancel, "REPLICAOF", $"{primary}", $"{Port}");
        for (var begun = Stopwatch.StartNew(); !(await CommandAsync(cancel, "INFO", "replication")).Contains("master_link_status:up", StringComparison.Ordinal); await Task.Delay(50, cancel))
        {
            if (begun.Elapsed > TimeSpan.FromSeconds(20)) throw new TimeoutException($"{Endpoint} does not follow {primary}.");
        }
    }

    /// <summary>Listens at another address from now on.</summary>
    public async Task MoveAsync(IPAddress to, CancellationToken cancel)
    {
        await CommandAsync(cancel, "CONFIG", "SET", "bind", $"{to}");
        Endpoint = new IPEndPoint(to, Port);
    }

    /// <summary>Asks it something, on a connection of its own.</summary>
    public Task<string> CommandAsync(CancellationToken cancel, params string[] words) => RedisCommand.SendAsync(Endpoint, words, cancel);

    public ValueTask DisposeAsync()
    {
        Kill();
        server?.Dispose();
        return default;
    }
}
