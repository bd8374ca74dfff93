namespace Signaling.Infrastructure.Tests.Storage;

/// <summary>A fresh, empty store, seen from two edges; where a store has only one edge, it is both.</summary>
/// <param name="one">An edge.</param>
/// <param name="other">Another edge over the same data.</param>
/// <param name="advance">Lets that much of the store's time pass, and a little more.</param>
/// <param name="dispose">Ends both edges; null when there is nothing to end.</param>
public sealed class StoreUnderTest(Edge one, Edge other, Func<TimeSpan, Task> advance, Func<ValueTask>? dispose = null) : IAsyncDisposable
{
    public Edge One { get; } = one;

    public Edge Other { get; } = other;

    public Task AdvanceAsync(TimeSpan by) => advance(by);

    public ValueTask DisposeAsync() => dispose?.Invoke() ?? default;
}
