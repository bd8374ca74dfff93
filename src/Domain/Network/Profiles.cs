using Signaling.Domain.Sdp;

namespace Signaling.Domain.Network;

/// <summary>The five profiles, with every switch (CALL-FLOWS section O).</summary>
public static class Profiles
{
    private static readonly int[] RelayPorts = [3478, 3479, 3480, 3481];
    private static readonly MediaKind[] Kinds = [MediaKind.Audio, MediaKind.Video, MediaKind.ScreenShare];
    private static readonly DateOnly SfbEnded = new(2021, 7, 31);

    private static readonly Profile Acs = new()
    {
        Name = ProfileName.Acs,
        Features = [Feature.DirectRouting],
        SignalingTarget = SignalingTarget.Nearest,
        HostRegion = HostRegionRule.FirstParticipant,
        ConferenceRelay = ConferenceRelay.WhereFirewallNeeds,
        GroupNeedsMediaServer = GroupMediaServer.Always,
        VpnMedia = VpnMedia.Forbidden,
        PacketShaper = Verdict.Fail,
        Ports = new(RelayPorts, [443], AllRequired: false),
        DocumentedClientSignaling = "HTTPS REST",
        TelemetryOverExpressRoute = null,
        InternalExternalDirectAssumedBlocked = false,
        MediaKinds = Kinds,
    };

    private static readonly Profile Teams = Acs with
    {
        Name = ProfileName.Teams,
        Features = [Feature.Federation, Feature.Hybrid, Feature.DirectRouting, Feature.PrivateCircuit],
        GroupNeedsMediaServer = GroupMediaServer.UnlessTwoParties,
        VpnMedia = VpnMedia.Discouraged,
        PacketShaper = Verdict.Warn,
        Ports = new(RelayPorts, [80, 443], AllRequired: true),
        TelemetryOverExpressRoute = true,
        Dependencies = [new("sfb-online", SfbEnded)],
    };

    private static readonly Profile SfbOnline = Teams with
    {
        Name = ProfileName.SfbOnline,
        Features = [Feature.Federation, Feature.PrivateCircuit],
        SignalingTarget = SignalingTarget.HomeServer,
        HostRegion = HostRegionRule.OrganizerHome,
        ConferenceRelay = ConferenceRelay.EdgeOfHost,
        GroupNeedsMediaServer = GroupMediaServer.ConferenceServer,
        Ports = null,
        DocumentedClientSignaling = "SIP",
        TelemetryOverExpressRoute = false,
        InternalExternalDirectAssumedBlocked = true,
        MediaKinds = [.. Kinds, MediaKind.FileTransfer],
        RetiredOn = SfbEnded,
        VariantRetiresOn = new(2023, 10, 1),
        Dependencies = [],
    };

    /// <summary>All profiles, in the order of <see cref="ProfileName"/>.</summary>
    public static IReadOnlyList<Profile> All { get; } =
    [
        Acs, Teams, SfbOnline,
        SfbOnline with { Name = ProfileName.SfbHybrid, Features = [Feature.Federation, Feature.Hybrid, Feature.PrivateCircuit] },
        SfbOnline with { Name = ProfileName.SfbCloudConnector },
    ];

    /// <summary>One profile; <see cref="ProfileName.Acs"/> for a value that names none.</summary>
    public static Profile Of(ProfileName name) => (uint)name < All.Count ? All[(int)name] : Acs;
}
