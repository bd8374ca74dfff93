namespace Signaling.Chaos.Faults;

/// <summary>Clients that do what clients should not, and often do.</summary>
internal static class ClientFaults
{
    /// <summary>Every second command is sent to two edges at once, and every second one again later.</summary>
    public static Fault Repeats { get; } = new("requests doubled and delayed", (_, _, cancel) => Task.Delay(TimeSpan.FromSeconds(2), cancel)) { RepeatShare = 0.5 };

    /// <summary>All devices drop their connections, again and again.</summary>
    public static Fault Flapping { get; } = new("devices drop their connections", async (round, random, cancel) =>
    {
        round.TroubleFrom = DateTimeOffset.UtcNow;
        for (var times = 0; times < 6; times++)
        {
            foreach (var device in round.Devices) if (random.Next(3) > 0) device.Reconnect();
            await Task.Delay(random.Next(100, 500), cancel);
        }
    });
}
