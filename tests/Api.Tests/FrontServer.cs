using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Signaling.Api.Auth;
using Signaling.Api.Problems;
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
        Action<IEndpointRouteBuilder>? map = null, string environment = "Development", Dictionary<string, string?>? settings = null, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Tokens:Keys:0:Kid"] = "k1", ["Tokens:Keys:0:Secret"] = Secret });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRouting();
        builder.Services.AddProblems();
        builder.Services.AddTokens();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseProblems();
        app.UseRouting();
        app.UseTokens();
        app.MapProblems();
        app.MapDevelopmentTokens(app.Environment);
        map?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app);
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

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
    }
}
