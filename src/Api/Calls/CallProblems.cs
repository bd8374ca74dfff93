using Microsoft.AspNetCore.Http.HttpResults;
using Signaling.Api.Problems;
using Signaling.Domain.Calls.Storage;

namespace Signaling.Api.Calls;

/// <summary>What did not come of a command, as a problem.</summary>
internal static class CallProblems
{
    /// <summary>The problem for an outcome that is not <see cref="CallOutcome.Done"/>.</summary>
    public static ProblemHttpResult Of(CallOutcome outcome) => outcome switch
    {
        CallOutcome.BadDescription { Error: var e }           => Problem.For(e.Code, e.Detail, e.Line, e.Rule),
        CallOutcome.Refused { Surviving: { } other } refused  => Problem.For(refused.Error, more: ("callId", other.Value)),
        CallOutcome.Refused refused                           => Problem.For(refused.Error),
        _ => throw new ArgumentException("A command that succeeded is no problem.", nameof(outcome)),
    };

    /// <summary>Gives the call's version as the answer's <c>ETag</c>.</summary>
    public static void SetVersion(HttpContext context, StoredCall stored) => context.Response.Headers.ETag = $"\"{stored.Version}\"";
}
