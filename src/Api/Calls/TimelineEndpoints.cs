using Microsoft.AspNetCore.Http.HttpResults;
using Signaling.Api.Auth;
using Signaling.Api.Problems;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.History;
using Signaling.Domain.Calls.Storage;

namespace Signaling.Api.Calls;

/// <summary>What has happened to a call.</summary>
internal static class TimelineEndpoints
{
    public static IEndpointRouteBuilder MapTimeline(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/calls/{callId}/timeline", ReadAsync).WithTags("Calls").WithName("ReadTimeline").RequireAuthorization(Scopes.Review);
        return routes;
    }

    /// <summary>What has happened to a call: who did what when, and which candidates the network's policies held back or took out, and why.</summary>
    /// <remarks>Where a device is, and the addresses of its candidates, are shown to its own user alone, and to the scope <c>admin</c>, which sees the calls of the whole tenant.</remarks>
    private static async Task<Results<Ok<TimelineResponse>, ProblemHttpResult>> ReadAsync(CallId callId, HttpContext context, ICallStore store, CancellationToken cancel)
    {
        var caller = context.Caller();
        var found = await store.FindTimelineAsync(caller.Tenant, callId, cancel);
        var isAdmin = caller.Has(Scopes.Admin);
        if (found is not { } known || !(isAdmin || known.Stored.Call.Includes(caller.User))) return Problem.For(CallError.CallNotFound);

        var lines = isAdmin ? known.Timeline : [.. known.Timeline.Select(line => line.SeenBy(caller.User)).OfType<TimelineEntry>()];
        return TypedResults.Ok(new TimelineResponse(callId.Value, [.. lines.Select(TimelineEntryResponse.Of)]));
    }
}
