using System.Text.Json;
using Signaling.Domain.Network;
using Signaling.Domain.Network.Planning;

namespace Signaling.Api.Network;

/// <summary>Which way signaling and media of the call go, and why.</summary>
/// <param name="Profile">The profile that it follows.</param>
/// <param name="Mode">How media are carried: <c>direct</c>, <c>relayed</c>, <c>mediaServer</c>, <c>sbcBypassDirect</c>, <c>sbcBypassRelayed</c>.</param>
/// <param name="Signaling">Each participant's way for signaling.</param>
/// <param name="Media">Each participant's way for media.</param>
/// <param name="Relays">The relays on the way.</param>
/// <param name="MediaServer">The media server on the way, if there is one.</param>
/// <param name="HostRegion">The region that hosts the call, if it is hosted and the region is known.</param>
/// <param name="Federated">Whether two tenants are in it.</param>
/// <param name="Steps">The eight steps of a one-to-one call, with their flows.</param>
/// <param name="Dependencies">Flows that must stay open even where the private circuit carries the call.</param>
/// <param name="Security">How media are protected.</param>
/// <param name="Rules">Numbers of the rules that decided, as docs/call-flows.md lists them.</param>
/// <param name="Assumptions">What was taken for granted.</param>
/// <param name="Warnings">What makes the call worse than it could be, and what to do about it.</param>
/// <param name="Hints">What to expect.</param>
/// <param name="Places">Where each participant was found to be; phones are left out.</param>
internal sealed record RoutePlanResponse(
    string Profile, string Mode, IReadOnlyList<SignalingLegResponse> Signaling, IReadOnlyList<MediaLegResponse> Media, IReadOnlyList<RelayResponse> Relays, PlannedMediaServer? MediaServer, string? HostRegion,
    bool Federated, IReadOnlyList<CallStepResponse> Steps, IReadOnlyList<string> Dependencies, SecurityResponse Security, IReadOnlyList<int> Rules, IReadOnlyList<string> Assumptions,
    IReadOnlyList<PlanWarningResponse> Warnings, IReadOnlyList<string> Hints, IReadOnlyList<PlaceResponse> Places)
{
    /// <summary>The plan as the wire has it.</summary>
    public static RoutePlanResponse Of(RoutePlan plan) => new(
        Name(plan.Profile), Name(plan.Mode),
        [.. plan.Signaling.Select(leg => new SignalingLegResponse(leg.Participant, Flows(leg.Flows), [.. leg.Path.Select(Name)], leg.Protocol, leg.Hops, leg.Region, leg.Address, leg.Egress, leg.InScope))],
        [.. plan.Media.Select(leg => new MediaLegResponse(leg.Participant, Flows(leg.Flows), [.. leg.Path.Select(Name)], Name(leg.Transport), leg.Hops, leg.Address, leg.Egress, leg.Bidirectional, leg.Initiator, leg.InScope))],
        [.. plan.Relays.Select(relay => new RelayResponse(Name(relay.Owner), relay.AllocatedBy, relay.Region, relay.Address))],
        plan.MediaServer, plan.HostRegion, plan.Federated,
        [.. plan.Steps.Select(step => new CallStepResponse(step.Number, step.Name, Flows(step.Flows)))],
        Flows(plan.Dependencies), SecurityResponse.Srtp, plan.Rules, [.. plan.Assumptions.Select(Name)],
        [.. plan.Warnings.Select(warning => new PlanWarningResponse(Name(warning.Code), warning.Participant, Name(warning.Severity), warning.Detail, warning.Entry, warning.Reasons))],
        [.. plan.Hints.Select(Name)],
        [.. plan.Places.Select(place => new PlaceResponse(place.Participant, Name(place.Location), place.Network))]);

    /// <summary>A name of the domain as the wire has it.</summary>
    public static string Name<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static IReadOnlyList<string> Flows(IEnumerable<FlowId> flows) => [.. flows.Select(flow => flow.ToWire())];
}

/// <summary>One participant's way for signaling.</summary>
/// <param name="Participant">Whose.</param>
/// <param name="Flows">The flows, in order; empty where none is numbered.</param>
/// <param name="Path">The segments, in order: <c>local</c>, <c>internet</c>, <c>expressRoute</c>, <c>serviceBackbone</c>.</param>
/// <param name="Protocol"><c>rest</c> for clients, <c>sip</c> for SBCs.</param>
/// <param name="Hops">What lies on the way.</param>
/// <param name="Region">The region that it goes to, if known.</param>
/// <param name="Address">The address that it goes to, if known.</param>
/// <param name="Egress">The public ranges behind which the customer network's devices appear on this way, at most eight; empty where it does not leave one.</param>
/// <param name="InScope">False for a way that is another's affair and only shown.</param>
internal sealed record SignalingLegResponse(string Participant, IReadOnlyList<string> Flows, IReadOnlyList<string> Path, string Protocol, IReadOnlyList<string> Hops, string? Region, string? Address, IReadOnlyList<string> Egress, bool InScope);

/// <summary>One participant's way for media.</summary>
/// <param name="Participant">Whose.</param>
/// <param name="Flows">The flows, in order; empty where none is numbered.</param>
/// <param name="Path">The segments, in order: <c>local</c>, <c>internet</c>, <c>expressRoute</c>, <c>serviceBackbone</c>.</param>
/// <param name="Transport"><c>udp</c>, <c>tcp</c> or <c>httpTunnel</c>.</param>
/// <param name="Hops">What lies on the way.</param>
/// <param name="Address">The address that it goes to, if known.</param>
/// <param name="Egress">The public ranges behind which the customer network's devices appear on this way, at most eight; empty where it does not leave one.</param>
/// <param name="Bidirectional">Whether media flow both ways.</param>
/// <param name="Initiator">Who opens it, where that is not the participant.</param>
/// <param name="InScope">False for a way that is another's affair and only shown.</param>
internal sealed record MediaLegResponse(
    string Participant, IReadOnlyList<string> Flows, IReadOnlyList<string> Path, string Transport, IReadOnlyList<string> Hops, string? Address, IReadOnlyList<string> Egress, bool Bidirectional, string? Initiator, bool InScope);

/// <summary>Where a participant was found to be.</summary>
/// <param name="Participant">Who.</param>
/// <param name="Location"><c>customerNetwork</c>, <c>internet</c>, <c>internetViaVpn</c>, <c>guestPrivateNetwork</c> or <c>federatedNetwork</c>.</param>
/// <param name="Network">The customer network that it is in or signals through, if the document has it.</param>
internal sealed record PlaceResponse(string Participant, string Location, string? Network);

/// <summary>A relay on the way.</summary>
/// <param name="Owner">Whose it is: <c>service</c>, <c>onPremEdge</c>, <c>federatedTenant</c>, <c>onlineEdge</c>.</param>
/// <param name="AllocatedBy">The participant that obtained it.</param>
/// <param name="Region">Where it stands, if known.</param>
/// <param name="Address">Its host or address, if known.</param>
internal sealed record RelayResponse(string Owner, string AllocatedBy, string? Region, string? Address);

/// <summary>One step of a one-to-one call.</summary>
/// <param name="Number">1 to 8.</param>
/// <param name="Name">What happens.</param>
/// <param name="Flows">The flows it takes, in the order in which they are used.</param>
internal sealed record CallStepResponse(int Number, string Name, IReadOnlyList<string> Flows);

/// <summary>Something that makes a call worse than it could be.</summary>
/// <param name="Code">What.</param>
/// <param name="Participant">Whose way; null for the whole call.</param>
/// <param name="Severity"><c>pass</c>, <c>warn</c> or <c>fail</c>.</param>
/// <param name="Detail">What to do about it.</param>
/// <param name="Rule">The rule behind it, as docs/call-flows.md lists them.</param>
/// <param name="Reasons">Reasons, where there are several.</param>
internal sealed record PlanWarningResponse(string Code, string? Participant, string Severity, string Detail, int Rule, IReadOnlyList<string> Reasons);

/// <summary>How media are protected: SRTP encrypts the payload and leaves headers readable to networks (CALL-FLOWS #28).</summary>
/// <param name="PayloadEncrypted">Always true.</param>
/// <param name="HeaderEncrypted">Always false.</param>
internal sealed record SecurityResponse(bool PayloadEncrypted, bool HeaderEncrypted)
{
    public static SecurityResponse Srtp { get; } = new(PayloadEncrypted: true, HeaderEncrypted: false);
}
