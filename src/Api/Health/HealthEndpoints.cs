using Microsoft.AspNetCore.Http.HttpResults;

namespace Signaling.Api.Health;

/// <summary>What an orchestrator asks: restart this edge? send it clients?</summary>
internal static class HealthEndpoints
{
    /// <summary>Registers <see cref="Readiness"/> and <see cref="Drain"/>; what must be up is registered as <see cref="ReadinessCheck"/>.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<DrainOptions, DrainOptionsValidator>().BindConfiguration(DrainOptions.Section);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(8)); // requests under way; devices have gone by then
        return services.AddSingleton<Drain>().AddSingleton<Readiness>().AddSingleton<IHostLifetime, DrainingLifetime>();
    }

    /// <summary>Maps <c>/healthz/live</c> and <c>/healthz/ready</c>, open to everyone.</summary>
    public static RouteGroupBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/healthz").WithTags("Health").AllowAnonymous().DisableHttpMetrics();
        health.MapGet("/live", Live).WithName("Live");
        health.MapGet("/ready", ReadyAsync).WithName("Ready").Produces<ReadinessResponse>().Produces<ReadinessResponse>(503);
        // Load balancers like to ask without wanting the body.
        health.MapMethods("/live", [HttpMethods.Head], Live).ExcludeFromDescription();
        health.MapMethods("/ready", [HttpMethods.Head], ReadyAsync).ExcludeFromDescription();
        return health;
    }

    /// <summary>Whether the process runs at all; when not, restart it.</summary>
    private static Ok<LivenessResponse> Live(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new LivenessResponse("live"));
    }

    /// <summary>Whether clients should be sent here: the store answers, and the edge is not about to stop.</summary>
    /// <response code="200">Yes.</response>
    /// <response code="503">Not now; the body says what is amiss.</response>
    private static async Task<JsonHttpResult<ReadinessResponse>> ReadyAsync(HttpContext context, Readiness readiness, CancellationToken cancel)
    {
        context.Response.Headers.CacheControl = "no-store";
        var found = await readiness.AskAsync(cancel);
        return TypedResults.Json(found, statusCode: found.Status == "ready" ? 200 : 503);
    }

    /// <summary>That the process runs.</summary>
    /// <param name="Status">Always <c>live</c>.</param>
    internal sealed record LivenessResponse(string Status);
}
