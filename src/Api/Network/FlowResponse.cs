using Signaling.Domain.Network;

namespace Signaling.Api.Network;

/// <summary>Every flow.</summary>
/// <param name="Flows">In the order of their numbers.</param>
internal sealed record FlowsResponse(IReadOnlyList<FlowResponse> Flows);

/// <summary>One flow: who opens it to whom, and what travels on it.</summary>
/// <param name="Id">Its number, such as <c>4'</c>.</param>
/// <param name="Initiator">Who opens it.</param>
/// <param name="To">Where it goes.</param>
/// <param name="Carries">What travels: <c>signaling</c>, <c>media</c>, <c>telemetry</c>, <c>nameResolution</c>.</param>
/// <param name="Segment">Where: <c>local</c>, <c>internet</c> or <c>expressRoute</c>.</param>
/// <param name="CrossesPerimeter">Whether it passes the customer network's firewall.</param>
/// <param name="OpensInwards">Whether the firewall must let it in rather than out.</param>
/// <param name="Class"><c>X</c>: customer to service; <c>Y</c>: customer to a dependency on the Internet.</param>
/// <param name="Rule">The rule that states it, as docs/call-flows.md lists them.</param>
/// <param name="Summary">What it is for.</param>
internal sealed record FlowResponse(string Id, string Initiator, string To, IReadOnlyList<string> Carries, string Segment, bool CrossesPerimeter, bool OpensInwards, string? Class, int Rule, string Summary)
{
    /// <summary>A flow as the wire has it.</summary>
    public static FlowResponse Of(Flow flow) => new(
        flow.Id.ToWire(), flow.From, flow.To, [.. flow.Carries.Select(RoutePlanResponse.Name)], RoutePlanResponse.Name(flow.Segment), flow.CrossesPerimeter, flow.OpensInwards, flow.Class, flow.Entry, flow.Summary);
}
