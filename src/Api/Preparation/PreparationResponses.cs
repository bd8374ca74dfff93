using Signaling.Api.Network;
using Signaling.Domain.Network;
using Signaling.Domain.Quality.Readiness;

namespace Signaling.Api.Preparation;

/// <summary>Something to do about a network.</summary>
/// <param name="Code">What, such as <c>udpBlocked</c>.</param>
/// <param name="Severity"><c>pass</c>: advice; <c>warn</c>: it works, worse; <c>fail</c>: it is not supported, or does not work.</param>
/// <param name="Where">Host, network or address that it is about; null for the whole.</param>
/// <param name="Fix">What to do, in words that can be sent to whoever runs the network.</param>
/// <param name="Rule">The rule behind it, as docs/call-flows.md lists them.</param>
/// <param name="Reasons">Reasons, where there are several.</param>
/// <param name="Help">A page that says more; null when the operator has set none.</param>
/// <param name="Reports">In how many reports it was found; 0 for what the description of the network says.</param>
internal sealed record FindingResponse(FindingCode Code, Verdict Severity, string? Where, string Fix, int Rule, IReadOnlyList<string> Reasons, string? Help, int Reports)
{
    public static FindingResponse Of(Finding one) => new(one.Code, one.Severity, one.Where, one.Fix, one.Entry, one.Reasons, one.Help, one.Reports);
}

/// <summary>A value that the documents leave open and nobody has given.</summary>
/// <param name="Name">The setting or member that would hold it.</param>
/// <param name="Consequence">What cannot be said without it.</param>
/// <param name="Rule">The rule that leaves it open, as docs/call-flows.md lists them.</param>
internal sealed record MissingResponse(string Name, string Consequence, int Rule)
{
    public static MissingResponse Of(MissingValue one) => new(one.Name, one.Consequence, one.Entry);
}

/// <summary>What one desk's measurements mean.</summary>
/// <param name="Label">Where they were taken.</param>
/// <param name="Network">The customer network that its addresses belong to; null for none.</param>
/// <param name="Kind"><c>open</c>, <c>symmetricNat</c>, <c>udpBlocked</c>, <c>vpn</c>, <c>blocked</c>, or <c>unknown</c> where no relay was tried.</param>
/// <param name="Grade"><c>optimal</c>, <c>degraded</c> or <c>blocked</c>.</param>
/// <param name="Nat"><c>none</c>, <c>cone</c>, <c>symmetric</c> or <c>unknown</c>.</param>
/// <param name="NatStable">Whether a mapping stayed as long as it was watched; null when it was not.</param>
/// <param name="Findings">What to do, the gravest first.</param>
internal sealed record DeskResponse(string? Label, string? Network, NetworkKind Kind, ReadinessGrade Grade, NatKind Nat, bool? NatStable, IReadOnlyList<FindingResponse> Findings)
{
    public static DeskResponse Of(JudgedReport one) =>
        new(one.Label, one.Network, one.Verdict.Kind, one.Verdict.Grade, one.Verdict.Nat.Kind, one.Verdict.Nat.Stable, [.. one.Verdict.Findings.Select(FindingResponse.Of)]);
}

/// <summary>One thing to prepare.</summary>
/// <param name="Name">What.</param>
/// <param name="State"><c>done</c>, <c>toDo</c>, or <c>unknown</c> where nothing was measured or a value is missing.</param>
/// <param name="Detail">What to do next.</param>
/// <param name="Rule">The rule behind it, as docs/call-flows.md lists them.</param>
internal sealed record PreparationStepResponse(string Name, PreparationState State, string Detail, int Rule);

/// <summary>Whether a network is ready for calls.</summary>
/// <param name="Network">Which.</param>
/// <param name="Profile">Its profile.</param>
/// <param name="Grade"><c>optimal</c>, <c>degraded</c> or <c>blocked</c>: the worst of description and reports.</param>
/// <param name="Assessed">Whether every customer network was assessed.</param>
/// <param name="AssessedOn">The day of the oldest of the latest assessments.</param>
/// <param name="Findings">What to do, the gravest first; what many desks found is one finding with their number.</param>
/// <param name="Reports">Each report's own verdict.</param>
/// <param name="PublicAddresses">Public addresses in the reports, with the devices behind each.</param>
/// <param name="Dependencies">Products that the profile needs; one that has ended is told and is no failure.</param>
/// <param name="Plan">What there is to prepare, and how far it is.</param>
/// <param name="Missing">Values that the documents leave open and nobody has given.</param>
internal sealed record NetworkReadinessResponse(
    string Network, string Profile, ReadinessGrade Grade, bool Assessed, DateOnly? AssessedOn, IReadOnlyList<FindingResponse> Findings, IReadOnlyList<DeskResponse> Reports,
    IReadOnlyList<AddressUse> PublicAddresses, IReadOnlyList<ProfileDependency> Dependencies, IReadOnlyList<PreparationStepResponse> Plan, IReadOnlyList<MissingResponse> Missing)
{
    public static NetworkReadinessResponse Of(string id, NetworkModel model, ReadinessVerdict verdict) => new(
        id, RoutePlanResponse.Name(model.Profile.Name), verdict.Grade, verdict.Assessed, verdict.AssessedOn, [.. verdict.Findings.Select(FindingResponse.Of)], [.. verdict.Reports.Select(DeskResponse.Of)],
        verdict.PublicAddresses, verdict.Dependencies, [.. verdict.Plan.Select(step => new PreparationStepResponse(step.Name, step.State, step.Detail, step.Entry))], [.. verdict.Missing.Select(MissingResponse.Of)]);
}

/// <summary>What to open in a network's firewalls.</summary>
/// <param name="Network">Which network.</param>
/// <param name="Profile">Its profile.</param>
/// <param name="Source"><c>document</c> when the network's own regions name the hosts, <c>deployment</c> when they are this deployment's.</param>
/// <param name="Rules">One by one.</param>
/// <param name="Missing">Ports that the documents leave open.</param>
internal sealed record FirewallRulesResponse(string Network, string Profile, string Source, IReadOnlyList<FirewallRuleResponse> Rules, IReadOnlyList<MissingResponse> Missing);

/// <summary>One rule.</summary>
/// <param name="Action"><c>allowOut</c> (answers come back in), <c>allowIn</c>, <c>allowInside</c>, or <c>pastVpn</c>: leave it out of the tunnel.</param>
/// <param name="Network">The customer network that it is for; <c>any</c> where none is described.</param>
/// <param name="Protocol"><c>udp</c> or <c>tcp</c>.</param>
/// <param name="From">Addresses, ranges or names that open it.</param>
/// <param name="To">Addresses, ranges or names that it goes to.</param>
/// <param name="Ports">Destination ports, such as <c>3478-3481</c>; <c>any</c>, or <c>unknown</c> where nobody has said.</param>
/// <param name="Flow">The flow that takes this way.</param>
/// <param name="Segment">Where it lies: <c>internet</c>, <c>expressRoute</c> or <c>local</c>.</param>
/// <param name="Required">Whether calls depend on it.</param>
/// <param name="Purpose">What goes there.</param>
/// <param name="Rule">The rule behind it, as docs/call-flows.md lists them.</param>
internal sealed record FirewallRuleResponse(
    string Action, string Network, string Protocol, IReadOnlyList<string> From, IReadOnlyList<string> To, string Ports, string Flow, string Segment, bool Required, string Purpose, int Rule)
{
    public static FirewallRuleResponse Of(FirewallRule rule) => new(
        RoutePlanResponse.Name(rule.Action), rule.Network, RoutePlanResponse.Name(rule.Protocol), rule.From, rule.To, FirewallText.Ports(rule.Ports), rule.Flow.ToWire(),
        RoutePlanResponse.Name(rule.Segment), rule.Required, rule.Purpose, rule.Entry);
}
