using Microsoft.AspNetCore.Http.HttpResults;
using Signaling.Api.Auth;
using Signaling.Api.Problems;
using Signaling.Domain.Network;
using Signaling.Domain.Network.Planning;

namespace Signaling.Api.Network;

/// <summary>The planner, and the flows and profiles that plans are made of.</summary>
internal static class NetworkEndpoints
{
    /// <summary>Maps <c>POST /v1/route-plans</c>, <c>/v1/flows</c> and <c>/v1/profiles</c>.</summary>
    public static IEndpointRouteBuilder MapNetwork(this IEndpointRouteBuilder routes)
    {
        var network = routes.MapGroup("/v1").WithTags("Network").RequireAuthorization(Scopes.Planning);
        network.MapPost("/route-plans", PlanRouteAsync).WithName("PlanRoute").WithMetadata(new TakesDocument(typeof(RoutePlanRequest)));
        network.MapGet("/flows", ListFlows).WithName("ListFlows");
        network.MapGet("/flows/{id}", ShowFlow).WithName("ShowFlow");
        network.MapGet("/profiles", ListProfiles).WithName("ListProfiles");
        network.MapGet("/profiles/{name}", ShowProfile).WithName("ShowProfile");
        return routes;
    }

    /// <summary>Which way would a call go? Signaling and media apart, with the flows, relays and rules that decide.</summary>
    /// <remarks>Nothing is stored and no call is made. The network is given with the scenario, or named by <c>networkId</c> if it is stored (scope <c>network</c>); a document
    /// with faults is refused whole, with every fault by its path.</remarks>
    /// <response code="200">The plan. What it took for granted is under <c>assumptions</c>; the rules' numbers are those of docs/call-flows.md.</response>
    private static async Task<Results<Ok<RoutePlanResponse>, ProblemHttpResult>> PlanRouteAsync(RoutePlanRequest body, HttpContext context, StoredNetworks stored, CancellationToken cancel)
    {
        if (body.Scenario is null) return Problem.For("invalid_request", "`scenario` is missing.");
        NetworkModel? model;
        if (body.NetworkId is { } id)
        {
            if (body.Network is not null) return Problem.For("invalid_request", "Give `network` or `networkId`, not both.");
            var caller = context.Caller();
            if (!caller.Has(Scopes.Network) && !caller.Has(Scopes.Admin)) return Problem.For("forbidden", "Planning in a stored network needs a token with the scope `network`.");
            if (await stored.FindMergedAsync(caller.Tenant, id, cancel) is not { } found) return Problem.For("network_not_found");
            if (found.Model is null) return NetworkProblems.Of(found.Wrong);
            model = found.Model;
        }
        else if (!NetworkModel.TryBuild(body.Network ?? new(), out model, out var wrong)) return NetworkProblems.Of(wrong);

        return RoutePlanner.Plan(body.Scenario, model!) switch
        {
            PlanOutcome.Refused refused => NetworkProblems.Of(refused),
            PlanOutcome.Planned planned => TypedResults.Ok(RoutePlanResponse.Of(planned.Plan)),
            _ => throw new InvalidOperationException("The planner has two outcomes."),
        };
    }

    /// <summary>Every flow by which traffic may go, with who opens it.</summary>
    private static Ok<FlowsResponse> ListFlows() => TypedResults.Ok(new FlowsResponse([.. FlowCatalogue.All.Select(FlowResponse.Of)]));

    /// <summary>One flow.</summary>
    /// <param name="id">Its number, such as <c>4'</c>; <c>4*</c> and the like mean the same.</param>
    private static Results<Ok<FlowResponse>, ProblemHttpResult> ShowFlow(string id) =>
        FlowIds.TryParse(id, out var flow) ? TypedResults.Ok(FlowResponse.Of(FlowCatalogue.Of(flow))) : Problem.For("not_found", "No flow has this number; GET /v1/flows lists them all.");

    /// <summary>Every deployment profile, with its switches.</summary>
    private static Ok<ProfilesResponse> ListProfiles() => TypedResults.Ok(new ProfilesResponse([.. Profiles.All.Select(ProfileResponse.Of)]));

    /// <summary>One deployment profile.</summary>
    /// <param name="name">Its name, such as <c>teams</c>.</param>
    private static Results<Ok<ProfileResponse>, ProblemHttpResult> ShowProfile(string name) =>
        Profiles.All.FirstOrDefault(one => RoutePlanResponse.Name(one.Name) == name) is { } profile
            ? TypedResults.Ok(ProfileResponse.Of(profile))
            : Problem.For("not_found", "No profile has this name; GET /v1/profiles lists them all.");
}
