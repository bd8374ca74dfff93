using Signaling.Domain.Quality;
using Xunit;

namespace Signaling.Domain.Tests.Quality;

/// <summary>What figures come to. The thresholds are this test's own: the documents give none.</summary>
public sealed class QualityJudgeTests
{
    private static readonly QualityThresholds Ours = new()
    {
        RoundTripMilliseconds = new(200, 400),
        LossPercent = new(2, 5),
        LossBurst = new(3, 10),
        FreezePercent = new(1, 5),
        SignalingRoundTrip = TimeSpan.FromSeconds(5),
    };

    [Theory]
    [Trait("CallFlow", "#215")]
    [InlineData(1, 1, QualityVerdict.Good)]
    [InlineData(1, 20, QualityVerdict.Poor)]
    [InlineData(3, 1, QualityVerdict.Fair)]
    [InlineData(6, 1, QualityVerdict.Poor)]
    public void Judge_OfLoss_WeighsBursts(double percent, int burst, QualityVerdict expected) =>
        Assert.Equal(expected, VerdictOf(new() { Loss = new() { Percent = percent, MaxBurst = burst } }));

    [Theory]
    [Trait("CallFlow", "#214")]
    [InlineData(LatencyKind.OneWay, 80, QualityVerdict.Good)]
    [InlineData(LatencyKind.Rtt, 160, QualityVerdict.Good)]
    [InlineData(LatencyKind.OneWay, 150, QualityVerdict.Fair)]
    [InlineData(LatencyKind.Rtt, 300, QualityVerdict.Fair)]
    public void Judge_OfLatency_ComparesLikeWithLike(LatencyKind kind, double milliseconds, QualityVerdict expected) =>
        Assert.Equal(expected, VerdictOf(new() { Latency = new() { Kind = kind, Milliseconds = milliseconds } }));

    [Theory]
    [Trait("CallFlow", "#216")]
    [InlineData(30, 60, QualityVerdict.Good)]
    [InlineData(60, 60, QualityVerdict.Good)]
    [InlineData(90, 60, QualityVerdict.Poor)]
    public void Judge_OfJitter_MindsItOnlyBeyondTheBuffer(double jitter, double buffer, QualityVerdict expected)
    {
        var quality = Judge(new() { Jitter = new() { Milliseconds = jitter, BufferMilliseconds = buffer } }, new()); // takes no threshold

        Assert.Equal(expected, quality.Verdict);
        Assert.Equal("jitterExceedsBuffer", Assert.Single(quality.Findings).Figure);
    }

    [Fact]
    [Trait("CallFlow", "#217")]
    public void Jitter_OfDelays_IsTheirMeanChange()
    {
        Assert.Equal(7.0 / 3, Jitter.Of([10, 14, 11, 11])!.Value, precision: 12);
        Assert.Null(Jitter.Of([10]));
        Assert.Equal(7.0 / 3, new JitterFigures { Delays = [10, 14, 11, 11] }.Value!.Value, precision: 12);
    }

    [Fact]
    [Trait("CallFlow", "#303"), Trait("CallFlow", "#305")]
    public void Judge_WithoutThresholds_SaysWhichAreMissing()
    {
        var quality = Judge(new() { Latency = new() { Kind = LatencyKind.Rtt, Milliseconds = 900 }, Loss = new() { Percent = 50 }, EdgeRoundTripMilliseconds = 9000 }, new());

        Assert.Equal(QualityVerdict.Unknown, quality.Verdict);
        Assert.Equal(["Quality:LossFair", "Quality:LossPoor", "Quality:RoundTripFair", "Quality:RoundTripPoor", "Quality:SignalingRoundTrip"], quality.MissingThresholds);
    }

    [Fact]
    [Trait("CallFlow", "#303")]
    public void Judge_WithOneThreshold_TellsBadNewsAndNoGood()
    {
        QualityThresholds half = new() { LossPercent = new(2, null) };

        Assert.Equal(QualityVerdict.Fair, Judge(new() { Loss = new() { Percent = 3 } }, half).Verdict);
        Assert.Equal(QualityVerdict.Good, Judge(new() { Loss = new() { Percent = 1 } }, half).Verdict);
        Assert.Equal(QualityVerdict.Unknown, Judge(new() { Loss = new() { Percent = 1 }, Latency = new() { Kind = LatencyKind.Rtt, Milliseconds = 1 } }, half).Verdict);
    }

    [Fact]
    [Trait("CallFlow", "#16"), Trait("CallFlow", "#305")]
    public void Judge_OfASlowWayToTheEdge_WarnsBeyondTheLimit()
    {
        Assert.Contains(Judge(new() { EdgeRoundTripMilliseconds = 5001 }, Ours).Findings, finding => finding.Figure == "signalingLatencyHigh");
        Assert.Empty(Judge(new() { EdgeRoundTripMilliseconds = 4999 }, Ours).Findings);
    }

    [Fact]
    [Trait("CallFlow", "#230")]
    public void Worst_OfTwoLegs_IsTheOneWorseOff()
    {
        LegFigures good = new() { LossPercent = 0.1 }, bad = new() { LossPercent = 7 }, silent = new();

        Assert.Same(bad, QualityJudge.Worst([good, bad, silent], leg => QualityJudge.Judge(leg, Ours), leg => leg));
        Assert.Same(bad, QualityJudge.Worst([good, bad], leg => QualityJudge.Judge(leg, new()), leg => leg)); // by loss where no verdict is
        Assert.Null(QualityJudge.Worst([silent], leg => QualityJudge.Judge(leg, Ours), leg => leg));
    }

    [Fact]
    [Trait("CallFlow", "#230")]
    public void Worst_OfALegThatCannotBeJudged_IsNotAGoodCall()
    {
        QualityThresholds onlyLoss = new() { LossPercent = new(2, 5) };
        LegFigures good = new() { LossPercent = 0.1 }, fair = new() { LossPercent = 3 }, unjudged = new() { RoundTripMilliseconds = 40 };

        LegFigures? Worst(params LegFigures[] legs) => QualityJudge.Worst(legs, leg => QualityJudge.Judge(leg, onlyLoss), leg => leg);

        Assert.Same(unjudged, Worst(good, unjudged));
        Assert.Same(fair, Worst(unjudged, fair));
        Assert.Same(good, Worst(good, new()));
    }

    [Fact]
    [Trait("CallFlow", "#16"), Trait("CallFlow", "#305")]
    public void Judge_OfAWayToTheEdgeThatNobodyHasSetALimitFor_IsNotGood()
    {
        NetworkFigures measured = new() { Loss = new() { Percent = 0 }, EdgeRoundTripMilliseconds = 10 };

        Assert.Equal(QualityVerdict.Good, Judge(measured, Ours).Verdict);
        Assert.Equal((QualityVerdict.Unknown, "Quality:SignalingRoundTrip"), (Judge(measured, Ours with { SignalingRoundTrip = null }).Verdict, Assert.Single(Judge(measured, Ours with { SignalingRoundTrip = null }).MissingThresholds)));
    }

    [Fact]
    public void Figures_OfOneShortBadSampleAtTheEnd_WeighItByItsTime()
    {
        static NetworkFigures Of(double roundTrip, double jitter, double loss) => new() { Latency = new() { Kind = LatencyKind.Rtt, Milliseconds = roundTrip }, Jitter = new() { Milliseconds = jitter }, Loss = new() { Percent = loss } };

        var figures = LegTally.Empty.Add(Sample(1, 9_900, Of(40, 4, 0))).Add(Sample(2, 100, Of(1040, 104, 100))).Figures;

        Assert.Equal((50d, 5d, 1d), (figures.RoundTripMilliseconds!.Value, figures.JitterMilliseconds!.Value, figures.LossPercent!.Value));
    }

    [Fact]
    public void Figures_OfManySamples_AreMeansByTimeAndMaxima()
    {
        var tally = LegTally.Empty
            .Add(Sample(1, 10_000, new() { Latency = new() { Kind = LatencyKind.Rtt, Milliseconds = 100 }, Loss = new() { Percent = 0, MaxBurst = 0 } }))
            .Add(Sample(2, 30_000, new() { Latency = new() { Kind = LatencyKind.Rtt, Milliseconds = 300 }, Loss = new() { Percent = 4, MaxBurst = 7 }, Media = [new() { Freezes = 2, FreezeMilliseconds = 400 }] }));

        Assert.Equal((2, TimeSpan.FromSeconds(40)), (tally.Count, tally.Covered));
        Assert.Equal((250d, 300d, 3d, 7, 400d / 30_000 * 100), (tally.Figures.RoundTripMilliseconds, tally.Figures.MaxRoundTripMilliseconds, tally.Figures.LossPercent, tally.Figures.MaxLossBurst, tally.Figures.FreezePercent));
    }

    private static QualityVerdict VerdictOf(NetworkFigures network) => Judge(network, Ours).Verdict;

    private static LegQuality Judge(NetworkFigures network, QualityThresholds thresholds) => QualityJudge.Judge(LegTally.FiguresOf(Sample(1, 10_000, network)), thresholds);

    private static TelemetrySample Sample(int sequence, int window, NetworkFigures network) => new() { Sequence = sequence, WindowMilliseconds = window, Network = network };
}
