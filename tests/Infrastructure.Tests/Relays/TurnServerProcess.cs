using System.Diagnostics;
using System.Net;

namespace Signaling.Infrastructure.Tests.Relays;

/// <summary>
/// One coturn child process on a free port of 127.0.0.1. It ends with the test run, also when that is killed: a shell stands
/// between, and kills it when the pipe from us closes.
/// </summary>
internal sealed class TurnServerProcess : IDisposable
{
    private const string Keeper = """
        exec 3<&0
        turnserver "$@" 3<&- >/dev/null 2>&1 &
        server=$!
        { read -r _ <&3; kill -9 $server; } 2>/dev/null &
        wait $server
        """;

    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(30);

    private readonly string folder = Directory.CreateTempSubdirectory("coturn-").FullName;
    private readonly Process shell;

    private TurnServerProcess(string secret)
    {
        if (!IsInstalled) throw new InvalidOperationException("These tests need coturn, and there is no turnserver on the path. Please install it (Debian: apt-get install coturn).");
        Address = new IPEndPoint(IPAddress.Loopback, FreePorts.Next());
        string[] arguments =
        [
            "-n", "--listening-ip", "127.0.0.1", "--relay-ip", "127.0.0.1", "--listening-port", $"{Address.Port}", "--realm", "relay.test",
            "--use-auth-secret", "--static-auth-secret", secret, "--no-tls", "--no-dtls", "--no-cli", "--no-tcp",
            "--min-port", "7450", "--max-port", "7499", "--log-file", Path.Combine(folder, "log"), "--simple-log",
            "--pidfile", Path.Combine(folder, "pid"), "--db", Path.Combine(folder, "db"),
        ];
        var start = new ProcessStartInfo("sh") { RedirectStandardInput = true };
        foreach (var argument in (string[])["-c", Keeper, "coturn-keeper", .. arguments]) start.ArgumentList.Add(argument);
        shell = Process.Start(start)!;
    }

    /// <summary>Where it listens, over UDP.</summary>
    public IPEndPoint Address { get; }

    private static bool IsInstalled => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Any(place => File.Exists(Path.Combine(place, "turnserver")));

    /// <summary>Starts a relay that shares <paramref name="secret"/> with us, and waits until it answers.</summary>
    /// <exception cref="InvalidOperationException">There is no coturn, or it does not start; says what to do.</exception>
    public static async Task<TurnServerProcess> StartAsync(string secret, CancellationToken cancel)
    {
        var server = new TurnServerProcess(secret);
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < StartWithin && !server.shell.HasExited;)
        {
            if (await TurnClient.IsAliveAsync(server.Address, cancel)) return server;
        }

        var log = Path.Combine(server.folder, "log");
        var said = File.Exists(log) ? string.Join(" | ", File.ReadLines(log).TakeLast(4)) : "nothing";
        server.Dispose();
        throw new InvalidOperationException($"coturn on port {server.Address.Port} did not start; its log says: {said}");
    }

    /// <summary>Ends it and removes its folder.</summary>
    public void Dispose()
    {
        shell.StandardInput.Close();
        shell.WaitForExit();
        shell.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
