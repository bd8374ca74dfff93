using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Signaling.Infrastructure.Tests;
using Xunit;

namespace Signaling.Api.Tests.Health;

/// <summary>An edge in a process of its own, told to stop as an orchestrator tells it.</summary>
public sealed class SigtermTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Sigterm_WithADeviceConnected_TellsItToGoAndEndsWhenItHasGone()
    {
        var cancel = TestContext.Current.CancellationToken;
        var address = new Uri($"http://127.0.0.1:{FreePorts.Next()}");
        using var edge = Start(address);
        try
        {
            using var http = new HttpClient { BaseAddress = address };
            await UntilReadyAsync(http, cancel);
            var token = (await Repository.RunAsync("dotnet", [typeof(Edge).Assembly.Location, "token", "--user", "ann", "--tenant", "dev"], environment: Settings)).Output.Trim();
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var stream = new StreamReader(await OpenAsync(http, cancel));
            await UntilAsync(stream, "attached", cancel);

            using (var kill = Process.Start("kill", ["-TERM", $"{edge.Id}"])) await kill.WaitForExitAsync(cancel);

            await UntilAsync(stream, "\"drain\"", cancel);
            using var refused = await http.GetAsync(new Uri("/v1/events", UriKind.Relative), cancel);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Contains("\"draining\"", await refused.Content.ReadAsStringAsync(cancel), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync(new Uri("/healthz/ready", UriKind.Relative), cancel)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("/v1/calls", UriKind.Relative), cancel)).StatusCode); // commands and queries go on

            stream.Dispose(); // the device has left
            await edge.WaitForExitAsync(cancel).WaitAsync(Soon, cancel);
            Assert.Equal(0, edge.ExitCode);
        }
        finally
        {
            if (!edge.HasExited) edge.Kill();
        }
    }

    private static Dictionary<string, string?> Settings => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production", ["Store"] = "Embedded", ["Https__TrustedProxies__0"] = "127.0.0.1", ["Drain__Notice"] = "00:00:00", ["Drain__Patience"] = "00:02:00",
        ["Tokens__Keys__0__Kid"] = "k1", ["Tokens__Keys__0__Secret"] = "0123456789abcdef0123456789abcdef",
    };

    private static Process Start(Uri address)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Edge).Assembly.Location, $"--urls={address}"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Settings) start.Environment[name] = value;
        var edge = Process.Start(start)!;
        edge.OutputDataReceived += static (_, _) => { };
        edge.ErrorDataReceived += static (_, _) => { };
        edge.BeginOutputReadLine();
        edge.BeginErrorReadLine();
        return edge;
    }

    private static async Task UntilReadyAsync(HttpClient http, CancellationToken cancel)
    {
        for (var begun = Stopwatch.StartNew(); begun.Elapsed < Soon;)
        {
            try
            {
                if ((await http.GetAsync(new Uri("/healthz/ready", UriKind.Relative), cancel)).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, cancel);
            }
        }

        Assert.Fail("The edge did not become ready.");
    }

    private static async Task<Stream> OpenAsync(HttpClient http, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/v1/events", UriKind.Relative));
        request.Headers.Accept.ParseAdd("text/event-stream");
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        return await response.Content.ReadAsStreamAsync(cancel);
    }

    private static async Task UntilAsync(StreamReader stream, string said, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Soon);
        while (await stream.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Contains(said, StringComparison.Ordinal)) return;
        }

        Assert.Fail($"The stream ended before it said {said}.");
    }
}
