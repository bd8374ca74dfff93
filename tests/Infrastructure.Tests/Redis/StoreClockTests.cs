using Signaling.Infrastructure.Redis;
using Xunit;

namespace Signaling.Infrastructure.Tests.Redis;

public class StoreClockTests
{
    private readonly SteadyClock time = new();

    [Fact]
    public void Now_AfterAReply_IsItsTimeAndRunsOn()
    {
        var clock = new StoreClock(time);
        clock.Set(1_000_000);
        time.Elapsed = TimeSpan.FromSeconds(3);

        Assert.Equal(1_003_000, clock.Now.ToUnixTimeMilliseconds());
    }

    [Fact]
    public void Set_ByAReplyThatWasLongOnItsWay_DoesNotSetTheClockBack()
    {
        var clock = new StoreClock(time);
        clock.Set(1_000_000);
        time.Elapsed = TimeSpan.FromSeconds(2);

        clock.Set(1_000_100); // written when it was so, and 1.9 seconds on its way

        Assert.Equal(1_002_000, clock.Now.ToUnixTimeMilliseconds());
    }

    [Fact]
    public void Set_AfterTheStoresClockWasSetBack_BelievesItWithinTenSeconds()
    {
        var clock = new StoreClock(time);
        clock.Set(1_000_000);
        for (var seconds = 1; seconds <= 11; seconds++)
        {
            time.Elapsed = TimeSpan.FromSeconds(seconds);
            clock.Set(500_000 + (seconds * 1000));
        }

        Assert.Equal(511_000, clock.Now.ToUnixTimeMilliseconds());
    }

    [Fact]
    public void Set_AfterALongSilence_BelievesTheNewestReply()
    {
        var clock = new StoreClock(time);
        clock.Set(1_000_000);
        time.Elapsed = TimeSpan.FromMinutes(5);

        clock.Set(900_000);

        Assert.Equal(900_000, clock.Now.ToUnixTimeMilliseconds());
    }

    private sealed class SteadyClock : TimeProvider
    {
        public TimeSpan Elapsed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Elapsed.Ticks;
    }
}
