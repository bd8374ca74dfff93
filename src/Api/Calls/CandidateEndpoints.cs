using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Signaling.Api.Problems;
using Signaling.Domain.Calls;
using Signaling.Domain.Sdp;

namespace Signaling.Api.Calls;

/// <summary>Trickle ICE (RFC 8838, RFC 8840).</summary>
internal static class CandidateEndpoints
{
    /// <summary>How many candidates of the request a network's policies took out; the call's timeline says which and why.</summary>
    public const string RemovedHeader = "Candidates-Removed";

    public static RouteGroupBuilder MapCandidates(this IEndpointRouteBuilder routes)
    {
        var candidates = routes.MapGroup("/v1/calls/{callId}/candidates").WithTags("Candidates").RequireAuthorization().AddEndpointFilter(AskedBinding.CheckAsync);
        candidates.MapPost("", AddListAsync).WithName("AddCandidates");
        candidates.MapPatch("", AddFragmentAsync).WithName("AddCandidateFragment").Accepts<string>("application/trickle-ice-sdpfrag");
        return candidates;
    }

    /// <summary>Give the other side candidates.</summary>
    /// <remarks>While your device only rings they are held, and go out after its answer. Send several at once where you can.</remarks>
    /// <response code="204">They are on their way, or held.</response>
    private static async Task<Results<NoContent, ProblemHttpResult>> AddListAsync(
        CallId callId, CandidatesRequest body, HttpContext context, CallService calls, CancellationToken cancel)
    {
        if (!CandidateReader.TryRead(body, out var batch, out var bad)) return CallProblems.Of(bad!);
        if (batch is { Count: 0, Complete: false }) return Problem.For("invalid_request", "Send at least one candidate, or `endOfCandidates`.");

        return await AddAsync(context.Asks(body), callId, body.Offer, batch, calls, context, cancel);
    }

    /// <summary>Give the other side candidates as an SDP fragment.</summary>
    /// <response code="204">They are on their way, or held.</response>
    private static async Task<Results<NoContent, ProblemHttpResult>> AddFragmentAsync(
        CallId callId, HttpContext context, CallService calls, SdpLimits limits, CancellationToken cancel, int? offer = null)
    {
        if (context.Request.ContentType?.StartsWith("application/trickle-ice-sdpfrag", StringComparison.OrdinalIgnoreCase) != true)
            return Problem.For("unsupported_media_type", "Send the fragment as application/trickle-ice-sdpfrag.");

        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(cancel); // the server's own limit on bodies bounds it
        if (!CandidateReader.TryRead(text, limits, out var batch, out var bad)) return CallProblems.Of(bad!);
        if (batch is { Count: 0, Complete: false }) return TypedResults.NoContent(); // a fragment may carry credentials alone

        return await AddAsync(context.Asks(), callId, offer, batch, calls, context, cancel);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> AddAsync(
        Asked ask, CallId callId, int? offer, CandidateBatch batch, CallService calls, HttpContext context, CancellationToken cancel)
    {
        var outcome = await calls.TrickleAsync(ask, callId, offer, batch, cancel);
        if (outcome is not CallOutcome.Done done) return CallProblems.Of(outcome);

        if (done.Removed > 0) context.Response.Headers[RemovedHeader] = done.Removed.ToString(CultureInfo.InvariantCulture);
        return TypedResults.NoContent();
    }
}
