namespace Signaling.Domain.Quality;

/// <summary>How good a leg is, by its figures and the operator's thresholds (CALL-FLOWS #213 to #217, #303).</summary>
public static class QualityJudge
{
    /// <summary>The judgment on a leg: the worst of its figures. Good takes every threshold; bad news needs only one.</summary>
    public static LegQuality Judge(LegFigures figures, QualityThresholds thresholds)
    {
        List<QualityFinding> findings = [];
        HashSet<string> missing = [];
        Judge("roundTripMilliseconds", figures.RoundTripMilliseconds, thresholds.RoundTripMilliseconds, "Quality:RoundTrip", 214);
        Judge("lossPercent", figures.LossPercent, thresholds.LossPercent, "Quality:Loss", 215);
        Judge("maxLossBurst", figures.MaxLossBurst, thresholds.LossBurst, "Quality:LossBurst", 215);
        Judge("freezePercent", figures.FreezePercent, thresholds.FreezePercent, "Quality:Freeze", 213);

        // No threshold: what exceeds the buffer is heard, what does not is not (#216). Once in a while it is noticed, all the time it disturbs.
        if (figures.JitterExceedsBufferPercent is { } over)
            findings.Add(new("jitterExceedsBuffer", over, over >= 100 ? QualityVerdict.Poor : over > 0 ? QualityVerdict.Fair : QualityVerdict.Good, 216));
        if (figures.EdgeRoundTripMilliseconds is { } edge)
        {
            if (thresholds.SignalingRoundTrip is not { } limit) findings.Add(new("signalingLatency", edge, Missing("Quality:SignalingRoundTrip"), 16));
            else if (edge > limit.TotalMilliseconds) findings.Add(new("signalingLatencyHigh", edge, QualityVerdict.Poor, 16));
        }

        var judged = findings.Where(finding => finding.Verdict != QualityVerdict.Unknown).Select(finding => finding.Verdict).ToList();
        var worst = judged.Count == 0 ? QualityVerdict.Unknown : judged.Max();
        if (worst == QualityVerdict.Good && findings.Exists(finding => finding.Verdict == QualityVerdict.Unknown)) worst = QualityVerdict.Unknown;
        return new(worst, findings, [.. missing.Order(StringComparer.Ordinal)]);

        QualityVerdict Missing(string setting)
        {
            missing.Add(setting);
            return QualityVerdict.Unknown;
        }

        void Judge(string name, double? value, Threshold threshold, string setting, int entry)
        {
            if (value is not { } measured) return;
            if (threshold.Fair is null) missing.Add($"{setting}Fair");
            if (threshold.Poor is null) missing.Add($"{setting}Poor");
            findings.Add(new(name, measured, threshold.Judge(measured), entry));
        }
    }

    /// <summary>The leg that is worst off: by verdict, then by loss, then by round trip; null when nothing was measured (CALL-FLOWS #230). One that
    /// cannot be judged is worse than a good one, since a call is good only where both are, and better than one of which something bad is known.</summary>
    public static T? Worst<T>(IEnumerable<T> legs, Func<T, LegQuality> qualityOf, Func<T, LegFigures> figuresOf) where T : class =>
        legs.Where(leg => qualityOf(leg).Findings.Count > 0)
            .OrderByDescending(leg => qualityOf(leg).Verdict switch { QualityVerdict.Poor => 3, QualityVerdict.Fair => 2, QualityVerdict.Unknown => 1, _ => 0 })
            .ThenByDescending(leg => figuresOf(leg).LossPercent ?? 0)
            .ThenByDescending(leg => figuresOf(leg).RoundTripMilliseconds ?? 0)
            .FirstOrDefault();
}

/// <summary>How good one leg is.</summary>
/// <param name="Verdict">The worst of its findings.</param>
/// <param name="Findings">What each figure comes to.</param>
/// <param name="MissingThresholds">Settings without which something could not be judged.</param>
public sealed record LegQuality(QualityVerdict Verdict, IReadOnlyList<QualityFinding> Findings, IReadOnlyList<string> MissingThresholds);

/// <summary>What one figure comes to.</summary>
/// <param name="Figure">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Verdict">How good that is.</param>
/// <param name="Entry">The entry of the call flow document behind it.</param>
public sealed record QualityFinding(string Figure, double Value, QualityVerdict Verdict, int Entry);
