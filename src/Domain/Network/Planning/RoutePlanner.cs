namespace Signaling.Domain.Network.Planning;

/// <summary>Which way will a call go? A pure function of scenario and network: every input has a plan or a named refusal.</summary>
public static class RoutePlanner
{
    internal static readonly string[] VpnReasons = ["NotDesignedForRealtime", "MayBlockUdp", "DoubleEncryption", "HairpinThroughVpn"];

    /// <summary>Plans a call.</summary>
    public static PlanOutcome Plan(Scenario scenario, NetworkModel model)
    {
        if (Seating.TrySeat(scenario, model, out var seats) is { } refused) return refused;
        var draft = new PlanDraft(scenario, model, seats);
        if (Admission.Refusal(draft) is { } forbidden) return forbidden;
        WarnOf(draft);
        return (model.Profile.IsSfb, scenario.Kind) switch
        {
            (_, CallKind.Hairpin)      => HairpinPlan.Of(draft),
            (true, _)                  => SfbPlan.Of(draft),
            (_, CallKind.OneToOne)     => OneToOnePlan.Of(draft),
            (_, CallKind.Group)        => GroupPlan.Of(draft),
            (_, CallKind.Pstn)         => PhonePlan.Of(draft),
            _                          => PlanDraft.Refuse(PlanError.TopologyDoesNotInclude, "Only Skype for Business profiles have broadcasts.", null, 191),
        };
    }

    private static void WarnOf(PlanDraft draft)
    {
        var profile = draft.Model.Profile;
        if (profile.RetiredOn is not null) draft.Warn(PlanWarningCode.RetiredProduct, null, 173, $"This product ended on {profile.RetiredOn:yyyy-MM-dd}; plan its successor.");
        foreach (var seat in draft.Seats)
        {
            if (seat.Place == Location.InternetViaVpn && seat.Network is not { Policies.SplitTunnel: true } && draft.Model.VpnMediaOf(seat.Network) is not VpnMedia.Allowed and var overVpn)
                draft.Warn(PlanWarningCode.MediaOverVpn, seat.Id, 227, "Let media go past the VPN (split tunnel).", overVpn == VpnMedia.Forbidden ? Verdict.Fail : Verdict.Warn, VpnReasons);
            if (seat is { Inside: true, Network.Policies.PacketShaper: true })
                draft.Warn(PlanWarningCode.PacketShaperOnPath, seat.Id, 158, "Let media go past devices that shape, sniff or inspect packets.", profile.PacketShaper);
        }
    }
}
