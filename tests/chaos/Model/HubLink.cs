using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Signaling.Api.Tests.Running;
using Signaling.Chaos.Rig;

namespace Signaling.Chaos.Model;

/// <summary>A device's connection to the hub, through the real SignalR client.</summary>
internal static class HubLink
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Connects, attaches, and returns when the connection is over.</summary>
    public static async Task RunAsync(Line line, EdgeProcess edge, CancellationToken cancel)
    {
        var address = new UriBuilder(line.Device.AddressOf(edge)) { Scheme = "ws", Path = "/hubs/signaling", Query = $"access_token={line.Device.Token}&device={line.Device.Name}" }.Uri;
        var builder = new HubConnectionBuilder();
        builder.Services.AddSingleton<IConnectionFactory>(new WebSocketConnections(address));
        builder.Services.AddSingleton<EndPoint>(new DnsEndPoint(address.Host, address.Port));
        await using var connection = builder.Build();
        connection.KeepAliveInterval = line.Device.PingEvery;
        connection.On<JsonElement[], string>("events", line.Events);
        connection.On<JsonElement>("control", line.Control);
        connection.Closed += _ =>
        {
            line.End();
            return Task.CompletedTask;
        };

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        await connection.StartAsync(patience.Token);
        var state = await connection.InvokeAsync<JsonElement>("attach", line.Cursor, patience.Token);
        line.Attached(state.GetProperty("cursor").GetString());
        await line.Over.WaitAsync(cancel);
        line.Close();
    }
}
