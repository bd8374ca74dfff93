namespace Signaling.Api.Health;

/// <summary>Whether this edge is about to stop: then it is not ready, so that load balancers send clients elsewhere.</summary>
internal sealed class Drain : IDisposable
{
    private readonly CancellationTokenSource begun = new();
    private readonly CancellationTokenRegistration stopping;

    public Drain(IHostApplicationLifetime lifetime) => stopping = lifetime.ApplicationStopping.Register(Begin);

    /// <summary>Whether draining has begun; it never ends but with the process.</summary>
    public bool HasBegun => begun.IsCancellationRequested;

    /// <summary>Cancelled when draining begins.</summary>
    public CancellationToken Begun => begun.Token;

    /// <summary>Begins, once; repeating it does nothing.</summary>
    public void Begin() => begun.Cancel();

    public void Dispose()
    {
        stopping.Dispose();
        begun.Dispose();
    }
}
