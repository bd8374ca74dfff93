using Microsoft.AspNetCore.Http.HttpResults;
using Signaling.Api.Auth;
using Signaling.Api.Problems;
using Signaling.Domain.Network;
using Signaling.Domain.Network.Storage;

namespace Signaling.Api.Network;

/// <summary>The tenant's networks as they are stored: at most one of them is live, and governs calls.</summary>
internal static class StoredNetworkEndpoints
{
    /// <summary>Maps <c>/v1/networks</c>.</summary>
    public static IEndpointRouteBuilder MapStoredNetworks(this IEndpointRouteBuilder routes)
    {
        var networks = routes.MapGroup("/v1/networks").WithTags("Networks").RequireAuthorization(Scopes.Network).AddEndpointFilter(ShelfConditions.CheckAsync);
        networks.MapGet("", ListAsync).WithName("ListNetworks");
        networks.MapGet("/{id}", ReadAsync).WithName("ReadNetwork");
        networks.MapPut("/{id}", PutAsync).WithName("PutNetwork").WithMetadata(new TakesDocument(typeof(NetworkDocument)));
        networks.MapDelete("/{id}", DeleteAsync).WithName("DeleteNetwork");
        return routes;
    }

    /// <summary>The tenant's stored networks, and which of them is live.</summary>
    private static async Task<Ok<NetworksResponse>> ListAsync(HttpContext context, StoredNetworks stored, CancellationToken cancel) =>
        TypedResults.Ok(NetworksResponse.Of(await stored.ListAsync(context.Caller().Tenant, cancel)));

    /// <summary>A stored network, whole.</summary>
    /// <param name="id">Its name.</param>
    private static async Task<Results<Ok<StoredNetworkResponse>, ProblemHttpResult>> ReadAsync(string id, HttpContext context, StoredNetworks stored, CancellationToken cancel)
    {
        if (await stored.FindAsync(context.Caller().Tenant, DocumentKey.OfNetwork(id), cancel) is not { } found) return Problem.For("network_not_found");

        context.SetVersion(found.Entry.Version);
        return TypedResults.Ok(new StoredNetworkResponse(id, found.Entry.Version.ToString(), found.Live, found.Entry.ChangedAt, DocumentJson.Read<NetworkDocument>(found.Text)));
    }

    /// <summary>Store a network, whole; live calls follow it from now on, unless it is a draft.</summary>
    /// <remarks>A document with faults is refused, with every fault by its path. One network of a tenant is live at most: a second one is refused, stored with <c>draft</c>,
    /// or takes the first one's place with <c>replaces</c>. Stored trunks count as the document's own.</remarks>
    /// <param name="id">Its name, 1 to 64 of A–Z a–z 0–9 _ . -</param>
    /// <param name="draft">Whether it is stored only.</param>
    /// <param name="replaces">The live network that becomes a draft in the same step.</param>
    /// <response code="201">It is stored, and was not there before.</response>
    private static async Task<Results<Ok<NetworkChangedResponse>, Created<NetworkChangedResponse>, ProblemHttpResult>> PutAsync(
        string id, NetworkDocument body, HttpContext context, StoredNetworks stored, CancellationToken cancel, bool draft = false, string? replaces = null)
    {
        var caller = context.Caller();
        var command = new ShelfCommand.PutNetwork(id, body, draft, replaces, ShelfConditions.Of(context));
        if (await stored.DoAsync(caller.Tenant, caller.User, command, cancel) is var outcome && outcome is not ShelfOutcome.Done done) return ShelfProblems.Of(outcome);

        context.SetVersion(done.Version);
        var changed = new NetworkChangedResponse(id, done.Version.ToString(), done.Live);
        return done.Created ? TypedResults.Created($"/v1/networks/{id}", changed) : TypedResults.Ok(changed);
    }

    /// <summary>Delete a stored network. When it was live, calls follow none.</summary>
    /// <param name="id">Its name.</param>
    /// <response code="204">It is gone.</response>
    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, HttpContext context, StoredNetworks stored, CancellationToken cancel)
    {
        var caller = context.Caller();
        var outcome = await stored.DoAsync(caller.Tenant, caller.User, new ShelfCommand.Delete(DocumentKey.OfNetwork(id), ShelfConditions.Of(context)), cancel);
        return outcome is ShelfOutcome.Done ? TypedResults.NoContent() : ShelfProblems.Of(outcome);
    }

    /// <summary>Gives a document's version as the answer's <c>ETag</c>.</summary>
    internal static void SetVersion(this HttpContext context, DocumentVersion version) => context.Response.Headers.ETag = $"\"{version}\"";
}
