using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Signaling.Api.Edges;
using Signaling.Api.Network;
using Signaling.Api.Relays;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Network.Storage;
using Signaling.Infrastructure.Embedded;
using Signaling.Infrastructure.Relays;
using Signaling.Infrastructure.Storage;
using Xunit;

namespace Signaling.Api.Tests.Relays;

public sealed class RelayEndpointsTests
{
    private static readonly Dictionary<string, string?> TwoRelays = new()
    {
        ["Edges:Self:Id"] = "us1", ["Edges:Self:Region"] = "us",
        ["Relays:Secret"] = "0123456789abcdef",
        ["Relays:Servers:0:Host"] = "turn-eu.example.com", ["Relays:Servers:0:Region"] = "eu", ["Relays:Servers:0:Udp:0"] = "3478",
        ["Relays:Servers:1:Host"] = "turn-us.example.com", ["Relays:Servers:1:Region"] = "us", ["Relays:Servers:1:Udp:0"] = "3478", ["Relays:Servers:1:Tls:0"] = "443",
    };

    [Fact]
    [Trait("CallFlow", "#64"), Trait("CallFlow", "#75")]
    public async Task Mint_WithRelays_GivesTheNearestFirstAndACredential()
    {
        await using var edge = await StartAsync(TwoRelays);

        var (response, json) = await AskAsync(edge, "ann");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        var servers = json.GetProperty("iceServers");
        Assert.Equal(2, servers.GetArrayLength());
        Assert.Equal("""["stun:turn-us.example.com:3478","turn:turn-us.example.com:3478?transport=udp","turns:turn-us.example.com:443?transport=tcp"]""", servers[0].GetProperty("urls").GetRawText());
        Assert.StartsWith($"{json.GetProperty("expiresAt").GetDateTimeOffset().ToUnixTimeSeconds()}:", servers[0].GetProperty("username").GetString(), StringComparison.Ordinal);
        Assert.Equal(28, servers[0].GetProperty("credential").GetString()!.Length);
    }

    [Fact]
    public async Task Mint_ForTwoUsers_GivesEachItsOwn()
    {
        await using var edge = await StartAsync(TwoRelays);

        var (anns, bens) = (await AskAsync(edge, "ann"), await AskAsync(edge, "ben"));

        Assert.NotEqual(anns.Json.GetProperty("iceServers")[0].GetProperty("username").GetString()!.Split(':')[1], bens.Json.GetProperty("iceServers")[0].GetProperty("username").GetString()!.Split(':')[1]);
    }

    [Fact]
    public async Task Mint_WithoutRelaysInDevelopment_GivesAnEmptyList()
    {
        await using var edge = await StartAsync([]);

        var (response, json) = await AskAsync(edge, "ann");

        Assert.Equal((HttpStatusCode.OK, 0), (response.StatusCode, json.GetProperty("iceServers").GetArrayLength()));
        Assert.True(json.TryGetProperty("expiresAt", out _));
    }

    [Fact]
    public async Task Mint_WithoutRelaysInProduction_SaysSo()
    {
        await using var edge = await StartAsync([], "Production");

        var (response, json) = await AskAsync(edge, "ann");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "relays_not_configured"), (response.StatusCode, json.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Mint_WithoutAToken_IsRefused()
    {
        await using var edge = await StartAsync(TwoRelays);

        Assert.Equal(HttpStatusCode.Unauthorized, (await edge.SendAsync(HttpMethod.Post, "/v1/relay-credentials")).Response.StatusCode);
    }

    [Fact]
    public async Task Mint_AtTheFinestLogLevel_LeavesNoCredentialInTheLog()
    {
        using var logs = new ListeningLoggerProvider();
        await using var edge = await StartAsync(TwoRelays, logs: logs);

        var (_, json) = await AskAsync(edge, "ann");

        var server = json.GetProperty("iceServers")[0];
        Assert.NotEmpty(logs.Lines);
        Assert.DoesNotContain(logs.Lines, line => line.Contains(server.GetProperty("credential").GetString()!, StringComparison.Ordinal)
            || line.Contains(server.GetProperty("username").GetString()!, StringComparison.Ordinal) || line.Contains("0123456789abcdef", StringComparison.Ordinal));
    }

    private static async Task<(HttpResponseMessage Response, System.Text.Json.JsonElement Json)> AskAsync(FrontServer edge, string user) =>
        await edge.SendAsync(HttpMethod.Post, "/v1/relay-credentials", JsonContent.Create(new { }), SignIn.As(user));

    private static Task<FrontServer> StartAsync(Dictionary<string, string?> settings, string environment = "Development", ILoggerProvider? logs = null) => FrontServer.StartAsync(
        routes => routes.MapRelays(), environment, settings, builder =>
        {
            builder.Services.AddEdges().AddRelays().AddNetworks().AddSingleton<INetworkStore>(new EmbeddedNetworkStore(TimeProvider.System))
                .AddSingleton<ICallStore>(new EmbeddedStore(TimeProvider.System, new InboxOptions()));
            if (logs is not null) builder.Logging.AddProvider(logs).SetMinimumLevel(LogLevel.Trace);
        });

    private sealed class ListeningLoggerProvider : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];
        public ILogger CreateLogger(string categoryName) => this;
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue(formatter(state, exception) + exception);
        public void Dispose() { }
    }
}
