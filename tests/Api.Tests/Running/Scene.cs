using System.Net;
using Xunit;

namespace Signaling.Api.Tests.Running;

/// <summary>A tenant of its own, its users' devices spread over the edges of a deployment.</summary>
internal sealed class Scene(Deployment deployment) : IAsyncDisposable
{
    private readonly List<Device> devices = [];
    private int next;

    public string Tenant { get; } = "t" + Guid.NewGuid().ToString("N")[..12];

    public RunningEdge[] Edges => deployment.Edges;

    /// <summary>A user's device at an edge: the one of that number, or each at the next.</summary>
    public Device Device(string user, string device = "default", int? at = null, string? tenant = null, string? token = null)
    {
        lock (devices)
        {
            var one = Edges[(at ?? next++) % Edges.Length].Device(user, device, tenant ?? Tenant, token);
            devices.Add(one);
            return one;
        }
    }

    /// <summary>Ann and Ben, each at another edge where there are several, looking at their inboxes.</summary>
    public async Task<(Device Ann, Device Ben)> PairAsync()
    {
        Device ann = Device("ann"), ben = Device("ben");
        await ann.AttachAsync();
        await ben.AttachAsync();
        return (ann, ben);
    }

    /// <summary>Ann calls Ben and Ben has answered; both have read all events so far.</summary>
    public async Task<(Device Ann, Device Ben, string Call)> ConnectedAsync()
    {
        var (ann, ben) = await PairAsync();
        var call = await ann.CallAsync("ben");
        await ben.UntilAsync("call.incoming");
        Assert.Equal(HttpStatusCode.OK, (await ben.AnswerAsync(call)).Status);
        await ann.UntilAsync("call.answered");
        return (ann, ben, call);
    }

    public ValueTask DisposeAsync()
    {
        foreach (var device in devices) device.Dispose();
        return default;
    }
}
