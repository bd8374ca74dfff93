using Microsoft.Extensions.Options;

namespace Signaling.Api.Telemetry;

/// <summary>Serves <c>/metrics</c>, and nothing else, on a port of its own, so that it can be opened to Prometheus alone.</summary>
internal sealed class MetricsServer(PrometheusText metrics, IOptions<MetricsOptions> options, ILoggerFactory logs) : IHostedService, IAsyncDisposable
{
    private WebApplication? server;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Port is not { } port) return;
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenAnyIP(port));
        builder.Services.AddSingleton(logs).AddRoutingCore();
        server = builder.Build();
        server.MapGet("/metrics", () => TypedResults.Text(metrics.Write(), PrometheusText.ContentType));
        await server.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
