using static Signaling.Domain.Network.FlowId;

namespace Signaling.Domain.Network.Planning;

/// <summary>Where SBCs stand, and how they signal: both sides may begin (CALL-FLOWS #129).</summary>
internal static class SbcPlace
{
    public static CustomerNetwork? NetworkOf(PlanDraft draft, Trunk trunk) =>
        trunk.Network is { } id ? draft.Model.Network(id) : draft.Model.Document.CustomerNetworks is [var only] ? only : null;

    public static SignalingLeg SignalingOf(PlanDraft draft, string id, Sbc sbc)
    {
        draft.Rule(48, 129);
        return new(id, [Flow4, Flow4Prime], [PathSegment.Internet]) { Protocol = "sip", Address = sbc.PublicAddress };
    }
}
