namespace Signaling.Domain.Quality;

/// <summary>Jitter, exactly as the documents define it.</summary>
public static class Jitter
{
    /// <summary>The mean change of delay between successive packets, without regard to its sign (CALL-FLOWS #217); null of fewer than two.</summary>
    /// <param name="delays">In the order in which the packets were sent, in milliseconds.</param>
    public static double? Of(IReadOnlyList<double> delays)
    {
        if (delays.Count < 2) return null;
        var changes = 0.0;
        for (var i = 1; i < delays.Count; i++) changes += Math.Abs(delays[i] - delays[i - 1]);
        return changes / (delays.Count - 1);
    }
}
