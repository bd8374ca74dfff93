using Signaling.Api.Network;
using Signaling.Api.Problems;
using Signaling.Domain.Calls;
using Signaling.Domain.Network;
using Signaling.Domain.Network.Planning;
using Signaling.Domain.Quality.Paths;

namespace Signaling.Api.Quality;

/// <summary>Which ways a call took, which were expected, and why they differ.</summary>
/// <param name="CallId">The call.</param>
/// <param name="NetworkDescribed">Whether the tenant has a live network; else the default profile's plain topology is taken.</param>
/// <param name="Profile">The profile that was followed.</param>
/// <param name="Steps">The eight steps, each with its users' flows.</param>
/// <param name="Participants">The caller's and the callee's media.</param>
/// <param name="Expected">The whole plan; participants are named <c>caller</c> and <c>callee</c> in it.</param>
/// <param name="NotPlanned">Why there is no plan; null where there is one.</param>
/// <param name="Notes">What whoever reads this should know.</param>
internal sealed record CallFlowsResponse(
    string CallId, bool NetworkDescribed, string Profile, IReadOnlyList<CallFlowStep> Steps, IReadOnlyList<ParticipantPath> Participants, RoutePlanResponse? Expected, NotPlannedResponse? NotPlanned,
    IReadOnlyList<string> Notes)
{
    /// <summary>An explained call as the wire has it.</summary>
    public static CallFlowsResponse Of(Call call, NetworkModel model, bool described, ExplainedCall explained)
    {
        string UserOf(string party) => party == CallFacts.Caller ? call.Caller.User.Value : call.Callee.Value;
        ExplainedLeg LegOf(string party) => party == CallFacts.Caller ? explained.Caller : explained.Callee;
        return new(
            call.Id.Value, described, RoutePlanResponse.Name(model.Profile.Name),
            [.. explained.Steps.Select(step => new CallFlowStep(step.Number, step.Name,
                [.. step.Flows.Select(one => new StepFlowResponse(one.Party, UserOf(one.Party), [.. one.Flows.Select(flow => flow.ToWire())], IsDone(call, step.Number, LegOf(one.Party))))]))],
            [.. new[] { explained.Caller, explained.Callee }.Select(leg => ParticipantPath.Of(leg, UserOf(leg.Party.Id)))],
            explained.Expected is PlanOutcome.Planned planned ? RoutePlanResponse.Of(planned.Plan) : null,
            explained.Expected is PlanOutcome.Refused refused ? new(Problem.CodeOf(refused.Error), refused.Detail, refused.Participant is { } who ? UserOf(who) : null) : null,
            [.. NotesOn(described, explained)]);
    }

    private static IEnumerable<string> NotesOn(bool described, ExplainedCall explained)
    {
        if (!described) yield return "No live network is stored for this tenant: what is expected is what the default profile says of two users on the Internet. Store one with PUT /v1/networks/{id}.";
        if (explained.Disagree) yield return "One side reports a direct way and the other a relayed one: the older of the two reports is out of date. Each side is shown as it has reported.";
    }

    private static bool IsDone(Call call, int step, ExplainedLeg leg) => step switch
    {
        1 or 3      => true,
        2           => leg.Party.HasRelay,
        4           => call.AnsweredAt is not null || call.Devices.Count > 0 || call.Invited.Count > 0,
        5           => leg.Party.HasRelay,
        6           => call.AnsweredAt is not null,
        7           => leg.Real is not null,
        _           => leg.Party.Tally.Count > 0,
    };
}

/// <summary>One of the eight steps.</summary>
/// <param name="Number">1 to 8.</param>
/// <param name="Name">What happens.</param>
/// <param name="Flows">Who takes which flows, in the order in which they are used.</param>
internal sealed record CallFlowStep(int Number, string Name, IReadOnlyList<StepFlowResponse> Flows);

/// <summary>The flows that one user takes in a step.</summary>
/// <param name="Role"><c>caller</c> or <c>callee</c>.</param>
/// <param name="User">The user.</param>
/// <param name="Flows">Which; empty where none is numbered, or the user's place is not known.</param>
/// <param name="Done">Whether it has been taken, as far as the service knows; that a relay was obtained it sees by candidates on one.</param>
internal sealed record StepFlowResponse(string Role, string User, IReadOnlyList<string> Flows, bool Done);

/// <summary>Why there is no plan.</summary>
/// <param name="Code">The code.</param>
/// <param name="Detail">What to do about it.</param>
/// <param name="User">Whose affair it is.</param>
internal sealed record NotPlannedResponse(string Code, string Detail, string? User);
