using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Signaling.Api.Auth;
using Signaling.Api.Network;
using Signaling.Api.Problems;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Domain.Network;
using Signaling.Domain.Network.Endpoints;
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
        routes.MapGet("/v1/endpoints", ListEndpointsAsync).WithName("ListEndpoints").WithTags("Edges").RequireAuthorization(Scopes.Planning);
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

    /// <summary>What a firewall has to let through so that calls work: hosts, ranges, protocols and ports of every edge and relay, and what changed in the list.</summary>
    /// <remarks>To what the deployment has, the tenant's live network adds its regions, relay pools and <c>endpoints</c>. Changes are noticed when somebody asks; the last 50 are kept.</remarks>
    /// <param name="since">A version that was got earlier: only what changed after it.</param>
    /// <param name="format"><c>json</c>, or <c>allowlist</c>: every host and range once, one a line, for firewalls and inspecting devices (CALL-FLOWS #226).</param>
    private static async Task<Results<Ok<EndpointsResponse>, ContentHttpResult, ProblemHttpResult>> ListEndpointsAsync(
        HttpContext context, IOptions<EdgeOptions> edges, IOptions<RelayOptions> relays, LiveNetworks networks, EndpointChanges changes, CancellationToken cancel, string? since = null, string? format = null)
    {
        if (format is not (null or "json" or "allowlist")) return Problem.For("invalid_request", "`format` is `json` or `allowlist`.");
        var tenant = context.Caller().Tenant;
        var (model, isAway) = await LiveAsync(networks, tenant, cancel);
        var profile = model?.Profile ?? Profiles.Of(default);
        EdgeDescription[] all = [edges.Value.Self, .. edges.Value.Others];
        var catalogue = Catalogue(all);
        if (format == "allowlist")
        {
            var hosts = catalogue.Select(Wire).SelectMany(one => (IEnumerable<string>)[.. one.Host is { } host ? [host] : Array.Empty<string>(), .. one.Addresses]);
            return TypedResults.Text(string.Concat(hosts.Distinct().Select(host => host + "\n")), "text/plain", Encoding.UTF8);
        }

        var lasting = Catalogue(all.Where(edge => edge.Url is not null)); // an address that is guessed from the request is nothing to remember
        var journal = isAway ? null : await changes.NoteAsync(tenant, lasting, cancel); // one wait for a store that is away is enough
        var shown = since is null || journal is null ? journal?.Changes : journal.Since(since);
        var version = EndpointChanges.VersionOf(lasting);
        context.Response.Headers.ETag = $"\"{version}\"";
        return TypedResults.Ok(new EndpointsResponse(
            version, [.. catalogue.Select(Wire)],
            [.. TrafficCategories.All.Select(category => new CategoryResponse(RoutePlanResponse.Name(category), InternetRoutable: true, TrafficCategories.MayUseCircuit(category, profile)))],
            (shown ?? journal?.Changes)?.Select(change => new EndpointChangeResponse(change.At, change.After, [.. change.Added.Select(Wire)], [.. change.Removed.Select(Wire)])).ToList(),
            Complete: shown is not null));

        IReadOnlyList<EndpointEntry> Catalogue(IEnumerable<EdgeDescription> some) => EndpointCatalogue.Of(
            [.. some.Select(edge => OfEdge(new Uri(AddressOf(edge, context.Request)), edge.Region)), .. relays.Value.Servers.SelectMany(OfRelay)], model);

        EndpointResponse Wire(EndpointEntry entry) => EndpointResponse.Of(entry, profile);
    }

    // A firewall's owner can do with what the deployment has while the store is away.
    private static async Task<(NetworkModel? Model, bool IsAway)> LiveAsync(LiveNetworks networks, TenantId tenant, CancellationToken cancel)
    {
        try
        {
            return (await networks.OfAsync(tenant, cancel), false);
        }
        catch (StoreUnavailableException)
        {
            return (null, true);
        }
    }

    private static EndpointEntry OfEdge(Uri url, string? region) =>
        new(TrafficCategory.Signaling, PerimeterProtocol.Tcp, url.IdnHost, [], [url.Port], region, Required: true, "HTTPS and WebSocket: the API and its events");

    private static IEnumerable<EndpointEntry> OfRelay(RelayServerOptions relay)
    {
        if (relay.Udp.Count > 0) yield return new(TrafficCategory.Relay, PerimeterProtocol.Udp, relay.Host, [], [.. relay.Udp], relay.Region, Required: false, "STUN, and media over TURN/UDP: the best path that a relay can give");
        if (relay.Tcp.Count + relay.Tls.Count > 0) yield return new(TrafficCategory.Relay, PerimeterProtocol.Tcp, relay.Host, [], [.. relay.Tcp.Union(relay.Tls)], relay.Region, Required: true, "media over TURN/TCP or TURN/TLS, where UDP is closed");
    }

    private static string AddressOf(EdgeDescription edge, HttpRequest asked) => (edge.Url ?? $"{asked.Scheme}://{asked.Host}").TrimEnd('/');
}
