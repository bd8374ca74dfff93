using System.Collections.Immutable;

namespace Signaling.Domain.Network.Policies;

/// <summary>What becomes of candidates that were sent together.</summary>
/// <param name="Passed">Those for the other side now, as it is to see them; the last resort at the end.</param>
/// <param name="Held">Those that wait for the receiver's place.</param>
/// <param name="Removed">Those that the other side never gets.</param>
/// <param name="Discouraged">How many of the passed are a last resort.</param>
public sealed record CandidateSorting(
    ImmutableArray<SentCandidate> Passed, ImmutableArray<JudgedCandidate> Held, ImmutableArray<JudgedCandidate> Removed, int Discouraged)
{
    /// <summary>Whether all pass exactly as they came.</summary>
    public bool IsUntouched { get; private init; }

    /// <summary>All pass.</summary>
    public static CandidateSorting All(ImmutableArray<SentCandidate> sent) => new(sent, [], [], 0) { IsUntouched = true };

    /// <summary>Sorts candidates of a trickled batch, or held ones whose time has come.</summary>
    public static CandidateSorting Of(CandidateJudge judge, IReadOnlyCollection<SentCandidate> sent)
    {
        var (passed, last) = (ImmutableArray.CreateBuilder<SentCandidate>(sent.Count), new List<SentCandidate>());
        var (held, removed) = (ImmutableArray.CreateBuilder<JudgedCandidate>(), ImmutableArray.CreateBuilder<JudgedCandidate>());
        var hidden = false;
        foreach (var one in sent)
        {
            var verdict = judge.Judge(one.Candidate);
            var shown = verdict.Passes && judge.HidesRelated(one.Candidate) ? one with { Candidate = one.Candidate.WithoutRelated() } : one;
            hidden |= !ReferenceEquals(shown, one);
            switch (verdict.Fate)
            {
                case CandidateFate.Keep: passed.Add(shown); break;
                case CandidateFate.Last: last.Add(shown with { Candidate = shown.Candidate.AsLast() }); break;
                case CandidateFate.Hold: held.Add(new(one, verdict.Rule)); break;
                default: removed.Add(new(one, verdict.Rule)); break;
            }
        }

        passed.AddRange(last);
        return new(passed.ToImmutable(), held.ToImmutable(), removed.ToImmutable(), last.Count) { IsUntouched = passed.Count == sent.Count && last.Count == 0 && !hidden };
    }
}
