using System.Net.Http.Headers;
using Signaling.Chaos.Rig;

namespace Signaling.Chaos.Model;

/// <summary>One device of one user. It keeps a connection for events, and when that ends goes to the next edge with its cursor, as a
/// client does.</summary>
internal sealed class Device(Round round, string user, string name, Transport transport, int firstEdge) : IAsyncDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(600);

    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource attached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource? connection;
    private TaskCompletionSource mayConnect = new();
    private Task running = Task.CompletedTask;
    private DateTimeOffset? awaySince;

    public string User => user;

    public string Name => name;

    public string Token { get; } = Model.Token.Of(round.Tenant, user);

    public DeviceLog Log { get; } = new();

    /// <summary>The edge that it speaks to now.</summary>
    public int Edge { get; private set; } = firstEdge;

    /// <summary>Ends when it is attached for the first time.</summary>
    public Task Attached => attached.Task;

    /// <summary>How many connections it has begun.</summary>
    public int Connections { get; private set; }

    /// <summary>Ends when the device reads again what comes to it.</summary>
    public Task MayRead { get; set; } = Task.CompletedTask;

    /// <summary>Whether it reaches edges by the way that can be cut off.</summary>
    public bool IsAtDoor { get; set; }

    /// <summary>How often it pings through the hub.</summary>
    public TimeSpan PingEvery => round.PingEvery;

    /// <summary>Whether it is attached now.</summary>
    public bool IsHere => awaySince is null && attached.Task.IsCompleted;

    /// <summary>The longest time that it was away.</summary>
    public TimeSpan LongestAway { get; private set; }

    public override string ToString() => $"{user}/{name} ({transport})";

    public void Start()
    {
        Return();
        running = Task.Run(RunAsync);
    }

    /// <summary>Gives the connection up, and goes to another edge.</summary>
    public void Reconnect()
    {
        try
        {
            connection?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    /// <summary>Gives the connection up, and stays away.</summary>
    public void Leave()
    {
        mayConnect = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Reconnect();
    }

    /// <summary>Comes back.</summary>
    public void Return() => mayConnect.TrySetResult();

    public async Task StopAsync()
    {
        await stopping.CancelAsync();
        await running;
    }

    /// <summary>Where it finds an edge.</summary>
    public Uri AddressOf(EdgeProcess edge) => IsAtDoor ? edge.Door : edge.Address;

    /// <summary>Says who asks.</summary>
    public void Sign(HttpRequestMessage request)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        request.Headers.Add("Device-Id", name);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stopping.Dispose();
    }

    private async Task RunAsync()
    {
        for (var failures = 0; !stopping.IsCancellationRequested; Edge = (Edge + 1) % round.Deployment.Edges.Length)
        {
            var line = new Line(this, Log, Arrived);
            using var until = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
            connection = until;
            Connections++;
            try
            {
                await LinkAsync(line, round.Deployment.Edges[Edge], until.Token);
            }
            catch (Exception)
            {
                // Whatever it was: the next edge.
            }
            finally
            {
                line.Close();
            }

            if (stopping.IsCancellationRequested) return;
            awaySince ??= DateTimeOffset.UtcNow;
            failures = line.HasAttached ? 0 : failures + 1;
            var pause = Math.Min(LongestPause.TotalMilliseconds, 50 * failures) * (0.5 + Random.Shared.NextDouble());
            await Task.WhenAll(mayConnect.Task, Task.Delay(TimeSpan.FromMilliseconds(pause))).WaitAsync(stopping.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    private Task LinkAsync(Line line, EdgeProcess edge, CancellationToken cancel) => transport switch
    {
        Transport.Hub => HubLink.RunAsync(line, edge, cancel),
        Transport.Sse => SseLink.RunAsync(line, edge, cancel),
        _             => PollLink.RunAsync(line, edge, cancel),
    };

    private void Arrived()
    {
        attached.TrySetResult();
        if (awaySince is not { } since) return;
        awaySince = null;
        var away = DateTimeOffset.UtcNow - since;
        if (away > LongestAway) LongestAway = away;
        round.Recovered(since, $"{this} came back to edge {Edge}");
    }
}

/// <summary>How a device looks at its inbox.</summary>
internal enum Transport
{
    /// <summary>A WebSocket, through the hub.</summary>
    Hub,

    /// <summary>Server-sent events.</summary>
    Sse,

    /// <summary>Long polls.</summary>
    Poll,
}
