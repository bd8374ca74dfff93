using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Signaling.Api.Auth;
using Signaling.Infrastructure.Relays;

namespace Signaling.Api.Edges;

/// <summary>How a client finds its nearest edge, and an administrator what a firewall has to let through.</summary>
internal static class EdgeEndpoints
{
    private const string AnyOrigin = "*";

    /// <summary>Maps <c>GET /v1/edges</c> and <c>GET /v1/ping</c>, open to every origin, and <c>GET /v1/endpoints</c>.</summary>
    public static IEndpointRouteBuilder MapEdges(this IEndpointRouteBuilder routes)
    {
        // No token and nothing of anyone's: a page may time every edge before it knows which will serve it.
        var open = routes.MapGroup("/v1").WithTags("Edges").AllowAnonymous();
        open.MapGet("/edges", ListEdges).WithName("ListEdges");
        open.MapGet("/ping", Ping).WithName("Ping").DisableHttpMetrics();
        routes.MapGet("/v1/endpoints", ListEndpoints).WithName("ListEndpoints").WithTags("Edges").RequireAuthorization(Scopes.Planning);
        return routes;
    }

    /// <summary>The edges of this deployment: time <c>GET /v1/ping</c> on each, take the nearest, and keep the runners-up.</summary>
    private static Ok<EdgesResponse> ListEdges(HttpContext context, IOptions<EdgeOptions> options)
    {
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.AccessControlAllowOrigin = AnyOrigin;
        var self = options.Value.Self;
        return TypedResults.Ok(new EdgesResponse(
        [
            new(self.Id, self.Region, AddressOf(self, context.Request), Self: true),
            .. options.Value.Others.Select(edge => new EdgeResponse(edge.Id, edge.Region, AddressOf(edge, context.Request), Self: false)),
        ]));
    }

    /// <summary>As little as an edge can say, to be timed.</summary>
    /// <response code="204">This edge is there; <c>Server-Timing</c> names it and says how long it took.</response>
    private static NoContent Ping(HttpContext context, IOptions<EdgeOptions> options, TimeProvider clock)
    {
        var begun = clock.GetTimestamp();
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.AccessControlAllowOrigin = AnyOrigin;
        headers["Timing-Allow-Origin"] = "*";
        headers["Server-Timing"] = string.Create(CultureInfo.InvariantCulture, $"edge;desc=\"{options.Value.Self.Id}\";dur={clock.GetElapsedTime(begun).TotalMilliseconds:0.###}");
        return TypedResults.NoContent();
    }

    /// <summary>What a firewall has to let through so that calls work: hosts, protocols and ports of every edge and relay.</summary>
    private static Ok<EndpointsResponse> ListEndpoints(HttpContext context, IOptions<EdgeOptions> edges, IOptions<RelayOptions> relays) =>
        TypedResults.Ok(new EndpointsResponse(
        [
            .. edges.Value.Others.Prepend(edges.Value.Self).Select(edge => EndpointResponse.OfEdge(new Uri(AddressOf(edge, context.Request)), edge.Region)),
            .. relays.Value.Servers.SelectMany(EndpointResponse.OfRelay),
        ]));

    private static string AddressOf(EdgeDescription edge, HttpRequest asked) => (edge.Url ?? $"{asked.Scheme}://{asked.Host}").TrimEnd('/');
}
