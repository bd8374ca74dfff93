using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Signaling.Api.Auth;
using Signaling.Api.Health;
using Signaling.Domain.Events;

namespace Signaling.Api.Events;

/// <summary>A window on the user's inbox over a WebSocket. It shows events and takes no commands: those are REST, and there is one door to each room.</summary>
[Authorize]
internal sealed class SignalingHub(DeviceStreams streams, WaitingRoom room, Drain drain, IHubContext<SignalingHub> hub, TokenVerifier tokens) : Hub
{
    private const string StreamKey = "stream";

    /// <summary>Begins to show the inbox from <paramref name="cursor"/> on, or from now on. What was missed comes as <c>events</c>
    /// before this returns; where that cannot be told, <c>control</c> says <c>resync</c>.</summary>
    /// <returns>Where the device stands.</returns>
    /// <exception cref="HubException"><c>invalid_cursor</c>: the cursor is none of ours. <c>store_unavailable</c>: attach again in a while.
    /// <c>draining</c>: attach to another edge.</exception>
    public async Task<ControlMessage> Attach(string? cursor)
    {
        if (drain.HasBegun) throw new HubException("draining: this edge is about to stop; attach to another.");
        Cursor? after = cursor is null ? null : Cursor.TryParse(cursor, out var parsed) ? parsed : throw new HubException("invalid_cursor: the cursor is none that this service gave.");
        if (Context.Items.ContainsKey(StreamKey)) throw new HubException("invalid_request: this connection is attached already.");

        var caller = Context.GetHttpContext()!.Caller();
        var window = new HubWindow(hub.Clients.Client(Context.ConnectionId), Context.Abort);
        var stream = streams.Open(caller, window) ?? throw new HubException("too_many_connections: the user has as many devices connected here as are allowed.");
        Context.Items[StreamKey] = stream;
        try
        {
            var (missed, state) = await stream.AttachAsync(after, Context.ConnectionAborted);
            if (state.Type == "resync") await window.ControlAsync(state, Context.ConnectionAborted);
            else if (!missed.Events.IsEmpty) await window.SendAsync(missed, Context.ConnectionAborted);
            stream.Start();
            room.Leave(Context.ConnectionId);
            return state;
        }
        catch (StoreUnavailableException away)
        {
            Context.Items.Remove(StreamKey);
            stream.Abandon();
            room.Enter(Context.ConnectionId, Context.Abort);
            await streams.LeaveAsync(stream, CancellationToken.None);
            throw new HubException(away is StoreSchemaNewerException
                ? "store_schema_newer: a newer edge wrote what this one cannot read; attach to another."
                : "store_unavailable: the store is away; attach again in a second.");
        }
    }

    /// <summary>Puts a newer token of the same tenant and user in the place of the one that opened the connection.</summary>
    /// <exception cref="HubException"><c>unauthenticated</c>: the token is not valid, or another's. <c>invalid_request</c>: attach first.</exception>
    public async Task Renew(string token)
    {
        if (!Context.Items.TryGetValue(StreamKey, out var attached) || attached is not DeviceStream stream) throw new HubException("invalid_request: attach first; a connection that is not attached has nothing to renew.");

        var caller = Context.GetHttpContext()!.Caller();
        var verdict = await tokens.VerifyAsync(token, Context.ConnectionAborted);
        if (verdict is not TokenVerdict.Accepted { Claims: var claims } || claims.Tenant != caller.Tenant.Value || claims.User != caller.User.Value || !claims.Scopes.Contains(Scopes.Calls))
            throw new HubException("unauthenticated: renew with a valid token of the same tenant and user, for the scope `calls`.");

        (stream.ExpiresAt, stream.IsWarned) = (claims.ExpiresAt, false);
    }

    public override Task OnConnectedAsync()
    {
        room.Enter(Context.ConnectionId, Context.Abort);
        return Task.CompletedTask;
    }

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        room.Leave(Context.ConnectionId);
        if (Context.Items[StreamKey] is DeviceStream stream) await streams.LeaveAsync(stream, CancellationToken.None);
    }
}
