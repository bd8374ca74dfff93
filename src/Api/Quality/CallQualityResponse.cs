using Signaling.Api.Network;
using Signaling.Domain.Calls;
using Signaling.Domain.Quality;
using Signaling.Domain.Quality.Storage;

namespace Signaling.Api.Quality;

/// <summary>How good a call is, or was.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Verdict">The worst leg's: <c>good</c>, <c>fair</c>, <c>poor</c> or <c>unknown</c>.</param>
/// <param name="WorstLeg">The role of who is worst off: <c>caller</c> or <c>callee</c>; null while nobody has reported.</param>
/// <param name="Legs">Each side's figures: what it receives.</param>
/// <param name="MissingThresholds">Settings without which something could not be judged.</param>
internal sealed record CallQualityResponse(string CallId, string Verdict, string? WorstLeg, IReadOnlyList<LegQualityResponse> Legs, IReadOnlyList<string> MissingThresholds)
{
    /// <summary>Both sides, judged.</summary>
    public static CallQualityResponse Of(Call call, QualityRecord caller, QualityRecord callee, QualityThresholds thresholds, int samples)
    {
        LegQualityResponse[] legs =
        [
            LegQualityResponse.Of(CallFacts.Caller, call.Caller.User.Value, caller, thresholds, samples),
            LegQualityResponse.Of(CallFacts.Callee, call.Callee.Value, callee, thresholds, samples),
        ];
        var worst = QualityJudge.Worst(legs, leg => leg.Quality, leg => leg.Figures);
        return new(call.Id.Value, RoutePlanResponse.Name(worst?.Quality.Verdict ?? QualityVerdict.Unknown), worst?.Role, legs, [.. legs.SelectMany(leg => leg.MissingThresholds).Distinct().Order(StringComparer.Ordinal)]);
    }
}

/// <summary>One side of a call: what it receives.</summary>
/// <param name="Role"><c>caller</c> or <c>callee</c>.</param>
/// <param name="User">The user.</param>
/// <param name="Verdict">The worst of <paramref name="Findings"/>.</param>
/// <param name="Samples">Samples that came, each counted once.</param>
/// <param name="CoveredMilliseconds">The time that they cover.</param>
/// <param name="Figures">What they come to.</param>
/// <param name="Findings">What each figure comes to.</param>
/// <param name="MissingThresholds">Settings without which something could not be judged.</param>
/// <param name="Recent">The newest samples as they came, newest last.</param>
internal sealed record LegQualityResponse(
    string Role, string User, string Verdict, int Samples, double CoveredMilliseconds, LegFigures Figures, IReadOnlyList<QualityFindingResponse> Findings, IReadOnlyList<string> MissingThresholds,
    IReadOnlyList<TelemetrySample> Recent)
{
    /// <summary>The judgment itself.</summary>
    internal LegQuality Quality { get; private init; } = new(QualityVerdict.Unknown, [], []);

    public static LegQualityResponse Of(string role, string user, QualityRecord record, QualityThresholds thresholds, int samples)
    {
        var figures = record.Tally.Figures;
        var quality = QualityJudge.Judge(figures, thresholds);
        return new(
            role, user, RoutePlanResponse.Name(quality.Verdict), record.Tally.Count, record.Tally.Covered.TotalMilliseconds, figures,
            [.. quality.Findings.Select(one => new QualityFindingResponse(one.Figure, one.Value, RoutePlanResponse.Name(one.Verdict), one.Entry))], quality.MissingThresholds,
            [.. record.Samples.TakeLast(samples).Select(sample => KeptReport.Read<TelemetrySample>(sample.Json))]) { Quality = quality };
    }
}

/// <summary>What one figure comes to.</summary>
/// <param name="Figure">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Verdict"><c>good</c>, <c>fair</c>, <c>poor</c> or <c>unknown</c>.</param>
/// <param name="Rule">The rule behind it, as docs/call-flows.md lists them.</param>
internal sealed record QualityFindingResponse(string Figure, double Value, string Verdict, int Rule);
