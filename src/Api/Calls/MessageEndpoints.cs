using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Signaling.Api.Problems;
using Signaling.Domain.Calls;

namespace Signaling.Api.Calls;

/// <summary>In-call messages: they ride the signaling path, never the media path (CALL-FLOWS #14, #17).</summary>
internal static class MessageEndpoints
{
    public static RouteGroupBuilder MapMessages(this IEndpointRouteBuilder routes)
    {
        var messages = routes.MapGroup("/v1/calls/{callId}/messages").WithTags("Messages").RequireAuthorization().AddEndpointFilter(AskedBinding.CheckAsync);
        messages.MapPost("", SendAsync).WithName("SendMessage");
        return messages;
    }

    /// <summary>Say something in writing in a connected call.</summary>
    /// <response code="202">It is in the other side's inbox.</response>
    private static async Task<Results<Accepted, ProblemHttpResult>> SendAsync(
        CallId callId, MessageRequest body, HttpContext context, CallService calls, IOptions<CallOptions> options, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(body.Text)) return Problem.For("invalid_request", "`text` is missing.");
        if (body.Text.Length > options.Value.MaxMessageLength)
            return Problem.For("invalid_request", $"`text` may have at most {options.Value.MaxMessageLength} characters.");

        var ask = context.Asks(body);
        var outcome = await calls.HandleAsync(ask, callId, new CallCommand.SendMessage(ask.By, body.Text), StatusCodes.Status202Accepted, cancel);
        return outcome is CallOutcome.Done ? TypedResults.Accepted((string?)null) : CallProblems.Of(outcome);
    }
}
