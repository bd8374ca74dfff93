using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Signaling.Api.Telemetry;

/// <summary><c>/metrics</c> on the edge's own port: for requests from the same machine, unless the metrics have a port of their own.</summary>
internal static class MetricsEndpoint
{
    /// <summary>Maps <c>GET /metrics</c>.</summary>
    public static IEndpointRouteBuilder MapMetrics(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/metrics", Read).WithName("Metrics").AllowAnonymous().DisableHttpMetrics().ExcludeFromDescription();
        return routes;
    }

    private static Results<ContentHttpResult, NotFound> Read(HttpContext context, PrometheusText metrics, IOptions<MetricsOptions> options) =>
        options.Value.Port is null && IsFromHere(context)
            ? TypedResults.Text(metrics.Write(), PrometheusText.ContentType)
            : TypedResults.NotFound();

    // A proxy on this machine passes on what comes from others; then it says so.
    private static bool IsFromHere(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded") && !context.Request.Headers.ContainsKey("X-Original-For");
}
