using System.Text;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.HttpResults;
using Signaling.Api.Auth;
using Signaling.Api.Problems;
using Signaling.Domain.Network;
using Signaling.Domain.Network.Import;
using Signaling.Domain.Network.Storage;

namespace Signaling.Api.Network;

/// <summary>A stored network's sites and ranges as a table, to and from a spreadsheet.</summary>
internal static class SubnetEndpoints
{
    private const string Csv = "text/csv";
    private const int Attempts = 5;

    /// <summary>Maps <c>/v1/networks/{id}/subnets</c>.</summary>
    public static IEndpointRouteBuilder MapSubnets(this IEndpointRouteBuilder routes)
    {
        var subnets = routes.MapGroup("/v1/networks/{id}/subnets").WithTags("Networks").RequireAuthorization(Scopes.Network).AddEndpointFilter(ShelfConditions.CheckAsync);
        subnets.MapGet("", ReadAsync).WithName("ReadSubnets").Produces<string>(200, Csv);
        subnets.MapPost("", AddAsync).WithName("AddSubnets").Accepts<string>(Csv);
        subnets.MapPut("", ReplaceAsync).WithName("ReplaceSubnets").Accepts<string>(Csv);
        return routes;
    }

    /// <summary>A stored network's ranges as a table, as <c>PUT</c> takes it.</summary>
    /// <param name="id">The network's name.</param>
    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ReadAsync(string id, HttpContext context, StoredNetworks stored, CancellationToken cancel)
    {
        if (await stored.FindAsync(context.Caller().Tenant, DocumentKey.OfNetwork(id), cancel) is not { } found) return Problem.For("network_not_found");

        context.SetVersion(found.Entry.Version);
        return TypedResults.File(Encoding.UTF8.GetBytes(SubnetTable.Write(DocumentJson.Read<NetworkDocument>(found.Text))), Csv, $"{id}.csv");
    }

    /// <summary>Add the ranges of a table to a stored network, in one step.</summary>
    /// <remarks>Columns: <c>site</c> (a customer network; one that is not there is made), <c>prefix</c>, <c>role</c> (<c>internal</c>, <c>vpn</c>, <c>egress</c>) and, if need be,
    /// <c>path</c> (<c>internet</c>, <c>expressRoute</c>). A table with faults is refused whole, with every fault by its line; <c>If-Match</c> holds it to a version.</remarks>
    /// <param name="id">The network's name.</param>
    private static Task<Results<Ok<SubnetsResponse>, ProblemHttpResult>> AddAsync(string id, HttpContext context, StoredNetworks stored, CancellationToken cancel) =>
        ImportAsync(id, context, stored, replace: false, cancel);

    /// <summary>Make a table all of a stored network's ranges, in one step.</summary>
    /// <remarks>As <c>POST</c>, and ranges that the table does not have are taken out. Sites that it does not have stay, without ranges; all else in the document stays.</remarks>
    /// <param name="id">The network's name.</param>
    private static Task<Results<Ok<SubnetsResponse>, ProblemHttpResult>> ReplaceAsync(string id, HttpContext context, StoredNetworks stored, CancellationToken cancel) =>
        ImportAsync(id, context, stored, replace: true, cancel);

    private static async Task<Results<Ok<SubnetsResponse>, ProblemHttpResult>> ImportAsync(string id, HttpContext context, StoredNetworks stored, bool replace, CancellationToken cancel)
    {
        if (!IsCsv(context.Request.ContentType)) return Problem.For("unsupported_media_type", "Send the table as text/csv in UTF-8.");
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, cancel);
        if (FindForeign(body.GetBuffer().AsSpan(0, (int)body.Length)) is { } foreign) return ShelfProblems.Of([foreign]);
        var rows = SubnetTable.Read(Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length), out var wrong);
        if (wrong.Count > 0) return ShelfProblems.Of(wrong);

        var (caller, condition) = (context.Caller(), ShelfConditions.Of(context));
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await stored.FindAsync(caller.Tenant, DocumentKey.OfNetwork(id), cancel) is not { } found) return Problem.For("network_not_found");
            if (!condition.HoldsFor(found.Entry)) return Problem.For("version_mismatch");

            var before = DocumentJson.Read<NetworkDocument>(found.Text);
            SubnetChange change;
            var after = replace ? SubnetImport.Replace(before, rows, out change) : SubnetImport.Merge(before, rows, out change, out wrong);
            if (wrong.Count > 0) return ShelfProblems.Of(wrong);

            // Held to what was read: another change in between begins this one again.
            var outcome = await stored.DoAsync(caller.Tenant, caller.User, new ShelfCommand.PutNetwork(id, after, Draft: !found.Live, Replaces: null, new(found.Entry.Version)), cancel);
            if (outcome is ShelfOutcome.NotDone { Why: ShelfDecision.Refused { Error: ShelfError.VersionMismatch } }) continue;
            if (outcome is not ShelfOutcome.Done done) return ShelfProblems.Of(outcome);

            context.SetVersion(done.Version);
            return TypedResults.Ok(new SubnetsResponse(id, done.Version.ToString(), done.Live, change.SitesAdded, change.Added, change.Removed, change.Kept));
        }

        return Problem.For("conflict");
    }

    // The first line in another encoding: read as UTF-8, it would name other sites.
    private static ImportError? FindForeign(ReadOnlySpan<byte> table)
    {
        if (Utf8.IsValid(table)) return null;
        var line = 1;
        foreach (var range in table.Split((byte)'\n'))
        {
            if (!Utf8.IsValid(table[range])) break;
            line++;
        }

        return new(line, null, NetworkErrorCode.CsvInvalid, "This is not UTF-8; save the table as CSV UTF-8.");
    }

    private static bool IsCsv(string? contentType) =>
        Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase)
        && (type.Charset.Length == 0 || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
