using Microsoft.AspNetCore.Http.HttpResults;
using Signaling.Api.Problems;
using Signaling.Domain.Network;
using Signaling.Domain.Network.Planning;

namespace Signaling.Api.Network;

/// <summary>What is wrong with a document, or with a scenario in it, as a problem.</summary>
internal static class NetworkProblems
{
    private const int MostShown = 200;

    /// <summary>All faults of a document, each by its path.</summary>
    public static ProblemHttpResult Of(IReadOnlyList<NetworkError> wrong)
    {
        object errors = wrong.Take(MostShown).Select(one => new { path = one.Path, code = Problem.CodeOf(one.Code), detail = one.Detail, rule = one.Entry }).ToArray();
        return Problem.For("network_invalid", wrong is [var only] ? $"{only.Path}: {only.Detail}" : $"{wrong.Count} faults, the first at {wrong[0].Path}: {wrong[0].Detail}", more: ("errors", errors));
    }

    /// <summary>Why there is no plan.</summary>
    public static ProblemHttpResult Of(PlanOutcome.Refused refused) => (refused.Participant, refused.Entry) switch
    {
        ({ } participant, { } entry) => Problem.For(refused.Error, refused.Detail, rule: Rule(entry), more: ("participant", participant)),
        ({ } participant, null)      => Problem.For(refused.Error, refused.Detail, more: ("participant", participant)),
        (null, { } entry)            => Problem.For(refused.Error, refused.Detail, rule: Rule(entry)),
        _                            => Problem.For(refused.Error, refused.Detail),
    };

    private static string Rule(int entry) => $"CALL-FLOWS #{entry}";
}
