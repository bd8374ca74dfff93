using Signaling.Domain.Network;
using Signaling.Domain.Network.Planning;
using Xunit;

namespace Signaling.Domain.Tests.Network;

/// <summary>Scenarios in few words, and plans as text.</summary>
internal static class Plans
{
    public static Participant Inside(string id) => new() { Id = id, Location = Location.CustomerNetwork };

    public static Participant Outside(string id) => new() { Id = id, Location = Location.Internet };

    public static Participant Vpn(string id) => new() { Id = id, Location = Location.InternetViaVpn };

    public static Scenario Call(Participant a, Participant b, bool? direct = null) => new() { Participants = [a, b], Connectivity = new() { Direct = direct } };

    public static Scenario Group(params Participant[] all) => new() { Kind = CallKind.Group, Participants = all };

    public static Scenario Phone(Participant user, string? trunk = null, bool? direct = null) =>
        new() { Kind = CallKind.Pstn, Participants = [user], Trunk = trunk, Connectivity = new() { Direct = direct } };

    public static RoutePlan In(this Scenario scenario, NetworkDocument document) =>
        RoutePlanner.Plan(scenario, document.Model()) switch
        {
            PlanOutcome.Planned planned => planned.Plan,
            var other => throw new ArgumentException(other.ToString()),
        };

    public static PlanError RefusedIn(this Scenario scenario, NetworkDocument document) =>
        Assert.IsType<PlanOutcome.Refused>(RoutePlanner.Plan(scenario, document.Model())).Error;

    /// <summary>Each leg's flows, such as <c>a 2',4|b 3</c>.</summary>
    public static string Signaling(this RoutePlan plan) => Text(plan.Signaling.Select(leg => (leg.Participant, leg.InScope, Flows(leg.Flows))));

    /// <summary>Each leg's flows.</summary>
    public static string Media(this RoutePlan plan) => Text(plan.Media.Select(leg => (leg.Participant, leg.InScope, Flows(leg.Flows))));

    /// <summary>Each leg's segments.</summary>
    public static string SignalingPaths(this RoutePlan plan) => Text(plan.Signaling.Select(leg => (leg.Participant, leg.InScope, string.Join(',', leg.Path))));

    /// <summary>Each leg's segments.</summary>
    public static string MediaPaths(this RoutePlan plan) => Text(plan.Media.Select(leg => (leg.Participant, leg.InScope, string.Join(',', leg.Path))));

    /// <summary>The flows of each step.</summary>
    public static string StepText(this RoutePlan plan) => string.Join(" / ", plan.Steps.Select(step => Flows(step.Flows)));

    public static IEnumerable<PlanWarningCode> WarningCodes(this RoutePlan plan) => plan.Warnings.Select(warning => warning.Code);

    /// <summary>All segments of a plan.</summary>
    public static IEnumerable<PathSegment> Segments(this RoutePlan plan) => [.. plan.Signaling.SelectMany(leg => leg.Path), .. plan.Media.SelectMany(leg => leg.Path)];

    /// <summary>All flows of a plan.</summary>
    public static IEnumerable<FlowId> AllFlows(this RoutePlan plan) => [.. plan.Signaling.SelectMany(leg => leg.Flows), .. plan.Media.SelectMany(leg => leg.Flows), .. plan.Steps.SelectMany(step => step.Flows)];

    private static string Flows(IEnumerable<FlowId> flows) => string.Join(',', flows.Select(flow => flow.ToWire()));

    private static string Text(IEnumerable<(string Id, bool InScope, string Text)> legs) => string.Join('|', legs.Select(leg => $"{leg.Id} {(leg.InScope ? leg.Text : "-")}"));
}
