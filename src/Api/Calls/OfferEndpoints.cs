using Microsoft.AspNetCore.Http.HttpResults;
using Signaling.Domain.Calls;

namespace Signaling.Api.Calls;

/// <summary>Renegotiation and ICE restart in a connected call.</summary>
internal static class OfferEndpoints
{
    public static RouteGroupBuilder MapOffers(this IEndpointRouteBuilder routes)
    {
        var offers = routes.MapGroup("/v1/calls/{callId}/offers").WithTags("Offers").RequireAuthorization().AddEndpointFilter(AskedBinding.CheckAsync);
        offers.MapPost("", OfferAsync).WithName("MakeOffer");
        offers.MapPost("/{number:int}/answer", AnswerAsync).WithName("AnswerOffer");
        offers.MapPost("/{number:int}/reject", RejectAsync).WithName("RejectOffer");
        return offers;
    }

    /// <summary>Offer a changed session: other media, another direction, or an ICE restart.</summary>
    /// <remarks>One offer waits at a time. The caller's takes the place of the callee's; the callee's gives way with <c>offer_pending</c>.</remarks>
    private static async Task<Results<Created<OfferResponse>, ProblemHttpResult>> OfferAsync(
        CallId callId, DescriptionRequest body, HttpContext context, CallService calls, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(body.Sdp)) return CallEndpoints.MissingSdp();

        if (NetworkRequest.TryRead(body.Network, context.Asks(body), out var ask) is { } unreadable) return unreadable;

        var outcome = await calls.HandleAsync(ask, callId, new CallCommand.Offer(ask.By, body.Sdp), StatusCodes.Status201Created, cancel);
        if (outcome is not CallOutcome.Done done) return CallProblems.Of(outcome);

        CallProblems.SetVersion(context, done.Stored);
        return TypedResults.Created($"/v1/calls/{callId}", new OfferResponse(done.Offer, CallResponse.Of(done.Stored) with { Warnings = done.Warnings.IsEmpty ? null : done.Warnings }));
    }

    /// <summary>Answer the other side's offer.</summary>
    private static Task<Results<Ok<CallResponse>, ProblemHttpResult>> AnswerAsync(
        CallId callId, int number, DescriptionRequest body, HttpContext context, CallService calls, CancellationToken cancel) =>
        string.IsNullOrEmpty(body.Sdp)
            ? Task.FromResult<Results<Ok<CallResponse>, ProblemHttpResult>>(CallEndpoints.MissingSdp())
            : NetworkRequest.TryRead(body.Network, context.Asks(body), out var ask) is { } unreadable
                ? Task.FromResult<Results<Ok<CallResponse>, ProblemHttpResult>>(unreadable)
            : CallEndpoints.DoAsync(context, calls, callId, ask, by => new CallCommand.AnswerOffer(by, number, body.Sdp, []), cancel);

    /// <summary>Refuse the other side's offer, or withdraw your own. The last agreed session stands.</summary>
    private static Task<Results<Ok<CallResponse>, ProblemHttpResult>> RejectAsync(
        CallId callId, int number, HttpContext context, CallService calls, CancellationToken cancel) =>
        CallEndpoints.DoAsync(context, calls, callId, context.Asks(), by => new CallCommand.RejectOffer(by, number), cancel);
}
