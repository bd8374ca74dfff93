using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using Signaling.Api.Auth;
using Signaling.Api.Calls;
using Signaling.Api.Problems;
using Signaling.Api.Telemetry;

namespace Signaling.Api.Events;

/// <summary>Puts inboxes and their windows into the composition.</summary>
internal static class EventSetup
{
    private const int CachedDescriptionBytes = 32 * 1024 * 1024;

    public static IServiceCollection AddEvents(this IServiceCollection services)
    {
        services.AddSingleton(new DescriptionCache(CachedDescriptionBytes));
        services.AddSignalingMetrics().AddSingleton<Deliveries>().AddSingleton<EventRenderer>().AddSingleton<DeviceStreams>().AddSingleton<WaitingRoom>().AddSingleton<Farewell>();
        services.AddHostedService<Dispatcher>().AddHostedService<StreamKeeper>();
        // At Debug the dispatcher writes down what it is called with, and `renew` is called with a token.
        services.AddLogging(logs => logs.AddFilter("Microsoft.AspNetCore.SignalR.Internal", LogLevel.Information));
        services.AddSignalR(options =>
        {
            options.MaximumReceiveMessageSize = 16 * 1024; // a cursor or a token; no command ever comes this way
            options.EnableDetailedErrors = false;
        }).AddJsonProtocol(options => ApiJsonOptions.Configure(options.PayloadSerializerOptions));
        services.AddOptions<HubOptions>().Configure<IOptions<PresenceOptions>>((hub, presence) =>
            (hub.KeepAliveInterval, hub.ClientTimeoutInterval) = (presence.Value.NoticeAfter / 3, presence.Value.NoticeAfter));
        // SignalR times out only clients that have sent a ping of its own before; a WebSocket's ping must be answered by any (RFC 6455 §5.5.2).
        services.AddOptions<Microsoft.AspNetCore.Builder.WebSocketOptions>().Configure<IOptions<PresenceOptions>>((sockets, presence) =>
            (sockets.KeepAliveInterval, sockets.KeepAliveTimeout) = (presence.Value.NoticeAfter / 3, presence.Value.NoticeAfter / 2));
        return services;
    }

    public static void MapSignalingHub(this IEndpointRouteBuilder routes)
    {
        // Edges keep no sessions: what one of them negotiated, another could not honour.
        routes.MapPost($"{EventPaths.Hub}/negotiate", () => Problem.For("negotiation_not_supported")).ExcludeFromDescription().WithOrder(-1);
        routes.MapHub<SignalingHub>(EventPaths.Hub, options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.CloseOnAuthenticationExpiration = false; // a live connection renews in place
        }).RequireAuthorization().Add(endpoint =>
        {
            var connect = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = context => IsUpgrade(context) ? connect(context) : Problem.WriteAsync(context, "negotiation_not_supported");
        });
    }

    // The endpoint itself would answer in plain text.
    private static bool IsUpgrade(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };
}
