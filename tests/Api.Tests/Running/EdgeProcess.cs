using System.Diagnostics;
using Signaling.Infrastructure.Tests;
using Xunit;

namespace Signaling.Api.Tests.Running;

/// <summary>An edge in a process of its own, started as an operator starts it.</summary>
internal sealed class EdgeProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, string?> settings;
    private Process process;

    private EdgeProcess(Dictionary<string, string?> settings, Uri address)
    {
        (this.settings, Address) = (settings, address);
        process = Start();
    }

    public Uri Address { get; }

    /// <summary>Starts it, and returns when it is ready.</summary>
    public static async Task<EdgeProcess> StartAsync(Dictionary<string, string?> settings)
    {
        var edge = new EdgeProcess(settings, new Uri($"http://127.0.0.1:{FreePorts.Next()}"));
        await edge.ReadyAsync();
        return edge;
    }

    /// <summary>Sends it a signal, by its name without SIG.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Ends it as a crash would.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Starts it again at the same address.</summary>
    public async Task RestartAsync()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
        process = Start();
        await ReadyAsync();
    }

    /// <summary>Waits until it is ready.</summary>
    public async Task ReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(10) };
        for (var begun = Stopwatch.StartNew(); ; await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            Assert.True(begun.Elapsed < ReadyWithin && !process.HasExited, "The edge did not become ready.");
            try
            {
                using var answer = await http.GetAsync(new Uri("/healthz/ready", UriKind.Relative), TestContext.Current.CancellationToken);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Edge).Assembly.Location, $"--urls={Address}"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        foreach (var (name, value) in settings) start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        var started = Process.Start(start)!;
        started.OutputDataReceived += static (_, _) => { };
        started.ErrorDataReceived += static (_, _) => { };
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return started;
    }
}
