using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Signaling.Api.Tests.Running;

/// <summary>Gives the SignalR client a WebSocket: all that the package for HTTP connections would add.</summary>
internal sealed class WebSocketConnections(Uri address, string? origin = null) : IConnectionFactory
{
    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = new ClientWebSocket();
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
        await socket.ConnectAsync(address, cancellationToken);
        return new Connection(socket);
    }

    private sealed class Connection : ConnectionContext
    {
        private readonly WebSocket socket;
        private readonly Pipe incoming = new(), outgoing = new();
        private readonly CancellationTokenSource stopping = new();
        private readonly Task pumps;

        public Connection(WebSocket socket)
        {
            this.socket = socket;
            Transport = new Ends(incoming.Reader, outgoing.Writer);
            pumps = Task.WhenAll(ReceiveAsync(), SendAsync());
        }

        public override string ConnectionId { get; set; } = Guid.NewGuid().ToString();

        public override IFeatureCollection Features { get; } = new FeatureCollection();

        public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

        public override IDuplexPipe Transport { get; set; }

        public override async ValueTask DisposeAsync()
        {
            await Transport.Output.CompleteAsync();
            stopping.CancelAfter(TimeSpan.FromSeconds(1));
            await pumps;
            socket.Dispose();
            stopping.Dispose();
            await base.DisposeAsync();
        }

        private async Task ReceiveAsync()
        {
            Exception? failure = null;
            try
            {
                while (await socket.ReceiveAsync(incoming.Writer.GetMemory(4096), stopping.Token) is { MessageType: not WebSocketMessageType.Close } got)
                {
                    incoming.Writer.Advance(got.Count);
                    await incoming.Writer.FlushAsync(stopping.Token);
                }
            }
            catch (Exception closed) when (closed is WebSocketException or OperationCanceledException)
            {
                failure = stopping.IsCancellationRequested ? null : closed;
            }

            await incoming.Writer.CompleteAsync(failure);
        }

        private async Task SendAsync()
        {
            try
            {
                while (true)
                {
                    var read = await outgoing.Reader.ReadAsync(stopping.Token);
                    foreach (var part in read.Buffer) await socket.SendAsync(part, WebSocketMessageType.Text, true, stopping.Token);
                    outgoing.Reader.AdvanceTo(read.Buffer.End);
                    if (read.IsCompleted) break;
                }

                if (socket.State is WebSocketState.Open) await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, stopping.Token);
            }
            catch (Exception closed) when (closed is WebSocketException or OperationCanceledException)
            {
                // The other end is gone.
            }
        }

        private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;
    }
}
