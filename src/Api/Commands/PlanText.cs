using System.Text;
using Signaling.Api.Network;

namespace Signaling.Api.Commands;

/// <summary>A plan as lines for people.</summary>
internal static class PlanText
{
    /// <summary>The lines, without an end of line at the end.</summary>
    public static string Of(RoutePlanResponse plan)
    {
        var text = new StringBuilder($"{plan.Mode}, by the profile {plan.Profile}{(plan.HostRegion is { } region ? $", hosted in {region}" : "")}");
        foreach (var leg in plan.Signaling) Leg("signaling", leg.Participant, leg.Flows, leg.Path, leg.Protocol, leg.Hops, leg.Address, leg.InScope);
        foreach (var leg in plan.Media) Leg("media    ", leg.Participant, leg.Flows, leg.Path, leg.Transport, leg.Hops, leg.Address, leg.InScope);
        foreach (var relay in plan.Relays) text.Append($"\nrelay      {relay.Owner}, obtained by {relay.AllocatedBy}{(relay.Address is { } address ? $", {address}" : "")}");
        foreach (var step in plan.Steps) text.Append($"\nstep {step.Number}     {(step.Flows.Count == 0 ? "" : $"flow {string.Join(", ", step.Flows)}: ")}{step.Name}");
        foreach (var warning in plan.Warnings) text.Append($"\n{warning.Severity,-10} {warning.Code}{(warning.Participant is { } who ? $" ({who})" : "")}: {warning.Detail} (#{warning.Rule})");
        text.Append($"\nassuming   {string.Join(", ", plan.Assumptions)}");
        if (plan.Hints.Count > 0) text.Append($"\nexpect     {string.Join(", ", plan.Hints)}");
        return text.Append($"\nrules      {string.Join(' ', plan.Rules.Select(rule => $"#{rule}"))}").ToString();

        void Leg(string kind, string who, IReadOnlyList<string> flows, IReadOnlyList<string> path, string by, IReadOnlyList<string> hops, string? address, bool inScope) =>
            text.Append(inScope
                ? $"\n{kind}  {who}: {(flows.Count == 0 ? "" : $"flow {string.Join(", ", flows)}, ")}{string.Join(" then ", path)}, {by}{(hops.Count == 0 ? "" : $", via {string.Join(", ", hops)}")}{(address is null ? "" : $", to {address}")}"
                : $"\n{kind}  {who}: not this service's affair");
    }
}
