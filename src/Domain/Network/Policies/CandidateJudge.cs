using System.Collections.Immutable;
using Signaling.Domain.Sdp;

namespace Signaling.Domain.Network.Policies;

/// <summary>Judges candidates of one device on their way to another.</summary>
public sealed class CandidateJudge
{
    private readonly CandidatePolicy policy;
    private readonly DevicePlace sender;
    private readonly ImmutableArray<ImmutableArray<Restriction>> byReceiver;

    internal CandidateJudge(CandidatePolicy policy, DevicePlace sender, ImmutableArray<ImmutableArray<Restriction>> byReceiver) =>
        (this.policy, this.sender, this.byReceiver) = (policy, sender, byReceiver);

    /// <summary>Whether there may be no media at all between the two.</summary>
    public bool ForbidsAll => byReceiver.All(all => all.Any(one => one.Forbidden));

    /// <summary>Why media need a relay whoever the receiver turns out to be; null when they do not.</summary>
    public PolicyRule? NeedsRelay
    {
        get
        {
            PolicyRule? rule = null;
            foreach (var all in byReceiver)
            {
                var strictest = all.FirstOrDefault(one => one.Relay is not null).Relay;
                if (strictest is null) return null;
                rule ??= strictest;
            }

            return rule;
        }
    }

    /// <summary>What becomes of a candidate.</summary>
    public CandidateVerdict Judge(IceCandidate candidate)
    {
        var alone = policy.Alone(sender, candidate);
        if (alone is { Fate: CandidateFate.Remove } removed) return removed;

        var (rule, stops, passes) = ((PolicyRule?)null, false, false);
        foreach (var all in byReceiver)
        {
            PolicyRule? against = null;
            foreach (var one in all) against ??= one.Against(candidate);
            rule ??= against;
            stops |= against is not null;
            passes |= against is null;
        }

        return stops ? new(passes ? CandidateFate.Hold : CandidateFate.Remove, rule) : alone ?? CandidateVerdict.Keep;
    }

    /// <summary>Whether the addresses that a passing candidate names beside its own must not be shown with it, since as candidates they would not pass.</summary>
    public bool HidesRelated(IceCandidate candidate) => candidate.OtherAddresses.Any(address => !Judge(candidate with
    {
        Address = address,
        Type = candidate.Type is IceCandidateType.Relayed && address == candidate.RelatedAddress ? IceCandidateType.ServerReflexive : IceCandidateType.Host,
        RelatedAddress = null,
        RelatedPort = null,
    }).Passes);
}
