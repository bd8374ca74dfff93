using System.Collections.Immutable;
using Signaling.Domain.Sdp;

namespace Signaling.Domain.Network.Policies;

/// <summary>Tells candidates that were gathered through a VPN from those that go past it (CALL-FLOWS #156).</summary>
internal static class VpnTunnel
{
    /// <summary>Whether an address is one that the VPN gives out.</summary>
    public static bool IsVpn(NetworkModel model, string? address) => RoleOf(model, address) is { Role: AddressRole.Vpn };

    /// <summary>By what further candidates of the same tunnel will be known: the browser's number of its interface, and what it looks like from outside.</summary>
    public static ImmutableArray<string> Signs(NetworkModel model, IceCandidate candidate)
    {
        if (!IsVpn(model, candidate.Address) && !IsVpn(model, candidate.RelatedAddress)) return [];

        ImmutableArray<string> signs = candidate.Type is IceCandidateType.ServerReflexive or IceCandidateType.PeerReflexive ? [candidate.Address] : [];
        return candidate.NetworkId is { Length: <= 10 } id ? signs.Insert(0, $"id:{id}") : signs;
    }

    /// <summary>Whether a candidate leads through a VPN, and of which network. What hides its related address shows it only by its interface.</summary>
    public static bool Leads(NetworkModel model, DevicePlace sender, IceCandidate candidate, out CustomerNetwork? through)
    {
        through = RoleOf(model, candidate.Address) is { Role: AddressRole.Vpn } own ? own.Network
            : RoleOf(model, candidate.RelatedAddress) is { Role: AddressRole.Vpn } related ? related.Network
            : null;
        if (through is not null) return true;

        through = sender.Network is { } id ? model.Network(id) : null;
        return (candidate.NetworkId is { } number && sender.Tunnel.Contains($"id:{number}"))
            || (candidate.RelatedAddress is { } address && sender.Tunnel.Contains(address))
            || (sender.Location is Location.InternetViaVpn && candidate.Type is not IceCandidateType.Host
                && (IsEgress(model, sender.Network, candidate.RelatedAddress) || (!IsNativeRelay(model, candidate) && IsEgress(model, sender.Network, candidate.Address))));
    }

    private static bool IsNativeRelay(NetworkModel model, IceCandidate candidate) =>
        candidate.Type is IceCandidateType.Relayed && Address.TryParse(candidate.Address, out var address) && model.RelayAt(address) is not null;

    private static bool IsEgress(NetworkModel model, string? network, string? address) =>
        RoleOf(model, address) is { Role: AddressRole.Egress, Network.Id: var id } && (network is null || id == network);

    private static AddressPlace? RoleOf(NetworkModel model, string? text) =>
        text is not null && Address.TryParse(text, out var address) ? model.PlaceOf(address) : null;
}
