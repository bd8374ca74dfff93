using System.Net;
using System.Net.Sockets;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

[assembly: AssemblyFixture(typeof(RedisServer))]

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>
/// The Redis of a test run. As an assembly fixture it is, in this order: the one that <c>SIGNALING_TEST_REDIS</c> names
/// (its run id must be <c>SIGNALING_TEST_REDIS_RUN_ID</c> where that is set); a container, where built with
/// <c>-p:Testcontainers=true</c>; else a <c>redis-server</c> process of its own. Tests share it: each takes a key prefix of its own.
/// </summary>
public sealed partial class RedisServer : IAsyncLifetime
{
    private const string HowToGetOne =
        "No Redis for the tests: install one (apt-get install redis-server) or name one (SIGNALING_TEST_REDIS=host:port).";

    private RedisServerProcess? process;
    private IAsyncDisposable? container;

    /// <summary>Where it listens, as <c>host:port</c>; stays the same over a restart.</summary>
    public string Endpoint { get; private set; } = "";

    /// <summary>Whether the whole run shares it, so that nothing ever happens to it: what is late then is the machine's doing.</summary>
    public bool IsShared { get; private set; }

    /// <summary>The run id of the server that was found there at the last start, 40 hex digits.</summary>
    public string RunId { get; private set; } = "";

    /// <summary>The Redis of this test run, by the order that stands at the type.</summary>
    public static async Task<RedisServer> StartAsync(CancellationToken cancel = default)
    {
        var server = new RedisServer();
        await server.FindAsync(cancel);
        return server;
    }

    /// <summary>Always a new process of its own, which the test may kill, pause and start again.</summary>
    /// <param name="arguments">Passed on to <c>redis-server</c> after ours, so that they win: <c>--requirepass</c>, <c>--maxmemory-policy</c>, ….</param>
    /// <exception cref="InvalidOperationException">There is no <c>redis-server</c> here, or it does not start with these arguments.</exception>
    public static async Task<RedisServer> StartOwnAsync(string[]? arguments = null, CancellationToken cancel = default)
    {
        var server = new RedisServer();
        await server.OwnAsync(arguments ?? [], cancel);
        return server;
    }

    /// <summary>A Sentinel in a process of its own.</summary>
    /// <param name="lines">Of its configuration, but for port and folders.</param>
    public static async Task<RedisServer> StartSentinelAsync(string lines, CancellationToken cancel = default)
    {
        var server = new RedisServer();
        await server.OwnAsync([], cancel, lines);
        return server;
    }

    /// <summary>Kills the server at once, as a crash would. Only a process of its own can be killed.</summary>
    public void Kill() => Own.Kill();

    /// <summary>Starts it again on the same port and in the same folder, after <see cref="Kill"/> or while it runs.</summary>
    public async Task RestartAsync(CancellationToken cancel = default) => RunId = await Own.RestartAsync(cancel);

    /// <summary>Whether a process of its own has been started, and not been killed since.</summary>
    public bool IsRunning => Own.IsRunning;

    /// <summary>Stops the process where it stands: connections stay open and nothing is answered.</summary>
    public void Pause() => Own.Signal("STOP");

    /// <summary>Lets a paused process go on.</summary>
    public void Resume() => Own.Signal("CONT");

    /// <summary>Lets no file of a process of its own grow beyond <paramref name="bytes"/>, as a full disk does; null for no limit.</summary>
    public void LimitFiles(long? bytes) => Own.LimitFiles(bytes);

    /// <summary>Sends the server a command on a connection of its own, and gives the first line of the answer.</summary>
    public async Task<string> AskAsync(string command, CancellationToken cancel = default)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPEndPoint.Parse(Endpoint), cancel);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(command + "\r\n"), cancel);
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync(cancel) ?? "";
    }

    async ValueTask IAsyncLifetime.InitializeAsync() => await FindAsync(CancellationToken.None);

    /// <summary>Ends what was started here, and nothing else.</summary>
    public async ValueTask DisposeAsync()
    {
        process?.Dispose();
        if (container is not null) await container.DisposeAsync();
    }

    private RedisServerProcess Own => process
        ?? throw new InvalidOperationException("This Redis is shared by the test run; take one of your own with StartOwnAsync.");

    private async Task FindAsync(CancellationToken cancel)
    {
        IsShared = true;
        Func<CancellationToken, Task<(string Endpoint, IAsyncDisposable Container)>>? startContainer = null;
        BuiltInContainer(ref startContainer);
        if (Environment.GetEnvironmentVariable("SIGNALING_TEST_REDIS") is { Length: > 0 } given)
            await TakeAsync(given, Environment.GetEnvironmentVariable("SIGNALING_TEST_REDIS_RUN_ID"), cancel);
        else if (startContainer is not null)
        {
            (var endpoint, container) = await startContainer(cancel);
            await TakeAsync(endpoint, null, cancel);
        }
        else
            await OwnAsync([], cancel);
    }

    private async Task TakeAsync(string endpoint, string? runId, CancellationToken cancel)
    {
        var separator = endpoint.LastIndexOf(':');
        var address = new DnsEndPoint(endpoint[..separator], int.Parse(endpoint[(separator + 1)..]));
        var found = await RedisServerIdentity.ReadAsync(address, password: null, cancel);
        if (runId is { Length: > 0 } && runId != found.RunId)
            throw new InvalidOperationException($"The Redis at {endpoint} is not the one that was started for this run: run id {found.RunId}, expected {runId}.");
        (Endpoint, RunId) = (endpoint, found.RunId);
    }

    private async Task OwnAsync(string[] arguments, CancellationToken cancel, string? sentinel = null)
    {
        if (!RedisServerProcess.IsInstalled) throw new InvalidOperationException(HowToGetOne);
        process = new RedisServerProcess(arguments, sentinel);
        Endpoint = $"127.0.0.1:{process.Port}";
        try
        {
            RunId = await process.StartAsync(cancel);
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>Sets how to start a container, in builds that can.</summary>
    static partial void BuiltInContainer(ref Func<CancellationToken, Task<(string Endpoint, IAsyncDisposable Container)>>? start);
}
