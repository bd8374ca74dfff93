using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Signaling.Api.Auth;
using Signaling.Api.Edges;
using Signaling.Api.Network;
using Signaling.Api.Problems;
using Signaling.Domain.Quality.Readiness;
using Signaling.Infrastructure.Relays;

namespace Signaling.Api.Preparation;

/// <summary>What a desk has to try, and what its measurements mean.</summary>
internal static class NetworkTestEndpoints
{
    /// <summary>Maps <c>GET /v1/network-test</c> and <c>POST /v1/network-test/verdict</c>.</summary>
    public static IEndpointRouteBuilder MapNetworkTest(this IEndpointRouteBuilder routes)
    {
        var test = routes.MapGroup("/v1/network-test").WithTags("Readiness").RequireAuthorization(Scopes.Planning);
        test.MapGet("", Describe).WithName("DescribeNetworkTest");
        test.MapPost("/verdict", JudgeAsync).WithName("JudgeNetworkTest");
        return routes;
    }

    /// <summary>What a network test tries: every edge, every port of every relay; and from where this edge sees you come.</summary>
    /// <remarks>The page <c>/network-test</c> and <c>client.checkNetwork()</c> do it. Credentials of <c>POST /v1/relay-credentials</c> are good at every relay named here.</remarks>
    private static Ok<NetworkTestResponse> Describe(HttpContext context, IOptions<EdgeOptions> edges, IOptions<RelayOptions> relays, IOptions<ReadinessOptions> readiness) =>
        TypedResults.Ok(new NetworkTestResponse(
            AddressOf(context),
            [.. edges.Value.Others.Prepend(edges.Value.Self).Select(edge => new TestedEdge(edge.Id, edge.Region, (edge.Url ?? $"{context.Request.Scheme}://{context.Request.Host}").TrimEnd('/')))],
            [.. relays.Value.Servers.Select(relay => new TestedRelay(relay.Host, relay.Region, [.. relay.Udp], [.. relay.Tcp], [.. relay.Tls]))],
            readiness.Value.VpnHelp?.AbsoluteUri));

    /// <summary>What do the measurements of one desk mean in the tenant's network? Nothing is stored.</summary>
    /// <remarks>Its live network says which ports are needed and which addresses are the VPN's; without one, the plain topology of the profile <c>acs</c> does.</remarks>
    private static async Task<Results<Ok<NetworkTestVerdictResponse>, ProblemHttpResult>> JudgeAsync(
        NetworkReport body, HttpContext context, NetworkSource networks, IOptions<ReadinessOptions> options, CancellationToken cancel)
    {
        if (ReportLimits.Fault(body, "report") is { } fault) return Problem.For("report_invalid", fault);
        var model = await networks.LiveAsync(context.Caller().Tenant, cancel);
        var needs = options.Value.ToNeeds();
        var seen = body with { SourceAddress = AddressOf(context) ?? body.SourceAddress };
        var judged = ReadinessRules.Judge(seen, model, needs);
        // What has no value concerns a desk only as far as it was measured there.
        var missing = needs.Missing().Where(one => one.Entry == 303 ? seen.Path is not null : one.Entry == 157 && judged.Verdict.Findings.Any(found => found.Code == FindingCode.MediaOverVpn));
        return TypedResults.Ok(new NetworkTestVerdictResponse(RoutePlanResponse.Name(model.Profile.Name), DeskResponse.Of(judged), [.. missing.Select(MissingResponse.Of)]));
    }

    // Behind trusted proxies it is the client's: TransportMiddleware sees to that.
    private static string? AddressOf(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : null;
}

/// <summary>What a network test tries.</summary>
/// <param name="Address">From where this edge sees you come; null when it cannot be told.</param>
/// <param name="Edges">The edges, this one first.</param>
/// <param name="Relays">The relays.</param>
/// <param name="VpnHelp">A page about media and VPNs; null when the operator has set none.</param>
internal sealed record NetworkTestResponse(string? Address, IReadOnlyList<TestedEdge> Edges, IReadOnlyList<TestedRelay> Relays, string? VpnHelp);

/// <summary>An edge to try.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Region">The region it stands in, if it has one.</param>
/// <param name="Url">Where clients reach it.</param>
internal sealed record TestedEdge(string Id, string? Region, string Url);

/// <summary>A relay to try.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Region">The region it stands in, if it has one.</param>
/// <param name="Udp">Ports of STUN and TURN over UDP.</param>
/// <param name="Tcp">Ports of TURN over TCP.</param>
/// <param name="Tls">Ports of TURN over TLS.</param>
internal sealed record TestedRelay(string Host, string? Region, IReadOnlyList<int> Udp, IReadOnlyList<int> Tcp, IReadOnlyList<int> Tls);

/// <summary>What the measurements of one desk mean.</summary>
/// <param name="Profile">The profile whose ports were asked for.</param>
/// <param name="Desk">The verdict.</param>
/// <param name="Missing">Values that the documents leave open and the operator has not given.</param>
internal sealed record NetworkTestVerdictResponse(string Profile, DeskResponse Desk, IReadOnlyList<MissingResponse> Missing);
