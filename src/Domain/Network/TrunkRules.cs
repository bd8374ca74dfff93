using static Signaling.Domain.Network.NetworkErrorCode;

namespace Signaling.Domain.Network;

/// <summary>Trunks and their SBCs (CALL-FLOWS #96, #122 to #128, #153, #154).</summary>
internal static class TrunkRules
{
    /// <summary>What is wrong with a trunk whatever network it will belong to.</summary>
    public static IReadOnlyList<NetworkError> CheckAlone(Trunk trunk)
    {
        List<NetworkError> wrong = [];
        Check(
            new()
            {
                Profile = trunk.Kind == TrunkKind.CloudConnector ? ProfileName.SfbCloudConnector : ProfileName.Teams,
                Features = [Feature.DirectRouting],
                CustomerNetworks = [new() { Id = trunk.Network ?? "" }],
                NativeSipProxies = trunk.Route,
            },
            trunk, "", wrong);
        return [.. wrong.Select(one => one with { Path = one.Path.TrimStart('.') })];
    }

    public static void Check(NetworkDocument document, Trunk trunk, string path, List<NetworkError> wrong)
    {
        if (trunk.Network is { } network && document.CustomerNetworks.All(one => one.Id != network))
            wrong.Add(new(ReferenceUnknown, $"{path}.network", "Name one of customerNetworks."));
        if (trunk.Kind == TrunkKind.CloudConnector && document.Profile != ProfileName.SfbCloudConnector)
            wrong.Add(new(FeatureNotEnabled, $"{path}.kind", "Only the profile `sfbCloudConnector` has these.", 174));
        if (trunk.Kind != TrunkKind.DirectRouting) return;

        if (!document.Features.Contains(Feature.DirectRouting))
            wrong.Add(new(FeatureNotEnabled, $"{path}.kind", "Turn on the feature `directRouting`, in a profile that has it.", 255));
        foreach (var (index, hop) in trunk.Route.Index())
        {
            if (!document.NativeSipProxies.Contains(hop, StringComparer.OrdinalIgnoreCase))
                wrong.Add(new(ThirdPartySipProxyNotSupported, $"{path}.route[{index}]", "Take the proxy out; only the service's own (nativeSipProxies) may stand between it and the SBC.", 154));
        }

        if (trunk.Sbc is { } sbc) CheckSbc(sbc, $"{path}.sbc", wrong);
        else wrong.Add(new(ValueMissing, $"{path}.sbc", "Describe the SBC.", 96));
    }

    private static void CheckSbc(Sbc sbc, string path, List<NetworkError> wrong)
    {
        if (sbc.Id.Length is 0 or > 64) wrong.Add(new(IdInvalid, $"{path}.id", "Give it a name of 1 to 64 characters."));
        if (!Address.TryParse(sbc.PublicAddress, out var address) || !address.IsPublicUnicast)
            wrong.Add(new(PublicAddressRequired, $"{path}.publicAddress", "Give the public address by which the service reaches it.", 125));
        if (!sbc.Certified) wrong.Add(new(SbcNotCertified, $"{path}.certified", "Use a certified SBC, configured as its vendor recommends.", 123));
        if (!sbc.UdpFromService) wrong.Add(new(SbcNotReachable, $"{path}.udpFromService", "Let UDP from the service reach it.", 124));
        if (!sbc.TerminatesMedia) wrong.Add(new(SbcMustTerminateMedia, $"{path}.terminatesMedia", "Let it end RTP and RTCP itself.", 153));
        if (sbc.RelaysToNextHop) wrong.Add(new(SbcMustTerminateMedia, $"{path}.relaysToNextHop", "Let it not pass media on to another hop.", 153));
    }
}
