using Signaling.Domain.Network;
using Signaling.Domain.Network.Planning;

namespace Signaling.Api.Network;

/// <summary>A call to plan.</summary>
/// <param name="Scenario">Who, where, what for, and what is known about the ways between.</param>
/// <param name="Network">The network to plan in. Left out, with <c>NetworkId</c>: the plain Internet topology of the profile <c>acs</c>.</param>
/// <param name="NetworkId">A stored network to plan in, draft or live, with the stored trunks.</param>
internal sealed record RoutePlanRequest(Scenario? Scenario, NetworkDocument? Network = null, string? NetworkId = null);
