using System.Collections.Immutable;
using Signaling.Domain.Identity;
using Signaling.Domain.Network.Policies;

namespace Signaling.Domain.Calls.Media;

/// <summary>Candidates of one device for one offer that a network's policies have had a hand in.</summary>
/// <param name="From">The device.</param>
/// <param name="Offer">The number of the offer.</param>
/// <param name="Candidates">The candidates, in the order in which they came.</param>
/// <param name="Complete">Whether the device has said that no more will come.</param>
public sealed record CandidateGroup(Actor From, int Offer, ImmutableArray<SentCandidate> Candidates, bool Complete)
{
    /// <summary>The groups of a call with candidates added to that of their device and offer; none twice.</summary>
    public static ImmutableArray<CandidateGroup> Add(ImmutableArray<CandidateGroup> all, CandidateGroup added)
    {
        var at = IndexOf(all, added.From, added.Offer);
        if (at < 0) return added.Candidates.IsEmpty && !added.Complete ? all : all.Add(added);

        var known = all[at];
        return all.SetItem(at, known with { Candidates = known.Candidates.AddRange(NewIn(known.Candidates, added.Candidates)), Complete = known.Complete || added.Complete });
    }

    /// <summary>Those of some candidates that others do not have.</summary>
    public static ImmutableArray<SentCandidate> NewIn(ImmutableArray<SentCandidate> known, ImmutableArray<SentCandidate> sent) =>
        sent.RemoveAll(one => known.Any(other => other.Candidate.Text == one.Candidate.Text && other.Mid == one.Mid && other.Section == one.Section));

    /// <summary>The group of a device and offer; null when there is none.</summary>
    public static CandidateGroup? Find(ImmutableArray<CandidateGroup> all, Actor from, int offer) => IndexOf(all, from, offer) is >= 0 and var at ? all[at] : null;

    private static int IndexOf(ImmutableArray<CandidateGroup> all, Actor from, int offer)
    {
        for (var at = 0; at < all.Length; at++)
        {
            if (all[at].From == from && all[at].Offer == offer) return at;
        }

        return -1;
    }
}
