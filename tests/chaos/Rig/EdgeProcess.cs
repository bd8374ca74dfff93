using System.Diagnostics;
using System.Net;

namespace Signaling.Chaos.Rig;

/// <summary>One edge in a process and a network of its own: the product, built with failpoints.</summary>
internal sealed class EdgeProcess : IAsyncDisposable
{
    /// <summary>The one key that tokens are signed with.</summary>
    public const string Secret = "0123456789abcdef0123456789abcdef", Kid = "chaos";

    private const int Port = 8080;
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(30);

    private readonly Network network;
    private readonly int number;
    private readonly string log;
    private readonly Dictionary<string, string> settings;
    private readonly Failpoint shared;
    private Process? process;

    /// <param name="settings">Environment that this edge is to have besides the usual.</param>
    /// <param name="shared">The failpoint of all edges together.</param>
    public EdgeProcess(Network network, int number, string folder, Failpoint shared, Dictionary<string, string> settings)
    {
        (this.network, this.number, this.settings, this.shared) = (network, number, settings, shared);
        log = Path.Combine(folder, $"edge{number}.log");
        Failpoint = new Failpoint(Path.Combine(folder, $"edge{number}.failpoint"));
        Address = new Uri($"http://{network.Of(number)}:{Port}");
        Door = new Uri($"http://{network.DoorOf(number)}:{Port}");
        Http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2), MaxConnectionsPerServer = 512 }) { BaseAddress = Address };
    }

    public int Number => number;

    public Uri Address { get; }

    /// <summary>The same, by the way that <see cref="Network.Silence"/> cuts off.</summary>
    public Uri Door { get; }

    public HttpClient Http { get; }

    /// <summary>The folder of the built edge; <c>tests/chaos/run</c> names it.</summary>
    private static string Program => Environment.GetEnvironmentVariable("SIGNALING_CHAOS_EDGE") ?? throw new InvalidOperationException("Start the suite with tests/chaos/run.");

    /// <summary>Environment for the next start alone.</summary>
    public Dictionary<string, string> Extra { get; } = [];

    public void Start()
    {
        var start = new ProcessStartInfo("sh", ["-c", $"exec {network.Inside(number)} dotnet {Path.Combine(Program, "Signaling.Api.dll")} --urls=http://0.0.0.0:{Port} >>{log} 2>&1"]) { WorkingDirectory = Program };
        foreach (var (name, value) in (IEnumerable<KeyValuePair<string, string>>)[.. Usual(), .. settings, .. Extra])
        {
            if (value.Length > 0) start.Environment[name] = value;
            else start.Environment.Remove(name);
        }

        process = Process.Start(start)!;
    }

    public async Task UntilReadyAsync(CancellationToken cancel)
    {
        for (var begun = Stopwatch.StartNew(); begun.Elapsed < StartWithin;)
        {
            if (process!.HasExited) break;
            try
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                patience.CancelAfter(TimeSpan.FromSeconds(2));
                using var response = await Http.GetAsync(new Uri("/healthz/ready", UriKind.Relative), patience.Token);
                if (response.StatusCode is HttpStatusCode.OK) return;
            }
            catch (Exception notYet) when (notYet is HttpRequestException or OperationCanceledException && !cancel.IsCancellationRequested)
            {
                // It is starting.
            }

            await Task.Delay(30, cancel);
        }

        throw new InvalidOperationException($"Edge {number} did not become ready; its log ends: {string.Join(" | ", File.ReadLines(log).TakeLast(3))}");
    }

    public async Task StartAndWaitAsync(CancellationToken cancel)
    {
        Start();
        await UntilReadyAsync(cancel);
    }

    public bool HasExited => process!.HasExited;

    public Task ExitedAsync(CancellationToken cancel) => process!.WaitForExitAsync(cancel);

    public int ExitCode => process!.ExitCode;

    /// <summary>Sends a signal, by its name without SIG.</summary>
    public void Signal(string name) => Shell.Signal(process!, name);

    /// <summary>Its own failpoint.</summary>
    public Failpoint Failpoint { get; }

    public ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (process is { HasExited: false })
        {
            process.Kill();
            process.WaitForExit();
        }

        process?.Dispose();
        return default;
    }

    private Dictionary<string, string> Usual() => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production", ["DOTNET_gcServer"] = "0", ["DOTNET_TieredPGO"] = "0",
        ["Https__TrustedProxies__0"] = "10.77.0.0/16",
        ["Tokens__Keys__0__Kid"] = Kid, ["Tokens__Keys__0__Secret"] = Secret,
        ["Store"] = "Redis", ["Redis__Endpoints"] = $"{network.Redis}:{RedisProcess.Port}", ["Edges__Self__Id"] = $"edge{number}",
        ["RateLimits__Enabled"] = "false", ["RateLimits__ConnectionsPerUser"] = "1000",
        ["Calls__RingTimeout"] = $"{Timing.RingTimeout}", ["Calls__OfferTimeout"] = $"{Timing.OfferTimeout}",
        // All that happens in a round stays in the inboxes, to be read again at its end.
        ["Inbox__KeepFor"] = "01:00:00", ["Inbox__MaxEvents"] = "10000", ["Inbox__MaxBytes"] = "64000000",
        ["Presence__Grace"] = $"{Timing.Grace}",
        ["Drain__Notice"] = "00:00:00.2", ["Drain__Spread"] = "00:00:01", ["Drain__Patience"] = "00:00:05",
        ["Logging__LogLevel__Default"] = "Warning",
        ["SIGNALING_CHAOS_CONTROL"] = $"{Failpoint.File}:{shared.File}",
    };
}
