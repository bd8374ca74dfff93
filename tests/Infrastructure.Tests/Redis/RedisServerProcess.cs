using System.Diagnostics;
using System.Net.Sockets;

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>
/// One <c>redis-server</c> child process with a folder and a free port of its own. It ends with the test run, also when that
/// is killed: a shell stands between, and kills it when the pipe from us closes.
/// </summary>
/// <param name="sentinel">Lines of a Sentinel's configuration, where the process is to be one.</param>
internal sealed class RedisServerProcess(string[] arguments, string? sentinel = null) : IDisposable
{
    private const string Keeper = """
        exec 3<&0
        trap '' XFSZ
        redis-server "$@" 3<&- &
        server=$!
        { read -r _ <&3; kill -9 $server; } 2>/dev/null &
        keeper=$!
        wait $server
        kill $keeper
        """;

    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(30);

    private readonly string folder = Directory.CreateTempSubdirectory("redis-").FullName;
    private Process? shell;
    private int serverId;

    /// <summary>The port that it listens on at 127.0.0.1; below 55,536, so that a cluster bus port fits above it.</summary>
    public int Port { get; } = FreePorts.Next();

    /// <summary>Whether <c>redis-server</c> is on the path.</summary>
    public static bool IsInstalled => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Any(place => File.Exists(Path.Combine(place, "redis-server")));

    /// <summary>Starts the server and waits until it answers; returns its run id.</summary>
    /// <exception cref="InvalidOperationException">It ended again or does not answer within thirty seconds; says why, from its log.</exception>
    public async Task<string> StartAsync(CancellationToken cancel)
    {
        var socket = Path.Combine(folder, "redis.sock");
        var log = Path.Combine(folder, "redis.log");
        var file = Path.Combine(folder, "sentinel.conf"); // a Sentinel keeps what it learns there
        if (sentinel is not null && !File.Exists(file)) await File.WriteAllTextAsync(file, $"port {Port}\nbind 127.0.0.1\nunixsocket {socket}\ndir {folder}\nlogfile {log}\n{sentinel}\n", cancel);
        string[] ours = sentinel is not null ? [file, "--sentinel"] :
        [
            "--port", $"{Port}", "--bind", "127.0.0.1", "--unixsocket", socket, "--dir", folder, "--logfile", log,
            "--save", "", "--appendonly", "no", "--daemonize", "no",
        ];
        var start = new ProcessStartInfo("sh") { RedirectStandardInput = true };
        foreach (var argument in (string[])["-c", Keeper, "redis-keeper", .. ours, .. arguments]) start.ArgumentList.Add(argument);
        shell = Process.Start(start)!;

        var deadline = Stopwatch.StartNew();
        while (deadline.Elapsed < StartWithin && !shell.HasExited)
        {
            try
            {
                // Nobody else can listen on a socket in a folder that was made for this process.
                var found = await RedisServerIdentity.ReadAsync(new UnixDomainSocketEndPoint(socket), Password, cancel);
                serverId = found.ProcessId;
                return found.RunId;
            }
            catch (Exception notYet) when (notYet is SocketException or IOException or InvalidOperationException)
            {
                await Task.Delay(20, cancel);
            }
        }
        var said = File.Exists(log) ? string.Join(" | ", File.ReadLines(log).TakeLast(4)) : "nothing";
        Stop();
        throw new InvalidOperationException($"redis-server on port {Port} did not start; its log says: {said}");
    }

    /// <summary>Ends the server if it runs, and starts it again; returns the new run id.</summary>
    public Task<string> RestartAsync(CancellationToken cancel)
    {
        Kill();
        return StartAsync(cancel);
    }

    /// <summary>Whether it was started, and has not been killed since.</summary>
    public bool IsRunning => shell is not null;

    /// <summary>Ends the server as a crash would, and returns when it is gone.</summary>
    public void Kill()
    {
        if (shell is null) return;
        Signal("KILL");
        Stop();
    }

    /// <summary>Sends the server a signal, by its name without SIG.</summary>
    public void Signal(string name)
    {
        if (serverId == 0) return;
        using var kill = Process.Start(new ProcessStartInfo("sh") { ArgumentList = { "-c", $"kill -{name} {serverId} 2>/dev/null" } })!;
        kill.WaitForExit();
    }

    /// <summary>Lets none of its files grow beyond so many bytes; null for no limit.</summary>
    public void LimitFiles(long? bytes)
    {
        using var limit = Process.Start("prlimit", ["--pid", $"{serverId}", $"--fsize={bytes?.ToString() ?? "unlimited"}:unlimited"]);
        limit.WaitForExit();
        if (limit.ExitCode != 0) throw new InvalidOperationException("prlimit failed.");
    }

    /// <summary>Ends the server and removes its folder.</summary>
    public void Dispose()
    {
        Kill();
        Directory.Delete(folder, recursive: true);
    }

    private void Stop()
    {
        shell!.StandardInput.Close();
        shell.WaitForExit();
        shell.Dispose();
        (shell, serverId) = (null, 0);
    }

    private string? Password
    {
        get
        {
            var option = Array.IndexOf(arguments, "--requirepass");
            return option < 0 ? null : arguments[option + 1];
        }
    }
}
