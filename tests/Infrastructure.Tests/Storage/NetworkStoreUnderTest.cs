using Signaling.Domain.Network.Storage;

namespace Signaling.Infrastructure.Tests.Storage;

/// <summary>A fresh, empty store of networks, seen from two edges; where a store has only one edge, it is both.</summary>
public sealed class NetworkStoreUnderTest(INetworkStore one, INetworkStore other, Func<ValueTask>? dispose = null) : IAsyncDisposable
{
    public INetworkStore One { get; } = one;

    public INetworkStore Other { get; } = other;

    public ValueTask DisposeAsync() => dispose?.Invoke() ?? default;
}
