namespace Signaling.Domain.Network.Planning;

/// <summary>Whether two users' media go directly: what is possible, what the owner allows, what is known, and else what is likely (CALL-FLOWS #38, #66 to #69, #90).</summary>
internal static class DirectPath
{
    public static bool IsOpen(PlanDraft draft, Seat a, Seat b)
    {
        var together = a.IsWith(b);
        draft.Rule(38);
        if (together)
        {
            if (a.Network is { Policies.InternalUdpBlocked: true } || !a.Who.Transports.Contains(PerimeterProtocol.Udp) || !b.Who.Transports.Contains(PerimeterProtocol.Udp))
            {
                draft.Rule(67);
                draft.Warn(PlanWarningCode.InternalUdpBlocked, null, 67, "Let UDP pass between devices inside.");
                return false;
            }
        }
        else if (!a.CanReachPeers || !b.CanReachPeers) return false;

        if (draft.Model.MustRelay(a.PolicyNetwork, b.PolicyNetwork))
        {
            draft.Rule(90);
            if (draft.Known.Direct is true) draft.Warn(PlanWarningCode.DirectMediaBlocked, null, 90, "Nothing, if it is meant so; else turn off blockDirectExternalMedia or relayOnly, or say so in `pairs`.", Verdict.Pass);
            return false;
        }

        if (draft.Known.Direct is { } known) return known;

        var likely = together || (!a.Inside && !b.Inside);
        draft.Rule(together ? 67 : likely ? 68 : draft.Model.Profile.InternalExternalDirectAssumedBlocked ? 210 : 69);
        draft.Assume(likely ? PlanAssumption.DirectWorks : PlanAssumption.DirectBlocked);
        return likely;
    }
}
