using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Signaling.Chaos.Rig;

/// <summary>A way to Redis that can be made long: what comes in at one end goes out at the other later, in order. It stands in for distance,
/// which kernels without <c>netem</c> cannot imitate.</summary>
/// <param name="there">Where edges are to ask.</param>
/// <param name="redis">Where they get to.</param>
internal sealed class LongWay(IPEndPoint there, IPEndPoint redis) : IAsyncDisposable
{
    private const int Piece = 65536, PiecesOnTheWay = 1024;

    private readonly CancellationTokenSource end = new();
    private readonly TcpListener listener = new(there);
    private Task accepting = Task.CompletedTask;

    /// <summary>What edges have to be told to take it.</summary>
    public Dictionary<string, string> Settings => new() { ["Redis__Endpoints"] = $"{there}" };

    /// <summary>How long what is sent from now on takes, in either direction.</summary>
    public TimeSpan Each { get; set; }

    public void Start()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await accepting;
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var travelling = new List<Task>();
        try
        {
            while (true)
            {
                var near = await listener.AcceptSocketAsync(end.Token);
                travelling.RemoveAll(task => task.IsCompleted);
                travelling.Add(TravelAsync(near));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(travelling);
        }
    }

    private async Task TravelAsync(Socket near)
    {
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using (near)
        {
            try
            {
                near.NoDelay = far.NoDelay = true;
                await far.ConnectAsync(redis, end.Token);
                await Task.WhenAny(PassAsync(near, far), PassAsync(far, near));
            }
            catch (Exception over) when (over is OperationCanceledException or SocketException)
            {
                // Closing its own end tells the other one.
            }
        }
    }

    private async Task PassAsync(Socket from, Socket to)
    {
        var onTheWay = Channel.CreateBounded<(DateTimeOffset Due, byte[] Piece)>(PiecesOnTheWay);
        var reading = ReadAsync();
        await foreach (var (due, piece) in onTheWay.Reader.ReadAllAsync(end.Token))
        {
            if (due - DateTimeOffset.UtcNow is { Ticks: > 0 } left) await Task.Delay(left, end.Token);
            for (var sent = 0; sent < piece.Length;) sent += await to.SendAsync(piece.AsMemory(sent), end.Token);
        }

        await reading;

        async Task ReadAsync()
        {
            var buffer = new byte[Piece];
            try
            {
                while (await from.ReceiveAsync(buffer, end.Token) is > 0 and var count) await onTheWay.Writer.WriteAsync((DateTimeOffset.UtcNow + Each, buffer[..count]), end.Token);
            }
            catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // What is on its way still arrives.
            }

            onTheWay.Writer.TryComplete();
        }
    }
}
