using Microsoft.AspNetCore.Http.HttpResults;
using Signaling.Api.Health;
using Signaling.Api.Problems;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Identity;

namespace Signaling.Api.Calls;

/// <summary>Placing, reading and controlling calls.</summary>
internal static class CallEndpoints
{
    public static RouteGroupBuilder MapCalls(this IEndpointRouteBuilder routes)
    {
        var calls = routes.MapGroup("/v1/calls").WithTags("Calls").RequireAuthorization().AddEndpointFilter(AskedBinding.CheckAsync);
        calls.MapPost("", PlaceAsync).WithName("PlaceCall").RefuseWhileDraining();
        calls.MapGet("", ListAsync).WithName("ListCalls");
        calls.MapGet("/{callId}", ReadAsync).WithName("ReadCall");
        calls.MapPost("/{callId}/ringing", RingAsync).WithName("RingCall");
        calls.MapPost("/{callId}/answer", AnswerAsync).WithName("AnswerCall");
        calls.MapPost("/{callId}/reject", RejectAsync).WithName("RejectCall");
        calls.MapPost("/{callId}/hangup", HangUpAsync).WithName("HangUpCall");
        calls.MapPost("/{callId}/redirect", RedirectAsync).WithName("RedirectCall");
        calls.MapPost("/{callId}/hold", HoldAsync).WithName("HoldCall");
        calls.MapPost("/{callId}/resume", ResumeAsync).WithName("ResumeCall");
        calls.MapPost("/{callId}/transfer", Transfer).WithName("TransferCall");
        return calls;
    }

    /// <summary>Call someone.</summary>
    /// <remarks>Every device of the callee rings; the first to answer takes the call. If the callee is calling you at the same
    /// moment, nothing is created: answer the call that the problem names in <c>callId</c>.</remarks>
    /// <response code="201">The call is placed; <c>Location</c> names it.</response>
    private static async Task<Results<Created<CallResponse>, ProblemHttpResult>> PlaceAsync(
        PlaceCallRequest body, HttpContext context, CallService calls, Cell cell, CancellationToken cancel)
    {
        if (Callee.Parse(body.To, out var to) is { } refused) return refused;
        if (string.IsNullOrEmpty(body.Sdp)) return MissingSdp();

        var media = new MediaNeeds(body.Media?.Recording ?? false, body.Media?.Transcription ?? false);
        if (NetworkRequest.TryRead(body.Network, context.Asks(body), out var ask) is { } unreadable) return unreadable;

        var outcome = await calls.InviteAsync(ask, cell.Id, to, body.Sdp, media, cancel);
        if (outcome is not CallOutcome.Done done) return CallProblems.Of(outcome);

        CallProblems.SetVersion(context, done.Stored);
        return TypedResults.Created($"/v1/calls/{done.Stored.Call.Id}", CallResponse.Of(done.Stored) with { Warnings = done.Warnings });
    }

    /// <summary>My calls, newest first.</summary>
    /// <param name="state"><c>active</c> or <c>ended</c>; left out, both.</param>
    /// <param name="limit">How many at most, 1 to 100; 20 when left out.</param>
    /// <param name="after">What the page before gave as <c>next</c>.</param>
    private static async Task<Results<Ok<CallListResponse>, ProblemHttpResult>> ListAsync(
        HttpContext context, ICallStore store, CancellationToken cancel, string? state = null, int limit = 20, string? after = null)
    {
        if (limit is < 1 or > 100) return Problem.For("invalid_request", "`limit` must be 1 to 100.");
        if (!string.IsNullOrEmpty(after) && CallPlace.Parse(after) is null) return Problem.For("invalid_request", "`after` must be what the page before gave as `next`.");
        if (state is not (null or "active" or "ended")) return Problem.For("invalid_request", "`state` must be `active` or `ended`.");

        var filter = state switch { "active" => CallFilter.Active, "ended" => CallFilter.Ended, _ => CallFilter.All };
        var page = await store.ListAsync(context.Asks().User, filter, limit, after, cancel);
        return TypedResults.Ok(new CallListResponse([.. page.Calls.Select(CallResponse.Of)], page.Next));
    }

    /// <summary>One call, with all that is needed to rebuild it.</summary>
    private static async Task<Results<Ok<CallResponse>, ProblemHttpResult>> ReadAsync(CallId callId, HttpContext context, CallService calls, CancellationToken cancel)
    {
        var ask = context.Asks();
        var outcome = await calls.ReadAsync(ask, callId, cancel);
        if (outcome is not CallOutcome.Done done) return CallProblems.Of(outcome);

        CallProblems.SetVersion(context, done.Stored);
        return TypedResults.Ok(CallResponse.Whole(done.Stored, ask.By));
    }

    /// <summary>Say that this device rings.</summary>
    private static Task<Results<Ok<CallResponse>, ProblemHttpResult>> RingAsync(CallId callId, HttpContext context, CallService calls, CancellationToken cancel) =>
        DoAsync(context, calls, callId, context.Asks(), by => new CallCommand.Ring(by), cancel);

    /// <summary>Answer a ringing call.</summary>
    /// <remarks>The first device to answer takes the call; the others are told <c>answered_elsewhere</c>. The device that answered may say so again.</remarks>
    private static Task<Results<Ok<CallResponse>, ProblemHttpResult>> AnswerAsync(
        CallId callId, DescriptionRequest body, HttpContext context, CallService calls, CancellationToken cancel) =>
        string.IsNullOrEmpty(body.Sdp)
            ? Task.FromResult<Results<Ok<CallResponse>, ProblemHttpResult>>(MissingSdp())
            : NetworkRequest.TryRead(body.Network, context.Asks(body), out var ask) is { } unreadable
                ? Task.FromResult<Results<Ok<CallResponse>, ProblemHttpResult>>(unreadable)
            : DoAsync(context, calls, callId, ask, by => new CallCommand.Answer(by, body.Sdp, []), cancel);

    /// <summary>Do not take a call on this device.</summary>
    /// <remarks>The call goes on ringing while another device of yours may still answer.</remarks>
    private static Task<Results<Ok<CallResponse>, ProblemHttpResult>> RejectAsync(
        CallId callId, RejectRequest? body, HttpContext context, CallService calls, CancellationToken cancel)
    {
        RejectReason? reason = body?.Reason switch
        {
            null or "declined" => RejectReason.Declined,
            "busy"             => RejectReason.Busy,
            "forbidden"        => RejectReason.Forbidden,
            _                  => null,
        };
        return reason is { } known
            ? DoAsync(context, calls, callId, context.Asks(body), by => new CallCommand.Reject(by, known), cancel)
            : Task.FromResult<Results<Ok<CallResponse>, ProblemHttpResult>>(Problem.For("invalid_request", "`reason` must be `busy`, `declined` or `forbidden`."));
    }

    /// <summary>End a call: hang up, cancel while it rings, or decline as the callee.</summary>
    private static Task<Results<Ok<CallResponse>, ProblemHttpResult>> HangUpAsync(
        CallId callId, HangUpRequest? body, HttpContext context, CallService calls, CancellationToken cancel) =>
        body?.Reason is { Length: > 64 }
            ? Task.FromResult<Results<Ok<CallResponse>, ProblemHttpResult>>(Problem.For("invalid_request", "`reason` may have at most 64 characters."))
            : DoAsync(context, calls, callId, context.Asks(body), by => new CallCommand.HangUp(by), cancel);

    /// <summary>Send a ringing call on to someone else.</summary>
    private static async Task<Results<Ok<CallResponse>, ProblemHttpResult>> RedirectAsync(
        CallId callId, RedirectRequest body, HttpContext context, CallService calls, CancellationToken cancel) =>
        Callee.Parse(body.To, out var to) is { } refused
            ? refused
            : await DoAsync(context, calls, callId, context.Asks(body), by => new CallCommand.Redirect(by, to), cancel);

    /// <summary>Put the other side on hold, with an offer that carries it out or without.</summary>
    private static Task<Results<Ok<CallResponse>, ProblemHttpResult>> HoldAsync(
        CallId callId, HoldRequest? body, HttpContext context, CallService calls, CancellationToken cancel) =>
        DoAsync(context, calls, callId, context.Asks(body), by => new CallCommand.Hold(by, body?.Sdp), cancel);

    /// <summary>Take the other side off hold, with an offer that carries it out or without.</summary>
    private static Task<Results<Ok<CallResponse>, ProblemHttpResult>> ResumeAsync(
        CallId callId, HoldRequest? body, HttpContext context, CallService calls, CancellationToken cancel) =>
        DoAsync(context, calls, callId, context.Asks(body), by => new CallCommand.Resume(by, body?.Sdp), cancel);

    /// <summary>Hand a connected call over to someone else. Planned; not built yet.</summary>
    private static ProblemHttpResult Transfer(CallId callId) => Problem.For("transfer_not_available");

    /// <summary>Carries out a command and answers with the call.</summary>
    internal static async Task<Results<Ok<CallResponse>, ProblemHttpResult>> DoAsync(
        HttpContext context, CallService calls, CallId callId, Asked ask, Func<Actor, CallCommand> command, CancellationToken cancel)
    {
        var outcome = await calls.HandleAsync(ask, callId, command(ask.By), StatusCodes.Status200OK, cancel);
        if (outcome is not CallOutcome.Done done) return CallProblems.Of(outcome);

        CallProblems.SetVersion(context, done.Stored);
        return TypedResults.Ok(CallResponse.Of(done.Stored with { Call = done.Stored.Call.SeenBy(ask.By.User) }) with { Warnings = done.Warnings.IsEmpty ? null : done.Warnings });
    }

    internal static ProblemHttpResult MissingSdp() =>
        Problem.For("invalid_request", "`sdp` is missing: send the description that your RTCPeerConnection made.");
}
