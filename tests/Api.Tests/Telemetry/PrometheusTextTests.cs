using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Signaling.Api.Telemetry;
using Signaling.Domain.Calls;
using Xunit;

namespace Signaling.Api.Tests.Telemetry;

public sealed class PrometheusTextTests : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddSignalingMetrics().AddSingleton<PrometheusText>().BuildServiceProvider();
    private readonly PrometheusText text;
    private readonly SignalingMetrics metrics;

    public PrometheusTextTests() => (text, metrics) = (services.GetRequiredService<PrometheusText>(), services.GetRequiredService<SignalingMetrics>());

    public void Dispose() => services.Dispose();

    [Fact]
    public void Write_OfACounter_HasHelpTypeAndASeriesForEachLabel()
    {
        metrics.CallStarted();
        metrics.CallStarted();
        metrics.CallEnded(EndReason.HungUp);
        metrics.CallEnded(EndReason.TimedOut);
        metrics.CallEnded(EndReason.TimedOut);

        var lines = Lines("signaling_calls_ended_total");

        Assert.Equal(
        [
            "# HELP signaling_calls_ended_total Calls ended through this edge, by reason",
            "# TYPE signaling_calls_ended_total counter",
            "signaling_calls_ended_total{reason=\"hung_up\"} 1",
            "signaling_calls_ended_total{reason=\"timed_out\"} 2",
        ], lines);
        Assert.Equal("signaling_calls_started_total 2", Lines("signaling_calls_started_total")[^1]);
    }

    [Fact]
    public void Write_OfWhatGoesUpAndDown_IsAGauge()
    {
        metrics.CallStarted();
        metrics.CallStarted();
        metrics.CallEnded(EndReason.Cancelled);

        Assert.Equal(["# TYPE signaling_calls_active gauge", "signaling_calls_active 1"], Lines("signaling_calls_active")[1..]);
    }

    [Fact]
    public void Write_OfAHistogram_CountsEachMeasurementInEveryBucketThatHoldsIt()
    {
        metrics.Committed("call", "committed", TimeSpan.FromMilliseconds(1.5));
        metrics.Committed("call", "committed", TimeSpan.FromSeconds(99));

        var lines = Lines("signaling_store_commit_duration_seconds");

        Assert.Contains("""signaling_store_commit_duration_seconds_bucket{of="call",outcome="committed",le="0.001"} 0""", lines);
        Assert.Contains("""signaling_store_commit_duration_seconds_bucket{of="call",outcome="committed",le="0.002"} 1""", lines);
        Assert.Contains("""signaling_store_commit_duration_seconds_bucket{of="call",outcome="committed",le="2.5"} 1""", lines);
        Assert.Contains("""signaling_store_commit_duration_seconds_bucket{of="call",outcome="committed",le="+Inf"} 2""", lines);
        Assert.Contains("""signaling_store_commit_duration_seconds_sum{of="call",outcome="committed"} 99.0015""", lines);
        Assert.Contains("""signaling_store_commit_duration_seconds_count{of="call",outcome="committed"} 2""", lines);
    }

    [Fact]
    public void Write_OfAnObservedGauge_AsksEachTime()
    {
        var up = true;
        metrics.IsStoreUp = () => up;
        Assert.Equal("signaling_store_up 1", Lines("signaling_store_up")[^1]);

        up = false;

        Assert.Equal("signaling_store_up 0", Lines("signaling_store_up")[^1]);
    }

    [Fact]
    public void Write_OfConnections_NamesEveryTransport()
    {
        metrics.CountConnections = transport => transport == "sse" ? 3 : 0;

        Assert.Equal(
            ["signaling_connections{transport=\"hub\"} 0", "signaling_connections{transport=\"poll\"} 0", "signaling_connections{transport=\"sse\"} 3"],
            Lines("signaling_connections")[2..]);
    }

    [Fact]
    public void Write_OfALabelWithQuotesAndLineEnds_EscapesThem()
    {
        metrics.TokenRefused("a\"b\\c\nd");

        Assert.Equal("signaling_tokens_refused_total{reason=\"a\\\"b\\\\c\\nd\"} 1", Lines("signaling_tokens_refused_total")[^1]);
    }

    [Fact]
    public void Write_OfLabelsWithoutEnd_StopsAtAThousandSeries()
    {
        for (var i = 0; i < 1_500; i++) metrics.TokenRefused($"made-up-{i}");

        Assert.Equal(1_000, Lines("signaling_tokens_refused_total")[2..].Length);
    }

    [Fact]
    public async Task Write_WhileSeriesAppear_NeverFails()
    {
        for (var round = 0; round < 20; round++)
        {
            using var host = new ServiceCollection().AddSignalingMetrics().AddSingleton<PrometheusText>().BuildServiceProvider();
            var (read, counted) = (host.GetRequiredService<PrometheusText>(), host.GetRequiredService<SignalingMetrics>());
            var growing = Task.Run(() =>
            {
                for (var i = 0; i < 1_000; i++) counted.TokenRefused($"made-up-{i}");
            }, TestContext.Current.CancellationToken);
            while (!growing.IsCompleted) Assert.NotEmpty(read.Write());
            await growing;
        }
    }

    [Fact]
    public void Write_OfARefusedDescription_CountsItByCodeAndAmongTheProblems()
    {
        metrics.Refused("srtp_required");
        metrics.Refused("call_ended");
        metrics.Refused("rate_limited");

        Assert.Equal(["signaling_sdp_refused_total{code=\"srtp_required\"} 1"], Lines("signaling_sdp_refused_total")[2..]);
        Assert.Equal(["signaling_requests_rate_limited_total 1"], Lines("signaling_requests_rate_limited_total")[2..]);
        Assert.Equal(3, Lines("signaling_problems_total")[2..].Length);
    }

    [Fact]
    public void Write_OfAnotherHostsMeter_LeavesItOut()
    {
        using var other = new ServiceCollection().AddSignalingMetrics().BuildServiceProvider();
        other.GetRequiredService<SignalingMetrics>().CallStarted();

        Assert.DoesNotContain("signaling_calls_started_total 1", Lines("signaling_calls_started_total"));
    }

    [Fact]
    public void Write_OfEveryInstrument_HasAHelpText()
    {
        using var listener = new MeterListener();
        List<Instrument> instruments = [];
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (ReferenceEquals(instrument.Meter, metrics.Meter)) instruments.Add(instrument);
        };
        listener.Start();

        Assert.Equal(20, instruments.Count);
        Assert.All(instruments, instrument => Assert.False(string.IsNullOrEmpty(instrument.Description), instrument.Name));
    }

    [Fact]
    public void Documentation_OfMetrics_NamesEachAndNoOther()
    {
        metrics.CallEnded(EndReason.HungUp);
        var published = text.Write().Split('\n').Where(line => line.StartsWith("# TYPE signaling_", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]);
        var documented = Repository.Read("docs/metrics.md").Split('\n').Where(line => line.StartsWith("| `signaling_", StringComparison.Ordinal)).Select(line => line.Split('`')[1]);

        Assert.Equal(published.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    private string[] Lines(string family) =>
        [.. text.Write().Split('\n').Where(line => line.StartsWith($"# HELP {family} ", StringComparison.Ordinal) || line.StartsWith($"# TYPE {family} ", StringComparison.Ordinal)
            || line.StartsWith(family + "{", StringComparison.Ordinal) || line.StartsWith(family + " ", StringComparison.Ordinal) || line.StartsWith(family + "_", StringComparison.Ordinal))];
}
