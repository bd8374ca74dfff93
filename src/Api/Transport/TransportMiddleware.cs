using System.Net;
using Signaling.Api.Auth;
using Signaling.Api.Problems;

namespace Signaling.Api.Transport;

/// <summary>Lets a request in only over HTTPS, and a hub connection only from an allowed origin, before anything else happens to it.</summary>
/// <remarks>Plain HTTP is served on loopback in Development, from trusted proxies that do not say that their client used it too, and for health and metrics.</remarks>
internal sealed class TransportMiddleware(RequestDelegate next, TrustedProxies proxies, AllowedOrigins origins, IHostEnvironment environment)
{
    private static readonly PathString Health = "/healthz", Metrics = "/metrics";

    public Task InvokeAsync(HttpContext context)
    {
        var peer = context.Connection.RemoteIpAddress;
        var forwarded = ForwardedRequest.Read(context, proxies);
        context.Connection.RemoteIpAddress = forwarded.Address;
        if (forwarded.Scheme is "https" or "http") context.Request.Scheme = forwarded.Scheme;

        if (!IsAllowed(context, peer, forwarded.Scheme)) return Problem.WriteAsync(context, "https_required");
        if (context.Request.Path.StartsWithSegments(EventPaths.Hub) && !origins.Allow(context.Request)) return Problem.WriteAsync(context, "origin_not_allowed");
        return next(context);
    }

    private bool IsAllowed(HttpContext context, IPAddress? peer, string? scheme) => scheme switch
    {
        "https" => true,
        _ when environment.IsDevelopment() && (peer is null || IPAddress.IsLoopback(peer)) => true, // null: a server in the same process
        null => true, // a trusted proxy that does not say
        _ => context.Request.Path.StartsWithSegments(Health) || context.Request.Path.StartsWithSegments(Metrics),
    };
}
