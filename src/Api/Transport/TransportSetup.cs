using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Signaling.Api.Calls;

namespace Signaling.Api.Transport;

/// <summary>Puts the transport's rules into the composition: server, HTTPS, origins, limits, headers.</summary>
internal static class TransportSetup
{
    private const int DevelopmentHttp = 5080, DevelopmentHttps = 5443;

    /// <summary>What pages of other origins may read.</summary>
    private static readonly string[] Exposed = ["ETag", "Location", CandidateEndpoints.RemovedHeader, "Retry-After", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"];

    /// <summary>Configures Kestrel and registers what <see cref="UseTransport"/> needs.</summary>
    public static WebApplicationBuilder AddTransport(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptionsWithValidateOnStart<HttpsOptions, HttpsOptionsRanges>().BindConfiguration(HttpsOptions.Section);
        services.AddOptionsWithValidateOnStart<RateLimitOptions, RateLimitOptionsRanges>().BindConfiguration(RateLimitOptions.Section);
        services.AddOptionsWithValidateOnStart<OriginOptions, OriginOptionsRules>().BindConfiguration(OriginOptions.Section);
        services.AddSingleton<IValidateOptions<HttpsOptions>, HttpsOptionsRules>();
        services.AddSingleton<TrustedProxies>().AddSingleton<AllowedOrigins>().AddSingleton<RateLimits>();
        services.AddSingleton<IConfigureOptions<SocketTransportOptions>, SilentPeers>();
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<AllowedOrigins>(static (cors, origins) => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. origins.Configured]).AllowAnyMethod().AllowAnyHeader().WithExposedHeaders(Exposed).SetPreflightMaxAge(TimeSpan.FromMinutes(10))));
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<HttpsOptions>>((kestrel, https) => kestrel.Limits.MaxRequestBodySize = https.Value.MaxBodyBytes);
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, builder.Configuration, builder.Environment));
        return builder;
    }

    /// <summary>Refuses plain HTTP and foreign origins, limits addresses, answers CORS and sets headers; after <c>UseProblems</c>, before routing's endpoints and tokens.</summary>
    public static IApplicationBuilder UseTransport(this IApplicationBuilder app)
    {
        var limits = app.ApplicationServices.GetRequiredService<RateLimits>();
        return app.UseMiddleware<ResponseHeaders>().UseMiddleware<TransportMiddleware>().UseCors().Use(next => context => limits.LimitAddressAsync(context, next)).UseMiddleware<BodyEncoding>();
    }

    /// <summary>Limits users; after <c>UseTokens</c>.</summary>
    public static IApplicationBuilder UseUserLimits(this IApplicationBuilder app)
    {
        var limits = app.ApplicationServices.GetRequiredService<RateLimits>();
        return app.Use(next => context => limits.LimitUserAsync(context, next));
    }

    private static void Configure(KestrelServerOptions kestrel, IConfiguration configuration, IHostEnvironment environment)
    {
        kestrel.AddServerHeader = false;
        var configured = configuration.GetSection("Kestrel:Certificates:Default").Exists();
        var certificate = new Lazy<X509Certificate2>(() => DevelopmentCertificate.Create(TimeProvider.System.GetUtcNow()));
        kestrel.UseTlsPolicy(environment.IsDevelopment() && !configured ? () => certificate.Value : null);
        if (!environment.IsDevelopment() || HasAddresses(configuration)) return;
        kestrel.ListenLocalhost(DevelopmentHttp);
        kestrel.ListenLocalhost(DevelopmentHttps, endpoint => endpoint.UseHttps());
    }

    private static bool HasAddresses(IConfiguration configuration) =>
        configuration[WebHostDefaults.ServerUrlsKey] is not null || configuration[WebHostDefaults.HttpPortsKey] is not null
        || configuration[WebHostDefaults.HttpsPortsKey] is not null || configuration.GetSection("Kestrel:Endpoints").Exists();
}
