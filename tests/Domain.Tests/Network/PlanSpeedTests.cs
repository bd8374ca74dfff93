using System.Diagnostics;
using Signaling.Domain.Network;
using Signaling.Domain.Network.Planning;
using Xunit;

namespace Signaling.Domain.Tests.Network;

/// <summary>Planning is fast, and as fast in a large network as in a small one.</summary>
public sealed class PlanSpeedTests(ITestOutputHelper output)
{
    private const int Plans = 5_000;

    [Fact]
    public void Plan_AmongTenThousandPrefixes_IsNoSlowerThanAmongTen()
    {
        var (few, many) = (Network(10), Network(10_000));
        Measure(few);
        Measure(many);

        // On a loaded machine the quietest of several rounds counts.
        var (least, most) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var round = 0; round < 12; round++)
        {
            (least, most) = (Min(least, Measure(few)), Min(most, Measure(many)));
            if (round >= 4 && most < least * 1.15) break;
        }

        output.WriteLine($"a plan among 10 prefixes {least.TotalMicroseconds / Plans:0.00} µs, among 10,000 {most.TotalMicroseconds / Plans:0.00} µs");
        Assert.True(most < least * 1.3, $"{most / least:0.00} times as slow");
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Measure(NetworkModel model)
    {
        var scenario = new Scenario
        {
            Participants =
            [
                new() { Id = "a", SourceAddress = "198.51.100.7", HostCandidates = ["10.0.9.1"] },
                new() { Id = "b", SourceAddress = "192.0.2.9", HostCandidates = ["192.168.1.7"] },
            ],
        };
        var begun = Stopwatch.GetTimestamp();
        for (var i = 0; i < Plans; i++) Assert.IsType<PlanOutcome.Planned>(RoutePlanner.Plan(scenario, model));
        return Stopwatch.GetElapsedTime(begun);
    }

    private static NetworkModel Network(int prefixes) => Networks.Plain.Hq(hq => hq with
    {
        InternalPrefixes = [.. Enumerable.Range(0, prefixes).Select(index => $"10.{index / 250}.{index % 250}.0/24")],
        VpnPrefixes = ["172.16.0.0/12"],
    }).Model();
}
