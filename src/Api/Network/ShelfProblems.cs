using Microsoft.AspNetCore.Http.HttpResults;
using Signaling.Api.Problems;
using Signaling.Domain.Network.Import;
using Signaling.Domain.Network.Storage;

namespace Signaling.Api.Network;

/// <summary>Why something was not stored, as a problem.</summary>
internal static class ShelfProblems
{
    private const int MostShown = 200;

    /// <summary>Why a command was not carried out.</summary>
    public static ProblemHttpResult Of(ShelfOutcome outcome) => outcome switch
    {
        ShelfOutcome.NotDone { Why: ShelfDecision.Invalid invalid } => NetworkProblems.Of(invalid.Wrong),
        ShelfOutcome.NotDone { Why: ShelfDecision.Refused { Error: ShelfError.AnotherNetworkLive, Other: { } other } } => Problem.For(
            "another_network_live", $"Live calls follow `{other}`. Store this one with ?draft=true, put it in the other's place with ?replaces={other}, or delete the other.", more: ("network", other)),
        ShelfOutcome.NotDone { Why: ShelfDecision.Refused refused } => Problem.For(refused.Error),
        ShelfOutcome.TooLarge large => Problem.For("body_too_large", $"A document is at most {large.MaxBytes} bytes as it is stored (Networks:MaxBytes)."),
        ShelfOutcome.TooLate => Problem.For("command_expired"),
        _ => Problem.For("conflict"),
    };

    /// <summary>All faults of a table, each by its line.</summary>
    public static ProblemHttpResult Of(IReadOnlyList<ImportError> wrong)
    {
        object errors = wrong.OrderBy(one => one.Line).Take(MostShown).Select(one => new { line = one.Line, column = one.Column, code = Problem.CodeOf(one.Code), detail = one.Detail }).ToArray();
        var first = wrong.MinBy(one => one.Line)!;
        return Problem.For("subnets_invalid", $"{(wrong.Count == 1 ? "One fault" : $"{wrong.Count} faults, the first")} in line {first.Line}: {first.Detail}", line: first.Line, more: ("errors", errors));
    }
}
