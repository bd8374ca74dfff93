using Microsoft.AspNetCore.Http.HttpResults;
using Signaling.Api.Problems;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Network.Policies;
using Signaling.Domain.Sdp;

namespace Signaling.Api.Calls;

/// <summary>What did not come of a command, as a problem.</summary>
internal static class CallProblems
{
    /// <summary>The problem for an outcome that is not <see cref="CallOutcome.Done"/>.</summary>
    public static ProblemHttpResult Of(CallOutcome outcome) => outcome switch
    {
        CallOutcome.BadDescription { Error: var error }       => Of(error),
        CallOutcome.NoWay { Refusal: var refusal }            => Of(refusal),
        CallOutcome.Refused { Surviving: { } other } refused  => Problem.For(refused.Error, more: ("callId", other.Value)),
        CallOutcome.Refused refused                           => Problem.For(refused.Error),
        _ => throw new ArgumentException("A command that succeeded is no problem.", nameof(outcome)),
    };

    /// <summary>The problem for a description or candidate that may not pass.</summary>
    public static ProblemHttpResult Of(SdpError error) => Problem.For(error.Code, error.Detail, error.Line, error.Rule);

    // The rules are told by name; addresses stay out, as problems are logged.
    private static ProblemHttpResult Of(MediaRefusal refusal) => Problem.For(
        refusal.Code,
        more: ("rules", refusal.Removed.Select(one => one.Rule).Append(refusal.Rule).OfType<PolicyRule>().Distinct()
            .Select(rule => new { name = Problem.CodeOf(rule), entry = rule.Entry(), reason = rule.Reason(), candidates = refusal.Removed.Count(one => one.Rule == rule) }).ToArray()));

    /// <summary>Gives the call's version as the answer's <c>ETag</c>.</summary>
    public static void SetVersion(HttpContext context, StoredCall stored) => context.Response.Headers.ETag = $"\"{stored.Version}\"";
}
