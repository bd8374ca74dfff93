namespace Signaling.Infrastructure.Tests.Relays;

/// <summary>A clock that shows one time for ever.</summary>
internal sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
