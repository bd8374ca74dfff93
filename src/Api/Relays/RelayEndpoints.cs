using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Signaling.Api.Auth;
using Signaling.Api.Edges;
using Signaling.Api.Problems;
using Signaling.Domain.Calls.Storage;
using Signaling.Infrastructure.Relays;

namespace Signaling.Api.Relays;

/// <summary>Short-lived credentials for the relays near the caller's edge (CALL-FLOWS #75).</summary>
internal static class RelayEndpoints
{
    /// <summary>Maps <c>POST /v1/relay-credentials</c>.</summary>
    public static IEndpointRouteBuilder MapRelays(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/relay-credentials", MintRelayCredentials).WithName("MintRelayCredentials").WithTags("Relays").RequireAuthorization();
        return routes;
    }

    /// <summary>Get ICE servers for an <c>RTCPeerConnection</c>: relays of this edge's region first, with a credential of your own.</summary>
    /// <remarks>Ask again before <c>expiresAt</c>. In Development without relays the list is empty: two tabs of one machine need none.</remarks>
    /// <response code="503"><c>relays_not_configured</c>: this edge has no relays; call without, or ask its operator.</response>
    private static Results<Ok<RelayCredentialsResponse>, ProblemHttpResult> MintRelayCredentials(
        HttpContext context, RelayCredentials credentials, RelayAddresses relays, IOptions<EdgeOptions> edges, IOptions<RelayOptions> options,
        IHostEnvironment environment, ICallStore store)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!credentials.IsConfigured)
        {
            return environment.IsDevelopment()
                ? TypedResults.Ok(new RelayCredentialsResponse([], store.Now + options.Value.Lifetime))
                : Problem.For("relays_not_configured");
        }

        var caller = context.Caller();
        var credential = credentials.Mint(caller.Key, store.Now);
        return TypedResults.Ok(new RelayCredentialsResponse(
            [.. relays.NearestTo(edges.Value.Self.Region).Select(urls => new IceServerResponse(urls, credential.Username, credential.Password))],
            credential.ExpiresAt));
    }
}
