using System.Collections.Immutable;
using Signaling.Domain.Sdp;

namespace Signaling.Domain.Network.Policies;

/// <summary>Whether policies leave media a way, so that no call is set up that cannot connect and says nothing.</summary>
public static class MediaWays
{
    /// <summary>Why an offer has no way whoever answers it; null when it may have one.</summary>
    public static MediaRefusal? OfOffer(CandidateJudge judge, SessionDescription original, FilteredDescription filtered)
    {
        if (Foreign(filtered.Removed) is { } foreign) return foreign;
        if (judge.ForbidsAll) return new(MediaRefusalCode.MediaBetweenNetworksNotAllowed, filtered.Removed);
        return filtered.Left == 0 && filtered.Held.IsEmpty && !filtered.Removed.IsEmpty && IceReach.IsFinal(original) ? Nothing(filtered.Removed) : null;
    }

    /// <summary>Why an answer, or an offer to someone whose place is known, has no way; null when it may have one.</summary>
    /// <param name="isFinal">Whether no more candidates can come from its sender.</param>
    /// <param name="left">Candidates of the sender that pass.</param>
    /// <param name="removed">Those that do not.</param>
    /// <param name="mayComeFromOther">Whether the other side has a relayed candidate, or may still send one.</param>
    public static MediaRefusal? OfAnswer(CandidateJudge judge, bool isFinal, int left, ImmutableArray<JudgedCandidate> removed, Func<bool> mayComeFromOther)
    {
        if (Foreign(removed) is { } foreign) return foreign;
        if (judge.ForbidsAll) return new(MediaRefusalCode.MediaBetweenNetworksNotAllowed, removed);
        if (left > 0 || !isFinal) return null;
        if (judge.NeedsRelay is not null) return mayComeFromOther() ? null : new(MediaRefusalCode.RelayRequired, removed); // one relay, of either side, is enough (CALL-FLOWS #69)
        return removed.IsEmpty ? null : Nothing(removed);
    }

    private static MediaRefusal? Foreign(ImmutableArray<JudgedCandidate> removed) =>
        removed.Any(one => one.Rule is PolicyRule.ForeignRelay) ? new(MediaRefusalCode.ThirdPartyRelayNotSupported, removed) : null;

    // The rule that took out most is the one to tell; a relay helps against all but the others named here.
    private static MediaRefusal Nothing(ImmutableArray<JudgedCandidate> removed) => new(CodeOf(removed.GroupBy(one => one.Rule).MaxBy(group => group.Count())!.Key), removed);

    /// <summary>What is said where a rule has left nothing.</summary>
    internal static MediaRefusalCode CodeOf(PolicyRule? rule) => rule switch
    {
        PolicyRule.MediaOverVpn  => MediaRefusalCode.MediaOverVpnNotSupported,
        PolicyRule.UdpOnly       => MediaRefusalCode.UdpRequired,
        PolicyRule.PairForbidden => MediaRefusalCode.MediaBetweenNetworksNotAllowed,
        PolicyRule.ForeignRelay  => MediaRefusalCode.ThirdPartyRelayNotSupported,
        _                        => MediaRefusalCode.RelayRequired,
    };
}
