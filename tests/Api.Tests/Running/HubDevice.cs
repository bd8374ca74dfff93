using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Signaling.Api.Tests.Running;

/// <summary>A device's connection to the hub, through the real SignalR client.</summary>
internal sealed class HubDevice : IAsyncDisposable
{
    /// <summary>How long something may take to come: less than an edge takes to notice a silent device by itself.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    private readonly HubConnection connection;
    private readonly Channel<JsonElement> events = Channel.CreateUnbounded<JsonElement>(), control = Channel.CreateUnbounded<JsonElement>();
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HubDevice(HubConnection connection)
    {
        this.connection = connection;
        connection.On<JsonElement[], string>("events", (batch, cursor) =>
        {
            foreach (var one in batch) events.Writer.TryWrite(one);
            Cursor = cursor;
        });
        connection.On<JsonElement>("control", word => control.Writer.TryWrite(word));
        connection.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
    }

    public string? Cursor { get; private set; }

    public bool IsClosed => closed.Task.IsCompleted;

    public Task Closed => closed.Task.WaitAsync(Patience);

    public static async Task<HubDevice> ConnectAsync(Device device, string? origin = null)
    {
        var address = new UriBuilder(device.Edge.Address) { Scheme = "ws", Path = "/hubs/signaling", Query = $"access_token={device.Token}&device={device.Name}" }.Uri;
        var builder = new HubConnectionBuilder();
        builder.Services.AddSingleton<IConnectionFactory>(new WebSocketConnections(address, origin));
        builder.Services.AddSingleton<EndPoint>(new DnsEndPoint(address.Host, address.Port));
        var connection = builder.Build();
        connection.KeepAliveInterval = TimeSpan.FromMilliseconds(500); // for tests in which an edge notices soon that a device is silent
        await connection.StartAsync(TestContext.Current.CancellationToken);
        return new HubDevice(connection);
    }

    /// <summary>Connects and attaches.</summary>
    public static async Task<HubDevice> AttachAsync(Device device, string? cursor = null)
    {
        var hub = await ConnectAsync(device);
        await hub.AttachAsync(cursor);
        return hub;
    }

    public async Task<JsonElement> AttachAsync(string? cursor)
    {
        var state = await connection.InvokeAsync<JsonElement>("attach", cursor, TestContext.Current.CancellationToken);
        Cursor ??= state.GetProperty("cursor").GetString();
        return state;
    }

    public Task RenewAsync(string token) => connection.InvokeAsync("renew", token, TestContext.Current.CancellationToken);

    /// <summary>The next event.</summary>
    public async Task<JsonElement> NextAsync(TimeSpan? patience = null) =>
        await events.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(patience ?? Patience);

    /// <summary>The next event, which must be of a type.</summary>
    public async Task<JsonElement> NextAsync(string type, TimeSpan? patience = null)
    {
        var next = await NextAsync(patience);
        Assert.Equal(type, next.GetProperty("type").GetString());
        return next;
    }

    /// <summary>The next word about the connection.</summary>
    public async Task<JsonElement> ControlAsync() => await control.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience);

    /// <summary>Whether an event waits that nobody has asked for.</summary>
    public bool HasMore => events.Reader.TryPeek(out _);

    /// <summary>Whether a word about the connection waits that nobody has asked for.</summary>
    public bool HasControl => control.Reader.TryPeek(out _);

    public async ValueTask DisposeAsync() => await connection.DisposeAsync();
}
