using System.Collections.Immutable;
using Signaling.Domain.Sdp;

namespace Signaling.Domain.Network.Policies;

/// <summary>A description as the other side gets it, and what it does not get.</summary>
/// <param name="Description">The description; the very same where nothing was touched.</param>
/// <param name="Held">Candidates that wait for the receiver's place.</param>
/// <param name="Removed">Candidates that the other side never gets; default destinations among them.</param>
/// <param name="Left">Candidates that are left for the transport which has fewest; those of sections that are switched off lead nowhere.</param>
/// <param name="Discouraged">How many of these are a last resort.</param>
/// <param name="HasEnded">Whether a mark that no more will come was taken out, for those held.</param>
public sealed record FilteredDescription(
    SessionDescription Description, ImmutableArray<JudgedCandidate> Held, ImmutableArray<JudgedCandidate> Removed, int Left, int Discouraged, bool HasEnded)
{
    /// <summary>Filters a description for its receiver.</summary>
    public static FilteredDescription Of(CandidateJudge judge, SessionDescription description)
    {
        var (held, removed) = (ImmutableArray.CreateBuilder<JudgedCandidate>(), ImmutableArray.CreateBuilder<JudgedCandidate>());
        var (left, discouraged) = (new Dictionary<MediaSection, int>(), 0);
        var edited = description.WithCandidates(Decide);
        var ended = held.Count > 0 && IceReach.HasEnded(description);
        if (held.Count > 0) edited = edited.WithCandidates(_ => CandidateEdit.Keep, moreToCome: true);
        return new(edited, held.ToImmutable(), removed.ToImmutable(), left.Values.DefaultIfEmpty().Min(), discouraged, ended);

        CandidateEdit Decide(PlacedCandidate placed)
        {
            var verdict = judge.Judge(placed.Candidate);
            var transport = IceReach.TransportOf(description, placed.Section);
            var counts = !placed.Section.IsRejected && placed is not { IsDefault: true, Candidate.Port: 0 };
            if (counts) left.TryAdd(transport, 0);
            var sent = new JudgedCandidate(IceReach.Sent(description, placed), verdict.Rule);
            switch (verdict.Fate)
            {
                case CandidateFate.Hold when !placed.IsDefault: held.Add(sent); return CandidateEdit.Drop;
                case CandidateFate.Hold or CandidateFate.Remove: removed.Add(sent); return CandidateEdit.Drop; // a default destination cannot come later
            }

            if (counts) left[transport]++;
            if (verdict.Fate is CandidateFate.Last) discouraged++;
            return verdict.Fate is CandidateFate.Last && !placed.IsDefault ? CandidateEdit.Last
                : judge.HidesRelated(placed.Candidate) ? CandidateEdit.KeepWithoutRelated
                : CandidateEdit.Keep;
        }
    }
}
