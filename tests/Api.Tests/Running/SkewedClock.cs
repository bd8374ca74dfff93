namespace Signaling.Api.Tests.Running;

/// <summary>A machine whose wall clock is wrong, and whose timers are not.</summary>
internal sealed class SkewedClock(TimeSpan wrongBy) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + wrongBy;
}
