using Signaling.Domain.Sdp;

namespace Signaling.Domain.Network.Policies;

/// <summary>A candidate as it came, with the section it is for.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Mid">The section's name, if it has one.</param>
/// <param name="Section">The section's place, from 0; null when only its name was given.</param>
/// <param name="UsernameFragment">The ICE user name that it goes with, if known.</param>
public sealed record SentCandidate(IceCandidate Candidate, string? Mid, int? Section, string? UsernameFragment);

/// <summary>A candidate that is not passed on as it came.</summary>
/// <param name="Sent">The candidate.</param>
/// <param name="Rule">Why; null when it only waits for its device's answer.</param>
public sealed record JudgedCandidate(SentCandidate Sent, PolicyRule? Rule)
{
    /// <summary>The candidate itself.</summary>
    public IceCandidate Candidate => Sent.Candidate;
}
