using Signaling.Domain.Sdp;

namespace Signaling.Domain.Network.Policies;

/// <summary>What is forbidden between a device in one network and one in another, or outside of any.</summary>
/// <param name="Relay">Why only relayed candidates pass; null when others do too.</param>
/// <param name="NoTcp">Whether TCP candidates do not pass.</param>
/// <param name="NoInternalUdp">Whether UDP host candidates do not pass.</param>
/// <param name="Forbidden">Whether nothing passes.</param>
internal readonly record struct Restriction(PolicyRule? Relay, bool NoTcp, bool NoInternalUdp, bool Forbidden)
{
    /// <summary>The restriction between two networks; null is outside of any.</summary>
    public static Restriction Between(NetworkModel model, CustomerNetwork? one, CustomerNetwork? other)
    {
        var (pair, same) = (model.PairOf(one?.Id, other?.Id), one is not null && one.Id == other?.Id);
        PolicyRule? relay =
            pair is PairMedia.Direct                                                       ? null :
            pair is PairMedia.RelayOnly                                                    ? PolicyRule.PairRelayOnly :
            one is { Policies.RelayOnly: true } || other is { Policies.RelayOnly: true }   ? PolicyRule.RelayOnly :
            !same && (Blocks(one) || Blocks(other))                                        ? PolicyRule.DirectExternalMediaBlocked :
            null;
        return new(relay,
            NoTcp: one is { Policies.UdpOnly: true } || other is { Policies.UdpOnly: true },
            NoInternalUdp: same && one!.Policies.InternalUdpBlocked,
            Forbidden: pair is PairMedia.None);
    }

    /// <summary>The rule that takes out a candidate; null when it passes.</summary>
    public PolicyRule? Against(IceCandidate candidate) =>
        Forbidden                                                                                        ? PolicyRule.PairForbidden :
        Relay is not null && candidate.Type is not IceCandidateType.Relayed                              ? Relay :
        NoTcp && candidate.IsTcp                                                                         ? PolicyRule.UdpOnly :
        NoInternalUdp && candidate is { Type: IceCandidateType.Host, IsTcp: false }                      ? PolicyRule.InternalUdpBlocked :
        null;

    private static bool Blocks(CustomerNetwork? network) => network is { Policies.BlockDirectExternalMedia: true };
}
