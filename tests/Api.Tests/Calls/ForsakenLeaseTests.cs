using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Redis;
using Signaling.Infrastructure.Storage;
using Signaling.Infrastructure.Tests;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Calls;

/// <summary>A timer that one edge has leased, and does nothing about because it is gone or paused, fires at another within a second of its time.</summary>
public sealed class ForsakenLeaseTests(RedisServer redis, ITestOutputHelper output)
{
    private static readonly TimeSpan Ringing = TimeSpan.FromSeconds(2), AsTheSweeperLeases = TimeSpan.FromMilliseconds(450);

    [Fact]
    public async Task RingTimeout_LeasedByAnEdgeThatDies_FiresAtAnotherWithinASecond()
    {
        var cancel = TestContext.Current.CancellationToken;
        var prefix = "t" + Guid.NewGuid().ToString("N")[..12];
        var dying = await RedisStore.StartAsync(
            new() { Endpoints = redis.Endpoint, KeyPrefix = prefix }, new InboxOptions(), "dying", TimeProvider.System, NullLogger<RedisStore>.Instance, cancel);
        await using var edge = await RunningEdge.StartAsync(settings: new()
        {
            ["Store"] = "Redis", ["Redis:Endpoints"] = redis.Endpoint, ["Redis:KeyPrefix"] = prefix, ["Calls:RingTimeout"] = $"{Ringing}", ["RateLimits:Enabled"] = "false",
        });
        using Device ann = edge.Device("ann");
        await using var hears = await HubDevice.AttachAsync(ann);
        var placed = Stopwatch.StartNew();
        var fair = FairWatch.StartNew();
        var call = await ann.CallAsync("ben");

        // It is quicker than the edge, which looks five times a second.
        while ((await dying.LeaseDueAsync(AsTheSweeperLeases, 10, cancel)).Calls.IsEmpty && placed.Elapsed < Ringing + TimeSpan.FromSeconds(1)) { }
        await dying.DisposeAsync();

        Assert.Equal("timed_out", (await hears.NextAsync("call.ended")).TextAt("data.reason"));
        var ended = (await ann.GetAsync($"/v1/calls/{call}")).Json;
        var late = ended.GetProperty("endedAt").GetDateTimeOffset() - ended.GetProperty("ringUntil").GetDateTimeOffset(); // both by the store's clock
        var machine = placed.Elapsed - fair.Elapsed;
        output.WriteLine($"fired {late.TotalMilliseconds:0} ms after its time; the machine kept everybody waiting for {machine.TotalMilliseconds:0} ms");
        Assert.True(late >= TimeSpan.Zero && late - machine <= TimeSpan.FromSeconds(1), $"{late}, of that the machine's {machine}");
    }
}
