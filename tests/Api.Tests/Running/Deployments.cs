using Signaling.Infrastructure.Tests.Redis;
using Xunit;

[assembly: AssemblyFixture(typeof(Signaling.Api.Tests.Running.Deployments))]

namespace Signaling.Api.Tests.Running;

/// <summary>The deployments that tests share; each takes a tenant of its own, which no other can see.</summary>
public sealed class Deployments : IAsyncDisposable
{
    private readonly SemaphoreSlim starting = new(1, 1);
    private readonly Dictionary<On, Deployment> running = [];

    internal async Task<Scene> SceneAsync(On on, RedisServer redis)
    {
        await starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (!running.TryGetValue(on, out var deployment)) running.Add(on, deployment = await Deployment.StartAsync(on, redis));
            return deployment.Scene();
        }
        finally
        {
            starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var deployment in running.Values) await deployment.DisposeAsync();
        starting.Dispose();
    }
}
