using System.Text.Json;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Signaling.Api.Auth;
using Signaling.Api.Problems;
using Signaling.Api.Transport;
using Xunit;

namespace Signaling.Api.Tests;

/// <summary>The edge's front on a real Kestrel at a free port, with whatever endpoints a test wants behind it.</summary>
internal sealed class FrontServer : IAsyncDisposable
{
    /// <summary>A secret of 32 characters, configured as key <c>k1</c>.</summary>
    public const string Secret = "0123456789abcdef0123456789abcdef";

    private readonly WebApplication app;

    private FrontServer(WebApplication app) => (this.app, Http) = (app, new HttpClient { BaseAddress = new Uri(app.Urls.First()) });

    public HttpClient Http { get; }

    public IServiceProvider Services => app.Services;

    public static async Task<FrontServer> StartAsync(
        Action<IEndpointRouteBuilder>? map = null, string environment = "Development", Dictionary<string, string?>? settings = null, Action<WebApplicationBuilder>? configure = null,
        Action<IApplicationBuilder>? peer = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Tokens:Keys:0:Kid"] = "k1", ["Tokens:Keys:0:Secret"] = Secret, ["Https:TrustedProxies:0"] = "127.0.0.1", ["urls"] = "http://127.0.0.1:0",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.Services.AddRouting();
        builder.AddTransport();
        builder.Services.AddProblems();
        builder.Services.AddTokens();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseProblems();
        peer?.Invoke(app);
        app.UseTransport();
        app.UseRouting();
        app.UseTokens();
        app.UseUserLimits();
        app.MapProblems();
        app.MapDevelopmentTokens(app.Environment);
        map?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app);
    }

    /// <summary>Signs the client in as a user of tenant <c>acme</c>.</summary>
    public string SignIn(string user = "ann", params string[] scopes)
    {
        var now = DateTimeOffset.UtcNow;
        using var key = TokenKey.FromSecret("k1", System.Text.Encoding.UTF8.GetBytes(Secret));
        var token = TokenMint.Sign(key, new("acme", user, scopes is [] ? ["calls"] : scopes, now.AddHours(1), now), null, null);
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return token;
    }

    /// <summary>Sends a request and reads what comes back, JSON or nothing.</summary>
    public async Task<(HttpResponseMessage Response, JsonElement Json)> SendAsync(HttpMethod method, string path, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response, text.StartsWith('{') ? JsonElement.Parse(text) : default);
    }

    /// <summary>Sends bytes that no client would, and waits until the server has closed.</summary>
    public async Task<string> SendRawAsync(string text)
    {
        using var tcp = new System.Net.Sockets.TcpClient();
        await tcp.ConnectAsync(Http.BaseAddress!.Host, Http.BaseAddress.Port, TestContext.Current.CancellationToken);
        await tcp.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(tcp.GetStream());
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
    }
}
