using Microsoft.AspNetCore.SignalR;

namespace Signaling.Api.Events;

/// <summary>The hub's connection to one device.</summary>
internal sealed class HubWindow(IClientProxy client, Action abort) : IEventWindow
{
    public string Transport => "hub";

    public async ValueTask SendAsync(EventBatch batch, CancellationToken cancel) =>
        await client.SendAsync("events", batch.ToArray(), batch.Cursor.ToString(), cancel);

    public async ValueTask ControlAsync(ControlMessage message, CancellationToken cancel) =>
        await client.SendAsync("control", message, cancel);

    public void Close() => abort();
}
