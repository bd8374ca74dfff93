using static Signaling.Domain.Network.FlowId;
using static Signaling.Domain.Network.Planning.PlanError;

namespace Signaling.Domain.Network.Planning;

/// <summary>A phone call that a user passed on to a phone: two SBC legs, and the user has left (CALL-FLOWS #135 to #137, #276, #277).</summary>
internal static class HairpinPlan
{
    public static PlanOutcome Of(PlanDraft draft)
    {
        var (first, second) = (Find(draft, draft.Scenario.Trunk), Find(draft, draft.Scenario.SecondTrunk));
        if (draft.Model.Profile.IsSfb) return PlanDraft.Refuse(TopologyDoesNotInclude, "Skype for Business profiles have no direct routing.", null, 138);
        if (first is not { Sbc: { } sbcA } || second is not { Sbc: { } sbcB })
            return PlanDraft.Refuse(ScenarioInvalid, "Name `trunk` and `secondTrunk`, both of kind directRouting; they may be the same.", null, 135);

        var (a, b) = (sbcA.Id, sbcA.Id == sbcB.Id ? sbcB.Id + " (second leg)" : sbcB.Id);
        var (networkA, networkB) = (SbcPlace.NetworkOf(draft, first), SbcPlace.NetworkOf(draft, second));
        draft.Stands(a, networkA);
        draft.Stands(b, networkB);
        draft.Hint(PlanHint.UserLeft);
        draft.Rule(136);

        var foreign = (first.Tenant ?? draft.Model.Document.Tenant) != (second.Tenant ?? draft.Model.Document.Tenant);
        var bypass = !foreign && first.MediaBypass && second.MediaBypass && !draft.Scenario.Needs.Any;
        if (foreign && (first.MediaBypass || second.MediaBypass))
            draft.Warn(PlanWarningCode.BypassNotAllowedCrossTenant, null, 137, "Nothing: between two tenants media go through the service.", Verdict.Pass);
        draft.Rule(bypass ? [135, 276] : foreign ? [137, 277] : [272]);

        FlowId[] flows = bypass ? [Flow5C] : [Flow4, Flow4Prime];
        IReadOnlyList<PathSegment> path = bypass && networkA?.Id == networkB?.Id ? [PathSegment.Local] : [PathSegment.Internet];
        string[] hops = bypass ? [] : ["mediaServer"];
        return draft.Finish(new()
        {
            Profile = draft.Model.Profile.Name,
            Signaling = [SbcPlace.SignalingOf(draft, a, sbcA), SbcPlace.SignalingOf(draft, b, sbcB)],
            Media = [new(a, flows, path) { Hops = hops }, new(b, flows, path) { Hops = hops }],
            Mode = bypass ? MediaMode.SbcBypassDirect : MediaMode.MediaServer,
            MediaServer = bypass ? null : new(null, null),
        });
    }

    private static Trunk? Find(PlanDraft draft, string? name) => name is not null && draft.Model.Trunk(name) is { Kind: TrunkKind.DirectRouting } trunk ? trunk : null;
}
