using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Signaling.Api.Auth;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Infrastructure.Embedded;
using Xunit;

namespace Signaling.Api.Tests.Running;

/// <summary>A whole edge on a real Kestrel at a free port of loopback, as <c>Program</c> composes it.</summary>
internal sealed class RunningEdge : IAsyncDisposable
{
    private const string Secret = "0123456789abcdef0123456789abcdef";
    private readonly WebApplication? app;
    private readonly EdgeProcess? process;

    private RunningEdge(WebApplication? app, EdgeProcess? process) => (this.app, this.process) = (app, process);

    public Uri Address => process?.Address ?? new(app!.Urls.First());

    public IServiceProvider Services => app?.Services ?? throw new InvalidOperationException("This edge is another process.");

    /// <summary>The process, of an edge that has one of its own.</summary>
    public EdgeProcess Process => process ?? throw new InvalidOperationException("This edge is part of the test's process.");

    /// <summary>Starts an edge as a process of its own, which the test may stop, kill and start again.</summary>
    public static async Task<RunningEdge> StartProcessAsync(Dictionary<string, string?> settings) => new(null, await EdgeProcess.StartAsync(new(settings)
    {
        ["Tokens:Keys:0:Kid"] = "k1",
        ["Tokens:Keys:0:Secret"] = Secret,
    }));

    /// <summary>Starts an edge.</summary>
    /// <param name="store">The store that it shares with other edges of the test; its own when null.</param>
    /// <param name="settings">Settings that the test wants otherwise.</param>
    public static async Task<RunningEdge> StartAsync(EmbeddedStore? store = null, Dictionary<string, string?>? settings = null, Action<WebApplicationBuilder>? change = null)
    {
        // On the command line, for some are read while the edge is composed.
        string[] wanted = [.. (settings ?? []).Select(setting => $"--{setting.Key}={setting.Value}")];
        var app = Edge.Build(["--environment=Development", "--urls=http://127.0.0.1:0", .. wanted], builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Tokens:Keys:0:Kid"] = "k1",
                ["Tokens:Keys:0:Secret"] = Secret,
            });
            builder.Logging.ClearProviders();
            if (store is not null) builder.Services.AddSingleton(store).AddSingleton<ICallStore>(store).AddSingleton<IInboxes>(store);
            change?.Invoke(builder);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningEdge(app, null);
    }

    /// <summary>A token of a user, as the app's backend would mint it.</summary>
    public static string TokenOf(string user, string tenant = "acme", TimeSpan? lifetime = null, params string[] scopes)
    {
        var now = DateTimeOffset.UtcNow;
        using var key = TokenKey.FromSecret("k1", System.Text.Encoding.UTF8.GetBytes(Secret));
        return TokenMint.Sign(key, new(tenant, user, scopes is [] ? ["calls"] : scopes, now + (lifetime ?? TimeSpan.FromHours(1)), now), null, null);
    }

    /// <summary>A user's device, as an app on it would speak to this edge.</summary>
    public Device Device(string user, string device = "default", string tenant = "acme", string? token = null) => new(this, user, device, token ?? TokenOf(user, tenant));

    public HttpClient CreateClient(string? token, string? device)
    {
        // A stream that is put away is closed at once, and not read on for two seconds.
        // Who says `Expect: 100-continue` waits for a word and does not send after a second, into a connection that is being closed.
        var http = new HttpClient(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero, Expect100ContinueTimeout = TimeSpan.FromSeconds(30) }) { BaseAddress = Address };
        if (token is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (device is not null) http.DefaultRequestHeaders.Add("Device-Id", device);
        return http;
    }

    /// <summary>Stops an edge of the test's process: it finishes what it has begun, and takes nothing new.</summary>
    public Task StopAsync() => app!.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await process.DisposeAsync();
        if (app is not null) await app.DisposeAsync();
    }
}
