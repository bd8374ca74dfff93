using Signaling.Api.Telemetry;
using Signaling.Domain.Events;

namespace Signaling.Api.Problems;

/// <summary>Puts problems in every place of the composition from which a refusal can come.</summary>
internal static class ProblemSetup
{
    /// <summary>Registers the writer, and which exceptions stand for which code.</summary>
    public static IServiceCollection AddProblems(this IServiceCollection services)
    {
        services.AddSingleton(new ExceptionCodes().Map<StoreSchemaNewerException>("store_schema_newer").Map<StoreUnavailableException>("store_unavailable"));
        services.AddSignalingMetrics().AddSingleton<IProblemDetailsWriter, ProblemWriter>(); // before the framework's: the first that can write does
        services.AddProblemDetails();
        // Thrown in every environment, so that the middleware can say what is wrong; Development and Production answer alike.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        return services;
    }

    /// <summary>Answers exceptions and bare statuses (404, 405, 415 and so on) with problems; the first middleware of the pipeline.</summary>
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app)
    {
        app.UseMiddleware<ProblemMiddleware>();
        app.UseStatusCodePages(static page => Problem.WriteAsync(page.HttpContext, ErrorCatalogue.CodeOf(page.HttpContext.Response.StatusCode), Hint(page.HttpContext)));
        return app;
    }

    private static string? Hint(HttpContext context) => context.Response.StatusCode switch
    {
        405 when context.Response.Headers.Allow.Count > 0 => $"Allowed here: {context.Response.Headers.Allow}.",
        _ => null,
    };
}
