using Microsoft.AspNetCore.Http.HttpResults;
using Signaling.Api.Auth;
using Signaling.Api.Problems;
using Signaling.Domain.Network;
using Signaling.Domain.Network.Storage;

namespace Signaling.Api.Network;

/// <summary>The tenant's trunks to the phone network, kept apart from its networks and counted as part of each (CALL-FLOWS #122).</summary>
internal static class TrunkEndpoints
{
    /// <summary>Maps <c>/v1/trunks</c>.</summary>
    public static IEndpointRouteBuilder MapTrunks(this IEndpointRouteBuilder routes)
    {
        var trunks = routes.MapGroup("/v1/trunks").WithTags("Networks").RequireAuthorization(Scopes.Network).AddEndpointFilter(ShelfConditions.CheckAsync);
        trunks.MapGet("", ListAsync).WithName("ListTrunks");
        trunks.MapGet("/{id}", ReadAsync).WithName("ReadTrunk");
        trunks.MapPut("/{id}", PutAsync).WithName("PutTrunk").WithMetadata(new TakesDocument(typeof(Trunk)));
        trunks.MapDelete("/{id}", DeleteAsync).WithName("DeleteTrunk");
        return routes;
    }

    /// <summary>The tenant's stored trunks.</summary>
    private static async Task<Ok<TrunksResponse>> ListAsync(HttpContext context, StoredNetworks stored, CancellationToken cancel) =>
        TypedResults.Ok(new TrunksResponse([.. (await stored.ListAsync(context.Caller().Tenant, cancel)).Of(DocumentKind.Trunk)
            .Select(entry => new TrunkEntryResponse(entry.Key.Id, entry.Version.ToString(), entry.ChangedAt))]));

    /// <summary>A stored trunk, whole.</summary>
    /// <param name="id">Its name.</param>
    private static async Task<Results<Ok<StoredTrunkResponse>, ProblemHttpResult>> ReadAsync(string id, HttpContext context, StoredNetworks stored, CancellationToken cancel)
    {
        if (await stored.FindAsync(context.Caller().Tenant, DocumentKey.OfTrunk(id), cancel) is not { } found) return Problem.For("trunk_not_found");

        context.SetVersion(found.Entry.Version);
        return TypedResults.Ok(new StoredTrunkResponse(id, found.Entry.Version.ToString(), found.Entry.ChangedAt, DocumentJson.Read<Trunk>(found.Text)));
    }

    /// <summary>Store a trunk, whole.</summary>
    /// <remarks>It must go together with the live network, if there is one: the feature that it needs is on, the customer network that it names is there.</remarks>
    /// <param name="id">Its name, 1 to 64 of A–Z a–z 0–9 _ . -</param>
    /// <response code="201">It is stored, and was not there before.</response>
    private static async Task<Results<Ok<TrunkChangedResponse>, Created<TrunkChangedResponse>, ProblemHttpResult>> PutAsync(
        string id, Trunk body, HttpContext context, StoredNetworks stored, CancellationToken cancel)
    {
        var caller = context.Caller();
        if (await stored.DoAsync(caller.Tenant, caller.User, new ShelfCommand.PutTrunk(id, body, ShelfConditions.Of(context)), cancel) is var outcome && outcome is not ShelfOutcome.Done done)
            return ShelfProblems.Of(outcome);

        context.SetVersion(done.Version);
        var changed = new TrunkChangedResponse(id, done.Version.ToString());
        return done.Created ? TypedResults.Created($"/v1/trunks/{id}", changed) : TypedResults.Ok(changed);
    }

    /// <summary>Delete a stored trunk.</summary>
    /// <param name="id">Its name.</param>
    /// <response code="204">It is gone.</response>
    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, HttpContext context, StoredNetworks stored, CancellationToken cancel)
    {
        var caller = context.Caller();
        var outcome = await stored.DoAsync(caller.Tenant, caller.User, new ShelfCommand.Delete(DocumentKey.OfTrunk(id), ShelfConditions.Of(context)), cancel);
        return outcome is ShelfOutcome.Done ? TypedResults.NoContent() : ShelfProblems.Of(outcome);
    }
}
