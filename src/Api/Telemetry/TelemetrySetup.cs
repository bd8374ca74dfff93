using Microsoft.Extensions.DependencyInjection.Extensions;
using Signaling.Api.Auth;
using Signaling.Api.Events;
using Signaling.Api.Health;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Quality.Storage;

namespace Signaling.Api.Telemetry;

/// <summary>Puts logs, metrics and traces into the composition.</summary>
internal static class TelemetrySetup
{
    /// <summary>Registers <see cref="SignalingMetrics"/> alone, for who has something to count; repeating it does nothing.</summary>
    public static IServiceCollection AddSignalingMetrics(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton<SignalingMetrics>();
        return services;
    }

    /// <summary>Registers all of it, and measures the store that is registered by then.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddSignalingMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptionsWithValidateOnStart<MetricsOptions, MetricsOptionsRanges>().BindConfiguration(MetricsOptions.Section);
        services.AddOptionsWithValidateOnStart<TelemetryOptions, TelemetryOptionsRanges>().BindConfiguration(TelemetryOptions.Section)
            .Validate(options => options.OtlpEndpoint is null or { IsAbsoluteUri: true, Scheme: "http" or "https" }, "Telemetry:OtlpEndpoint must be an http:// or https:// address.");
        services.AddSingleton<PrometheusText>().AddHostedService<MetricsServer>().AddHostedService<OtlpExport>();
        services.Wrap<ICallStore>((inner, provider) => ActivatorUtilities.CreateInstance<MeasuredCallStore>(provider, inner));
        services.Wrap<IInboxes>((inner, provider) => ActivatorUtilities.CreateInstance<MeasuredInboxes>(provider, inner));
        services.Wrap<IQualityStore>((inner, provider) => ActivatorUtilities.CreateInstance<MeasuredQualityStore>(provider, inner));
        return services;
    }

    /// <summary>Writes logs as lines of JSON, outside Development.</summary>
    public static ILoggingBuilder AddJsonLogs(this ILoggingBuilder logs, IConfiguration configuration, IHostEnvironment environment)
    {
        // The framework's own lines about each request and each refused token say no more than our metrics, spans and answers, at the price of
        // several lines a request, which strangers may send.
        if (!environment.IsDevelopment() || !configuration.GetSection("Logging:LogLevel").Exists())
            logs.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter(typeof(BearerHandler).FullName, LogLevel.Warning);
        if (environment.IsDevelopment()) return logs;

        logs.AddConsoleFormatter<JsonLogFormatter, Microsoft.Extensions.Logging.Console.ConsoleFormatterOptions>();
        return logs.AddConsole(console => console.FormatterName = JsonLogFormatter.FormatterName);
    }

    /// <summary>Puts the call's id on logs and spans; after routing.</summary>
    public static IApplicationBuilder UseTelemetry(this IApplicationBuilder app)
    {
        app.ApplicationServices.GetRequiredService<PrometheusText>(); // listens from the first request on
        var metrics = app.ApplicationServices.GetRequiredService<SignalingMetrics>();
        metrics.CountConnections = transport => app.ApplicationServices.GetService<DeviceStreams>()?.Count(transport) ?? 0;
        metrics.IsStoreUp = () => app.ApplicationServices.GetServices<ReadinessCheck>().Where(check => check.Name == "store").All(IsUp);
        return app.UseMiddleware<RequestTelemetry>();
    }

    // A store knows without asking whether it is up.
    private static bool IsUp(ReadinessCheck check) => check.IsUpAsync(CancellationToken.None).AsTask() is { IsCompletedSuccessfully: true, Result: true };

    private static void Wrap<T>(this IServiceCollection services, Func<T, IServiceProvider, T> wrap) where T : class
    {
        if (services.LastOrDefault(service => service.ServiceType == typeof(T)) is not { } inner) return;
        services.Remove(inner);
        services.Add(new ServiceDescriptor(typeof(T), provider => wrap((T)Create(inner, provider), provider), inner.Lifetime));
    }

    private static object Create(ServiceDescriptor service, IServiceProvider provider) =>
        service.ImplementationInstance ?? service.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, service.ImplementationType!);
}
