namespace Signaling.Domain.Quality;

/// <summary>Which of several pairs is the better one: the most direct way first, UDP before TCP (CALL-FLOWS #12, #38, #66).</summary>
public static class Pairs
{
    /// <summary>The best pair that works; null when none does.</summary>
    public static PairResult? Best(IEnumerable<PairResult> pairs) =>
        pairs.Where(Works).OrderBy(pair => KindOf(pair.Local, pair.Remote)).ThenBy(pair => pair.Transport).ThenBy(pair => pair.RoundTripMilliseconds ?? double.MaxValue).FirstOrDefault();

    /// <summary>Whether a pair works: one answered check is enough, however many were lost before it (CALL-FLOWS #56).</summary>
    public static bool Works(PairResult pair) => pair.State == PairState.Succeeded || pair.ResponsesReceived > 0;

    /// <summary>What kind of way a pair makes.</summary>
    public static MediaPathKind KindOf(CandidateKind local, CandidateKind remote) => (local, remote) switch
    {
        (CandidateKind.Relay, CandidateKind.Relay)              => MediaPathKind.RelayedTwice,
        (CandidateKind.Relay, _) or (_, CandidateKind.Relay)    => MediaPathKind.Relayed,
        (CandidateKind.Host, CandidateKind.Host)                => MediaPathKind.Direct,
        _                                                       => MediaPathKind.DirectThroughNat,
    };
}
